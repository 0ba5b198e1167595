package dev.damson.policy.imports.kubernetes;

import dev.damson.policy.imports.Draft;
import dev.damson.policy.model.Action;
import dev.damson.policy.model.Direction;
import dev.damson.policy.model.End;
import dev.damson.policy.model.Metadata;
import dev.damson.policy.model.Mode;
import dev.damson.policy.model.Peer;
import dev.damson.policy.model.Rule;
import dev.damson.policy.model.SegmentationPolicy;
import dev.damson.policy.model.Service;
import dev.damson.policy.source.Fields;
import dev.damson.policy.source.Located;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The policies of a cluster's admins: ordered rules that allow, deny or pass, each counting at the subject's end. */
final class AdminPolicies {
    private static final int LAST_PRIORITY = 1_000;
    private static final int LONGEST_RULE_NAME = 100;
    /** What the API takes of rules in a direction, and of peers and ports in a rule. */
    private static final int MOST_ITEMS = 100;

    private static final String ONLY_BASELINE = "default";

    private final Draft draft;
    private final AdminPeers peers;
    private final Map<String, String> priorities = new HashMap<>();

    /** What tells the three kinds apart. */
    private record Form(String prefix, String tier, int order, String allow, boolean passes) {}

    AdminPolicies(Draft draft, LabelMapping labels, Nodes nodes) {
        this.draft = draft;
        peers = new AdminPeers(draft, labels, nodes);
    }

    void addAdmin(Resource resource, String tier) {
        fields(resource)
                .ifPresent(fields -> write(
                        resource, fields, new Form("anp", tier, priority(resource, fields, tier), "Allow", true)));
    }

    void addBaseline(Resource resource, String tier) {
        if (!resource.name().equals(ONLY_BASELINE)) {
            resource.metadata()
                    .flatMap(metadata -> metadata.at("name"))
                    .orElse(resource.root())
                    .error(
                            resource.name(),
                            resource.title() + " is not called \"" + ONLY_BASELINE + "\": a cluster has one at most",
                            "rename it");
        }
        fields(resource)
                .ifPresent(
                        fields -> write(resource, fields, new Form("banp", tier, LAST_PRIORITY + 1, "Allow", false)));
    }

    void addCluster(Resource resource, String adminTier, String baselineTier) {
        fields(resource).ifPresent(fields -> {
            var tier = fields.required("tier").flatMap(Located::text).orElse("");
            if (!tier.equals("Admin") && !tier.equals("Baseline")) {
                resource.root()
                        .at("spec")
                        .flatMap(spec -> spec.at("tier"))
                        .ifPresent(
                                value -> value.error(tier, "tier \"" + tier + "\" is neither Admin nor Baseline", ""));
                return;
            }
            String ours = tier.equals("Admin") ? adminTier : baselineTier;
            write(resource, fields, new Form("cnp", ours, priority(resource, fields, ours), "Accept", true));
        });
    }

    private static Optional<Fields> fields(Resource resource) {
        var fields = resource.spec().map(spec -> spec.within(resource.title())).flatMap(Located::fields);
        if (fields.isEmpty()) {
            resource.root().error("", resource.title() + " has no spec", "");
        }
        return fields;
    }

    private int priority(Resource resource, Fields fields, String tier) {
        var given = fields.required("priority");
        int priority = given.map(value -> value.number(0, LAST_PRIORITY).orElse(LAST_PRIORITY))
                .orElse(LAST_PRIORITY);
        String other = priorities.putIfAbsent(tier + " " + priority, resource.title());
        if (other != null && given.isPresent()) {
            draft.warn(
                    given.get(),
                    resource.title() + " has the priority of " + other + ": Kubernetes does not say which is first",
                    "here the name decides");
        }
        return priority;
    }

    private void write(Resource resource, Fields fields, Form form) {
        var subject = fields.required("subject").flatMap(peers::subject);
        var ingress = given(fields, "ingress");
        var egress = given(fields, "egress");
        fields.end();
        if (subject.isEmpty()) {
            return;
        }
        var rules = new ArrayList<Rule>();
        var origins = new ArrayList<Located>();
        rules.addAll(rules(ingress, subject.get(), Direction.INGRESS, form, origins));
        rules.addAll(rules(egress, subject.get(), Direction.EGRESS, form, origins));
        if (!rules.isEmpty()) {
            draft.add(
                    new SegmentationPolicy(
                            Metadata.of(form.prefix() + "." + resource.name(), draft.domain()),
                            form.tier(),
                            form.order(),
                            Mode.ENFORCE,
                            false,
                            List.of(),
                            rules),
                    resource.root(),
                    origins);
        }
    }

    private static Optional<Located> given(Fields fields, String name) {
        return fields.optional(name).filter(value -> !value.isNull());
    }

    /** The items of a list; what is beyond the API's bound is one problem. */
    private static List<Located> items(Located list) {
        var items = list.itemsOrNone();
        if (items.size() > MOST_ITEMS) {
            items.get(MOST_ITEMS)
                    .error(
                            Integer.toString(items.size()),
                            list.field() + " has " + items.size() + " items, more than " + MOST_ITEMS,
                            "");
            return items.subList(0, MOST_ITEMS);
        }
        return items;
    }

    private List<Rule> rules(
            Optional<Located> list, Peer subject, Direction direction, Form form, List<Located> origins) {
        var rules = new ArrayList<Rule>();
        int number = 0;
        for (Located located : list.map(AdminPolicies::items).orElse(List.of())) {
            number++;
            rule(located, number, subject, direction, form).ifPresent(rule -> {
                rules.add(rule);
                origins.add(located);
            });
        }
        return rules;
    }

    private Optional<Rule> rule(Located located, int number, Peer subject, Direction direction, Form form) {
        return located.fields().flatMap(fields -> {
            boolean ingress = direction == Direction.INGRESS;
            String name = given(fields, "name").flatMap(AdminPolicies::name).orElse("");
            var action = fields.required("action").flatMap(value -> action(value, form));
            var others = given(fields, ingress ? "from" : "to")
                    .map(AdminPolicies::items)
                    .orElse(List.of());
            var ports = given(fields, "ports");
            var protocols = given(fields, "protocols");
            fields.end();
            if (others.isEmpty()) {
                located.error("", "a rule has no " + (ingress ? "from" : "to"), "name at least one peer");
            }
            var services = services(ports, protocols);
            var picked = others.stream()
                    .flatMap(peer -> peers.of(peer, ingress).stream())
                    .toList();
            if (action.isEmpty() || picked.isEmpty() || services.isEmpty()) {
                return Optional.empty();
            }
            return Optional.of(new Rule(
                    ruleName(direction, number, name),
                    action.get(),
                    Optional.of(ingress ? End.DESTINATION : End.SOURCE),
                    ingress ? picked : List.of(subject),
                    ingress ? List.of(subject) : picked,
                    services,
                    false,
                    Optional.empty(),
                    Optional.empty()));
        });
    }

    private static Optional<String> name(Located located) {
        return located.text().filter(text -> {
            if (text.length() > LONGEST_RULE_NAME) {
                located.error(
                        text,
                        "the name of a rule has " + text.length() + " characters",
                        "at most " + LONGEST_RULE_NAME);
            }
            return text.length() <= LONGEST_RULE_NAME;
        });
    }

    private static String ruleName(Direction direction, int number, String name) {
        String plain = Resource.plain(name, LONGEST_RULE_NAME);
        return direction.word() + "-" + number + (plain.isEmpty() ? "" : "-" + plain);
    }

    private static Optional<Action> action(Located located, Form form) {
        return located.text().flatMap(text -> {
            if (text.equals(form.allow())) {
                return Optional.of(Action.ALLOW);
            }
            if (text.equals("Deny")) {
                return Optional.of(Action.DENY);
            }
            if (text.equals("Pass") && form.passes()) {
                return Optional.of(Action.PASS);
            }
            String known = form.allow() + ", Deny" + (form.passes() ? ", Pass" : "");
            located.error(text, "action \"" + text + "\" is not one of " + known, "one of " + known);
            return Optional.empty();
        });
    }

    private List<Service> services(Optional<Located> ports, Optional<Located> protocols) {
        if (ports.isEmpty() && protocols.isEmpty()) {
            return List.of(Service.any());
        }
        var services = new ArrayList<Service>();
        ports.ifPresent(list -> {
            var items = items(list);
            if (items.isEmpty()) {
                draft.warn(list, "an empty list of ports matches nothing", "remove it to match all");
            }
            items.forEach(port -> services.addAll(Services.ofAdminPolicy(port, draft)));
        });
        protocols.ifPresent(list -> {
            var items = items(list);
            if (items.isEmpty()) {
                list.error("", "protocols is empty", "remove it to match all");
            }
            items.forEach(protocol -> services.addAll(Services.ofClusterPolicy(protocol, draft)));
        });
        return services;
    }
}
