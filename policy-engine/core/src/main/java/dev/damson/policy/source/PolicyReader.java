package dev.damson.policy.source;

import dev.damson.policy.model.Action;
import dev.damson.policy.model.Direction;
import dev.damson.policy.model.End;
import dev.damson.policy.model.Expiry;
import dev.damson.policy.model.Isolation;
import dev.damson.policy.model.Metadata;
import dev.damson.policy.model.Mode;
import dev.damson.policy.model.Peer;
import dev.damson.policy.model.Rule;
import dev.damson.policy.model.SegmentationPolicy;
import dev.damson.policy.model.Service;
import dev.damson.policy.model.Tier;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Policies and their rules. */
final class PolicyReader {
    private PolicyReader() {}

    static SegmentationPolicy policy(Metadata metadata, Fields spec) {
        Optional<String> implied = ObjectReader.impliedTier(metadata);
        String tier = (implied.isPresent() ? spec.optional("tier") : spec.required("tier"))
                .flatMap(Located::name)
                .or(() -> implied)
                .orElse(Tier.BASELINE);
        int order = spec.required("order")
                .map(value -> value.number(SegmentationPolicy.FIRST_ORDER, SegmentationPolicy.LAST_ORDER)
                        .orElse(SegmentationPolicy.LAST_ORDER))
                .orElse(SegmentationPolicy.LAST_ORDER);
        Mode mode =
                spec.optional("mode").flatMap(value -> value.word(Mode.class)).orElse(Mode.ENFORCE);
        boolean tcpStrict = spec.optional("tcpStrict").flatMap(Located::bool).orElse(false);
        List<Isolation> isolates = spec.optionalList("isolates", PolicyReader::isolation);
        Map<String, Integer> lines = new HashMap<>();
        List<Rule> rules = spec.optional("rules")
                .map(list -> list.listOrNone(item -> rule(item, lines)))
                .orElse(List.of());
        if (spec.optional("rules").map(list -> isEmptyList(list)).orElse(true) && !spec.has("isolates")) {
            spec.located().error("", "the policy says nothing", "write rules, isolates or both");
        }
        return new SegmentationPolicy(metadata, tier, order, mode, tcpStrict, isolates, rules);
    }

    private static boolean isEmptyList(Located located) {
        return located.node() instanceof YamlNode.Sequence sequence
                && sequence.items().isEmpty();
    }

    private static Optional<Isolation> isolation(Located located) {
        return located.fields().flatMap(fields -> {
            List<Peer> subjects = fields.list("subjects", PolicyReader::subject);
            Optional<Direction> direction = fields.required("direction").flatMap(value -> value.word(Direction.class));
            fields.end();
            return direction.map(known -> new Isolation(subjects, known));
        });
    }

    private static Optional<Peer> subject(Located located) {
        Optional<Peer> peer = PeerReader.peer(located);
        if (peer.isPresent() && peer.get() instanceof Peer.ExternalPeer) {
            located.error("", "external is no subject: what is outside has no end here", "name workloads");
            return Optional.empty();
        }
        return peer;
    }

    private static Optional<Rule> rule(Located located, Map<String, Integer> lines) {
        return located.fields().flatMap(fields -> {
            Optional<Located> nameField = fields.required("name");
            Optional<String> name = nameField.flatMap(Located::name);
            name.ifPresent(value -> {
                unique(nameField.orElseThrow(), value, lines);
                fields.context("rule " + Quoted.of(value));
            });
            Optional<Action> action = fields.required("action").flatMap(value -> value.word(Action.class));
            Optional<End> at = fields.optional("at").flatMap(value -> value.word(End.class));
            List<Peer> from = fields.list("from", PeerReader::peer);
            List<Peer> to = fields.list("to", PeerReader::peer);
            List<Service> services = fields.list("services", ServiceReader::service);
            boolean log = fields.optional("log").flatMap(Located::bool).orElse(false);
            Optional<String> inspect = fields.optional("inspect")
                    .flatMap(Located::name)
                    .filter(chain -> onlyAllow(fields, action, "inspect"));
            Optional<Expiry> expiry = ExpiryReader.expiry(fields)
                    .filter(end -> onlyAllow(fields, action, fields.has("expires") ? "expires" : "expiresAfter"));
            fields.end();
            return name.map(
                    known -> new Rule(known, action.orElse(Action.DENY), at, from, to, services, log, inspect, expiry));
        });
    }

    private static void unique(Located nameField, String name, Map<String, Integer> lines) {
        Integer first = lines.putIfAbsent(name, nameField.node().span().line());
        if (first != null) {
            nameField.error(
                    name,
                    "rule name " + Quoted.of(name) + " stands twice in the policy, first in line " + first,
                    "rename one");
        } else if (name.equals("isolates") || name.equals("default")) {
            nameField.error(
                    name,
                    "rule name " + Quoted.of(name) + " is taken: reports use it for another decision",
                    "rename it");
        }
    }

    private static boolean onlyAllow(Fields fields, Optional<Action> action, String field) {
        boolean right = action.isEmpty() || action.get() == Action.ALLOW;
        if (!right) {
            fields.optional(field)
                    .orElseThrow()
                    .error(
                            action.get().word(),
                            field + " stands on a rule that says "
                                    + Quoted.of(action.get().word()),
                            "only an allow rule can have it");
        }
        return right;
    }
}
