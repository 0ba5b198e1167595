package dev.damson.policy.connect;

import dev.damson.policy.model.Cidr;
import dev.damson.policy.model.CidrBlock;
import dev.damson.policy.model.Group;
import dev.damson.policy.model.IpAddress;
import dev.damson.policy.model.IpFamily;
import dev.damson.policy.model.Isolation;
import dev.damson.policy.model.Peer;
import dev.damson.policy.model.PolicyObject;
import dev.damson.policy.model.PolicySet;
import dev.damson.policy.model.PolicyTest;
import dev.damson.policy.model.Rule;
import dev.damson.policy.model.SegmentationPolicy;
import dev.damson.policy.model.VirtualTap;
import dev.damson.policy.model.Workload;
import dev.damson.policy.model.WorkloadPort;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/**
 * Addresses for workloads that have none, so that the compiler sees them: from a prefix that the policies do not tell
 * apart from its surroundings and that no block covers any more.
 *
 * @param policies with the addresses; without taps and tests, which change no verdict
 * @param prefix where the addresses are from; absent: every workload has its own
 */
public record StandIns(PolicySet policies, Optional<Cidr> prefix) {
    private static final String PORT = "stand-in";
    private static final int LENGTH = 64;
    /** The discard-only prefix of RFC 6666 begins here: nobody has such an address. */
    private static final long DISCARD = 0x0100L << 48;

    public static StandIns of(PolicySet policies) {
        var judged = policies.objects().stream()
                .filter(object -> !(object instanceof VirtualTap) && !(object instanceof PolicyTest))
                .toList();
        boolean needed = policies.workloads().stream()
                .anyMatch(workload -> workload.allAddresses().isEmpty());
        if (!needed) {
            return new StandIns(set(policies, judged), Optional.empty());
        }
        Cidr prefix = free(judged);
        var changed = new ArrayList<PolicyObject>();
        long number = 0;
        for (PolicyObject object : judged) {
            if (object instanceof Workload workload && workload.allAddresses().isEmpty()) {
                number++;
                changed.add(addressed(workload, IpAddress.v6(prefix.base().high(), number)));
            } else {
                changed.add(without(object, prefix));
            }
        }
        return new StandIns(set(policies, changed), Optional.of(prefix));
    }

    private static PolicySet set(PolicySet policies, List<PolicyObject> objects) {
        return PolicySet.of(policies.tenant(), policies.domain().name(), objects);
    }

    private static Workload addressed(Workload workload, IpAddress address) {
        var port = new WorkloadPort(PORT, Optional.empty(), Optional.empty(), List.of(address), List.of(), List.of());
        return new Workload(
                workload.metadata(), workload.type(), workload.namedPorts(), List.of(port), workload.state());
    }

    private static Cidr free(List<PolicyObject> objects) {
        var used = new ArrayList<Cidr>();
        for (PolicyObject object : objects) {
            blocks(object).forEach(block -> {
                used.add(block.cidr());
                used.addAll(block.except());
            });
            if (object instanceof Workload workload) {
                workload.allAddresses().forEach(address -> used.add(Cidr.host(address)));
            }
        }
        return LongStream.rangeClosed(0, used.size())
                .mapToObj(number -> new Cidr(IpAddress.v6(DISCARD + number, 0), LENGTH))
                .filter(prefix -> used.stream().noneMatch(cidr -> isWithin(cidr, prefix)))
                .findFirst()
                .orElseThrow();
    }

    private static boolean isWithin(Cidr inner, Cidr outer) {
        return inner.family() == IpFamily.IPV6
                && inner.prefix() >= outer.prefix()
                && Cidr.around(inner.base(), outer.prefix()).equals(outer);
    }

    /** Every block that decides: in rules, isolations and groups. */
    static Stream<CidrBlock> blocks(PolicyObject object) {
        return switch (object) {
            case Group group -> group.cidrs().stream();
            case SegmentationPolicy policy ->
                Stream.concat(
                                policy.rules().stream()
                                        .flatMap(rule -> Stream.concat(rule.from().stream(), rule.to().stream())),
                                policy.isolates().stream().flatMap(isolation -> isolation.subjects().stream()))
                        .flatMap(peer ->
                                peer instanceof Peer.CidrPeer(CidrBlock block) ? Stream.of(block) : Stream.empty());
            default -> Stream.empty();
        };
    }

    private static PolicyObject without(PolicyObject object, Cidr prefix) {
        return switch (object) {
            case Group group ->
                new Group(
                        group.metadata(),
                        group.selector(),
                        group.members(),
                        group.cidrs().stream()
                                .map(block -> without(block, prefix))
                                .toList(),
                        group.state());
            case SegmentationPolicy policy ->
                new SegmentationPolicy(
                        policy.metadata(),
                        policy.tier(),
                        policy.order(),
                        policy.mode(),
                        policy.tcpStrict(),
                        policy.isolates().stream()
                                .map(isolation ->
                                        new Isolation(without(isolation.subjects(), prefix), isolation.direction()))
                                .toList(),
                        policy.rules().stream()
                                .map(rule -> without(rule, prefix))
                                .toList());
            default -> object;
        };
    }

    private static Rule without(Rule rule, Cidr prefix) {
        return new Rule(
                rule.name(),
                rule.action(),
                rule.at(),
                without(rule.from(), prefix),
                without(rule.to(), prefix),
                rule.services(),
                rule.log(),
                rule.inspect(),
                rule.expiry());
    }

    private static List<Peer> without(List<Peer> peers, Cidr prefix) {
        return peers.stream()
                .map(peer -> peer instanceof Peer.CidrPeer(CidrBlock block)
                        ? new Peer.CidrPeer(without(block, prefix))
                        : peer)
                .toList();
    }

    private static CidrBlock without(CidrBlock block, Cidr prefix) {
        if (!isWithin(prefix, block.cidr())) {
            return block;
        }
        var except = new ArrayList<>(block.except());
        except.add(prefix);
        return new CidrBlock(block.cidr(), except);
    }
}
