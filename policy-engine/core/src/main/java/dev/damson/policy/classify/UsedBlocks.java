package dev.damson.policy.classify;

import dev.damson.policy.model.CidrBlock;
import dev.damson.policy.model.Peer;
import dev.damson.policy.model.PolicySet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The CIDR blocks that policies and taps name, directly or through a group. */
final class UsedBlocks {
    private final PolicySet policies;
    private final Set<CidrBlock> blocks = new LinkedHashSet<>();

    private UsedBlocks(PolicySet policies) {
        this.policies = policies;
    }

    static List<CidrBlock> of(PolicySet policies) {
        var used = new UsedBlocks(policies);
        for (var policy : policies.policies()) {
            policy.isolates().forEach(isolation -> used.add(policy.scope(), isolation.subjects()));
            for (var rule : policy.rules()) {
                used.add(policy.scope(), rule.from());
                used.add(policy.scope(), rule.to());
            }
        }
        for (var tap : policies.taps()) {
            used.add(tap.scope(), tap.match().from());
            used.add(tap.scope(), tap.match().to());
        }
        return List.copyOf(used.blocks);
    }

    private void add(String scope, List<Peer> peers) {
        for (var peer : peers) {
            switch (peer) {
                case Peer.CidrPeer(var block) -> blocks.add(block);
                case Peer.GroupPeer(var name) ->
                    policies.group(scope, name).ifPresent(group -> blocks.addAll(group.cidrs()));
                case Peer.AnyPeer any -> {}
                case Peer.ExternalPeer external -> {}
                case Peer.WorkloadPeer workload -> {}
                case Peer.SelectorPeer selector -> {}
            }
        }
    }
}
