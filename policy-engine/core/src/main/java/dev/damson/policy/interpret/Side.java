package dev.damson.policy.interpret;

import dev.damson.policy.model.CidrBlock;
import dev.damson.policy.model.Group;
import dev.damson.policy.model.IpAddress;
import dev.damson.policy.model.Peer;
import dev.damson.policy.model.PolicySet;
import dev.damson.policy.model.Selector;
import dev.damson.policy.model.Workload;
import java.util.List;

/**
 * One side of a packet as one end sees it.
 *
 * @param address as it stands in the packet
 * @param workloads who that is: at its own end the workload of the port, at the other every workload that has the
 *     address; none: it is external
 */
record Side(IpAddress address, List<Workload> workloads) {
    boolean isAnyOf(List<Peer> peers, PolicySet policies, String scope) {
        return peers.stream().anyMatch(peer -> is(peer, policies, scope));
    }

    private boolean is(Peer peer, PolicySet policies, String scope) {
        return switch (peer) {
            case Peer.AnyPeer any -> true;
            case Peer.ExternalPeer external -> workloads.isEmpty();
            case Peer.WorkloadPeer(String name) ->
                workloads.stream().anyMatch(workload -> workload.name().equals(name));
            case Peer.SelectorPeer(Selector selector) ->
                workloads.stream().anyMatch(workload -> Membership.picks(selector, workload.labels()));
            case Peer.CidrPeer(CidrBlock block) -> Membership.covers(block, address);
            case Peer.GroupPeer(String name) ->
                policies.group(scope, name).filter(this::isOf).isPresent();
        };
    }

    private boolean isOf(Group group) {
        return workloads.stream().anyMatch(workload -> Membership.names(group, workload))
                || group.cidrs().stream().anyMatch(block -> Membership.covers(block, address));
    }
}
