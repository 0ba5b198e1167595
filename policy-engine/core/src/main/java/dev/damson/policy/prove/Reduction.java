package dev.damson.policy.prove;

import dev.damson.policy.model.DomainSnapshot;
import dev.damson.policy.model.Group;
import dev.damson.policy.model.Peer;
import dev.damson.policy.model.PolicyObject;
import dev.damson.policy.model.PolicySet;
import dev.damson.policy.model.Rule;
import dev.damson.policy.model.SegmentationPolicy;
import dev.damson.policy.model.ServiceChain;
import dev.damson.policy.model.Tier;
import dev.damson.policy.model.VirtualTap;
import dev.damson.policy.model.Workload;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A domain without what cannot count between two addresses, so that the interpreter's work does not grow with the
 * domain: only these workloads, and only policies and taps that pick both sides.
 */
final class Reduction {
    private final PolicySet policies;
    private final List<PolicyObject> fixed = new ArrayList<>();
    private final List<Group> withState;

    Reduction(PolicySet policies) {
        this.policies = policies;
        fixed.add(policies.domain());
        fixed.addAll(policies.all(Tier.class));
        fixed.addAll(policies.all(ServiceChain.class));
        withState = policies.groups().stream()
                .filter(group -> !group.state().isInherited())
                .toList();
    }

    DomainSnapshot of(
            Set<Workload> workloads,
            Map<SegmentationPolicy, List<Rule>> rules,
            List<SegmentationPolicy> isolating,
            List<VirtualTap> taps) {
        var objects = new ArrayList<>(fixed);
        objects.addAll(workloads);
        objects.addAll(taps);
        var groups = new HashSet<PolicyObject>(withState);
        taps.forEach(tap -> {
            add(groups, tap.scope(), tap.match().from());
            add(groups, tap.scope(), tap.match().to());
        });
        var used = new HashSet<>(rules.keySet());
        used.addAll(isolating);
        for (var policy : used) {
            var kept = rules.getOrDefault(policy, List.of());
            objects.add(policy.withRules(kept));
            kept.forEach(rule -> {
                add(groups, policy.scope(), rule.from());
                add(groups, policy.scope(), rule.to());
            });
            policy.isolates().forEach(isolation -> add(groups, policy.scope(), isolation.subjects()));
        }
        objects.addAll(groups);
        return DomainSnapshot.offline(
                PolicySet.of(policies.tenant(), policies.domain().name(), objects));
    }

    private void add(Set<PolicyObject> groups, String scope, List<Peer> peers) {
        for (var peer : peers) {
            if (peer instanceof Peer.GroupPeer(String name)) {
                policies.group(scope, name).ifPresent(groups::add);
            }
        }
    }
}
