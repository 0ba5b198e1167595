package dev.damson.policy.interpret;

import dev.damson.policy.model.Cidr;
import dev.damson.policy.model.CidrBlock;
import dev.damson.policy.model.Group;
import dev.damson.policy.model.IpAddress;
import dev.damson.policy.model.Labels;
import dev.damson.policy.model.Operator;
import dev.damson.policy.model.Peer;
import dev.damson.policy.model.PolicySet;
import dev.damson.policy.model.Requirement;
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
                workloads.stream().anyMatch(workload -> picks(selector, workload.labels()));
            case Peer.CidrPeer(CidrBlock block) -> covers(block, address);
            case Peer.GroupPeer(String name) ->
                policies.group(scope, name).filter(this::isOf).isPresent();
        };
    }

    private boolean isOf(Group group) {
        return workloads.stream().anyMatch(workload -> names(group, workload))
                || group.cidrs().stream().anyMatch(block -> covers(block, address));
    }

    /** Whether the group picks the workload by selector or by name. */
    static boolean names(Group group, Workload workload) {
        return group.members().contains(workload.name())
                || group.selector()
                        .filter(selector -> picks(selector, workload.labels()))
                        .isPresent();
    }

    private static boolean picks(Selector selector, Labels labels) {
        return selector.matchLabels().entrySet().stream()
                        .allMatch(wanted ->
                                wanted.getValue().equals(labels.values().get(wanted.getKey())))
                && selector.matchExpressions().stream().allMatch(requirement -> holds(requirement, labels));
    }

    private static boolean holds(Requirement requirement, Labels labels) {
        boolean present = labels.values().containsKey(requirement.key());
        boolean listed =
                present && requirement.values().contains(labels.values().get(requirement.key()));
        return switch (requirement.operator()) {
            case Operator.IN -> listed;
            case Operator.NOT_IN -> !listed;
            case Operator.EXISTS -> present;
            case Operator.DOES_NOT_EXIST -> !present;
        };
    }

    private static boolean covers(CidrBlock block, IpAddress address) {
        return covers(block.cidr(), address) && block.except().stream().noneMatch(hole -> covers(hole, address));
    }

    private static boolean covers(Cidr cidr, IpAddress address) {
        return cidr.family() == address.family()
                && Cidr.around(address, cidr.prefix()).equals(cidr);
    }
}
