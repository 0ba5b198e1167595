package dev.damson.policy.imports.kubernetes;

import dev.damson.policy.imports.Draft;
import dev.damson.policy.model.Action;
import dev.damson.policy.model.Direction;
import dev.damson.policy.model.End;
import dev.damson.policy.model.Isolation;
import dev.damson.policy.model.Metadata;
import dev.damson.policy.model.Mode;
import dev.damson.policy.model.Peer;
import dev.damson.policy.model.Rule;
import dev.damson.policy.model.SegmentationPolicy;
import dev.damson.policy.model.Service;
import dev.damson.policy.source.Fields;
import dev.damson.policy.source.Located;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** NetworkPolicies: whoever is selected in a direction is closed there except for what the rules of all of them allow. */
final class NetworkPolicies {
    private static final String INGRESS = "Ingress";
    private static final String EGRESS = "Egress";

    private final Draft draft;
    private final LabelMapping labels;

    NetworkPolicies(Draft draft, LabelMapping labels) {
        this.draft = draft;
        this.labels = labels;
    }

    /** @param tier in which all of them stand */
    void add(Resource resource, String tier) {
        var spec = resource.spec().map(given -> given.within(resource.title())).flatMap(Located::fields);
        if (spec.isEmpty()) {
            resource.root().error("", resource.title() + " has no spec", "");
            return;
        }
        Fields fields = spec.get();
        String namespace = resource.namespace();
        var subject = subject(fields, namespace);
        var ingress = given(fields, "ingress");
        var egress = given(fields, "egress");
        var directions = directions(fields, egress);
        fields.end();
        var isolates = new ArrayList<Isolation>();
        var rules = new ArrayList<Rule>();
        var origins = new ArrayList<Located>();
        if (directions.contains(Direction.INGRESS)) {
            isolates.add(new Isolation(List.of(subject), Direction.INGRESS));
            rules.addAll(rules(ingress, namespace, subject, Direction.INGRESS, origins));
        } else {
            ingress.filter(list -> !list.itemsOrNone().isEmpty()).ifPresent(rest -> withoutEffect(rest, INGRESS));
        }
        if (directions.contains(Direction.EGRESS)) {
            isolates.add(new Isolation(List.of(subject), Direction.EGRESS));
            rules.addAll(rules(egress, namespace, subject, Direction.EGRESS, origins));
        } else {
            egress.filter(list -> !list.itemsOrNone().isEmpty()).ifPresent(rest -> withoutEffect(rest, EGRESS));
        }
        draft.add(
                new SegmentationPolicy(
                        Metadata.of(namespace + "." + resource.name(), draft.domain()),
                        tier,
                        0,
                        Mode.ENFORCE,
                        false,
                        isolates,
                        rules),
                resource.root(),
                origins);
    }

    private void withoutEffect(Located rules, String type) {
        draft.warn(rules, "these rules have no effect: policyTypes does not name " + type, "");
    }

    private Peer subject(Fields fields, String namespace) {
        return LabelMapping.both(LabelMapping.namespace(namespace), labels.pods(given(fields, "podSelector")));
    }

    private static Optional<Located> given(Fields fields, String name) {
        return fields.optional(name).filter(value -> !value.isNull());
    }

    /** Without policyTypes ingress always, egress if there is a rule for it. */
    private static Set<Direction> directions(Fields fields, Optional<Located> egress) {
        var directions = EnumSet.noneOf(Direction.class);
        var types = given(fields, "policyTypes").map(Located::itemsOrNone).orElse(List.of());
        if (types.isEmpty()) {
            directions.add(Direction.INGRESS);
            if (egress.filter(Located::isList)
                    .filter(list -> !list.itemsOrNone().isEmpty())
                    .isPresent()) {
                directions.add(Direction.EGRESS);
            }
        }
        for (Located type : types) {
            type.text().ifPresent(text -> {
                switch (text) {
                    case INGRESS -> directions.add(Direction.INGRESS);
                    case EGRESS -> directions.add(Direction.EGRESS);
                    default -> type.error(text, "policyTypes \"" + text + "\" is neither Ingress nor Egress", "");
                }
            });
        }
        return directions;
    }

    private List<Rule> rules(
            Optional<Located> list, String namespace, Peer subject, Direction direction, List<Located> origins) {
        var rules = new ArrayList<Rule>();
        int number = 0;
        for (Located located : list.map(Located::itemsOrNone).orElse(List.of())) {
            number++;
            String name = direction.word() + "-" + number;
            rule(located, name, namespace, subject, direction).ifPresent(rule -> {
                rules.add(rule);
                origins.add(located);
            });
        }
        return rules;
    }

    private Optional<Rule> rule(Located located, String name, String namespace, Peer subject, Direction direction) {
        List<Peer> peers = List.of(Peer.any());
        List<Service> services = List.of(Service.any());
        if (!located.isNull()) {
            var fields = located.fields();
            if (fields.isEmpty()) {
                return Optional.empty();
            }
            var from = items(fields.get(), direction == Direction.INGRESS ? "from" : "to");
            var ports = items(fields.get(), "ports");
            fields.get().end();
            if (!from.isEmpty()) {
                peers = from.stream()
                        .flatMap(peer -> peer(peer, namespace).stream())
                        .toList();
            }
            if (!ports.isEmpty()) {
                services = ports.stream()
                        .flatMap(port -> Services.ofNetworkPolicy(port).stream())
                        .toList();
            }
        }
        if (peers.isEmpty() || services.isEmpty()) {
            return Optional.empty();
        }
        boolean ingress = direction == Direction.INGRESS;
        return Optional.of(new Rule(
                name,
                Action.ALLOW,
                Optional.of(ingress ? End.DESTINATION : End.SOURCE),
                ingress ? peers : List.of(subject),
                ingress ? List.of(subject) : peers,
                services,
                false,
                Optional.empty(),
                Optional.empty()));
    }

    private static List<Located> items(Fields fields, String name) {
        return given(fields, name).map(Located::itemsOrNone).orElse(List.of());
    }

    private Optional<Peer> peer(Located located, String namespace) {
        return located.fields().flatMap(fields -> {
            boolean ofPods = given(fields, "podSelector").isPresent();
            boolean ofNamespaces = given(fields, "namespaceSelector").isPresent();
            var block = given(fields, "ipBlock");
            fields.end();
            if (block.isPresent() && (ofPods || ofNamespaces)) {
                located.error("", "ipBlock stands beside a selector", "write two peers");
                return Optional.empty();
            }
            if (block.isPresent()) {
                return block.flatMap(Blocks::block).map(Peer.CidrPeer::new);
            }
            if (!ofPods && !ofNamespaces) {
                located.error("", "a peer has none of podSelector, namespaceSelector, ipBlock", "");
                return Optional.empty();
            }
            var namespaces = ofNamespaces
                    ? labels.namespaces(given(fields, "namespaceSelector"))
                    : LabelMapping.namespace(namespace);
            return Optional.of(LabelMapping.both(namespaces, labels.pods(given(fields, "podSelector"))));
        });
    }
}
