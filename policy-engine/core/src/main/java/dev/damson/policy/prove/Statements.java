package dev.damson.policy.prove;

import dev.damson.policy.model.Isolation;
import dev.damson.policy.model.PolicySet;
import dev.damson.policy.model.Rule;
import dev.damson.policy.model.SegmentationPolicy;
import dev.damson.policy.model.Service;
import dev.damson.policy.model.VirtualTap;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Everything of a domain that picks packets, with whom and what it picks. */
final class Statements {
    record PickedRule(SegmentationPolicy policy, Rule rule, PeerPick from, PeerPick to, ServicePick services) {}

    record PickedIsolation(SegmentationPolicy policy, Isolation isolation, PeerPick subjects) {}

    record PickedTap(VirtualTap tap, PeerPick from, PeerPick to, ServicePick services) {}

    private final List<PickedRule> rules = new ArrayList<>();
    private final List<PickedIsolation> isolations = new ArrayList<>();
    private final List<PickedTap> taps = new ArrayList<>();
    private final IdentityHashMap<SegmentationPolicy, SegmentationPolicy> heads = new IdentityHashMap<>();
    private final Map<List<Service>, ServicePick> services = new LinkedHashMap<>();

    Statements(PolicySet policies, Picker picker) {
        for (var policy : policies.policies()) {
            heads.put(policy, policy.withRules(List.of()));
            for (var rule : policy.rules()) {
                rules.add(new PickedRule(
                        policy,
                        rule,
                        picker.pick(policy.scope(), rule.from()),
                        picker.pick(policy.scope(), rule.to()),
                        service(rule.services())));
            }
            for (var isolation : policy.isolates()) {
                isolations.add(
                        new PickedIsolation(policy, isolation, picker.pick(policy.scope(), isolation.subjects())));
            }
        }
        for (var tap : policies.taps()) {
            taps.add(new PickedTap(
                    tap,
                    picker.pick(tap.scope(), tap.match().from()),
                    picker.pick(tap.scope(), tap.match().to()),
                    service(tap.match().services())));
        }
    }

    private ServicePick service(List<Service> list) {
        return services.computeIfAbsent(list, ServicePick::new);
    }

    List<PickedRule> rules() {
        return rules;
    }

    List<PickedIsolation> isolations() {
        return isolations;
    }

    List<PickedTap> taps() {
        return taps;
    }

    /** What a proof reads of a statement, beside whom and what its lists pick: a rule or, behind all rules, a tap. */
    Object content(int statement) {
        return statement < rules.size()
                ? new RuleContent(
                        head(rules.get(statement).policy()),
                        rules.get(statement).rule())
                : taps.get(statement - rules.size()).tap();
    }

    /** A policy without its rules. */
    SegmentationPolicy head(SegmentationPolicy policy) {
        return Objects.requireNonNull(heads.get(policy));
    }

    private record RuleContent(SegmentationPolicy head, Rule rule) {}

    /** Every distinct list of services. */
    List<ServicePick> services() {
        return List.copyOf(services.values());
    }
}
