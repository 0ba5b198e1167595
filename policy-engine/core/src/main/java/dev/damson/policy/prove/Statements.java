package dev.damson.policy.prove;

import dev.damson.policy.model.Isolation;
import dev.damson.policy.model.PolicySet;
import dev.damson.policy.model.Rule;
import dev.damson.policy.model.SegmentationPolicy;
import dev.damson.policy.model.VirtualTap;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Everything of a domain that picks packets, with whom and what it picks. */
final class Statements {
    record PickedRule(SegmentationPolicy policy, Rule rule, PeerPick from, PeerPick to, ServicePick services) {}

    record PickedIsolation(SegmentationPolicy policy, Isolation isolation, PeerPick subjects) {}

    record PickedTap(VirtualTap tap, PeerPick from, PeerPick to, ServicePick services) {}

    private final List<PickedRule> rules = new ArrayList<>();
    private final List<PickedIsolation> isolations = new ArrayList<>();
    private final List<PickedTap> taps = new ArrayList<>();

    Statements(PolicySet policies, Picker picker) {
        for (var policy : policies.policies()) {
            for (var rule : policy.rules()) {
                rules.add(new PickedRule(
                        policy,
                        rule,
                        picker.pick(policy.scope(), rule.from()),
                        picker.pick(policy.scope(), rule.to()),
                        new ServicePick(rule.services())));
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
                    new ServicePick(tap.match().services())));
        }
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

    /** Every list of peers that a packet's other side is held against. */
    Set<PeerPick> peers() {
        var peers = new LinkedHashSet<PeerPick>();
        rules.forEach(rule -> {
            peers.add(rule.from());
            peers.add(rule.to());
        });
        taps.forEach(tap -> {
            peers.add(tap.from());
            peers.add(tap.to());
        });
        return peers;
    }

    /** Every list of services. */
    List<ServicePick> services() {
        var services = new ArrayList<ServicePick>();
        rules.forEach(rule -> services.add(rule.services()));
        taps.forEach(tap -> services.add(tap.services()));
        return services;
    }
}
