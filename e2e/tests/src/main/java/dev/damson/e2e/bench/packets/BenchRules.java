package dev.damson.e2e.bench.packets;

import dev.damson.policy.model.Action;
import dev.damson.policy.model.Cidr;
import dev.damson.policy.model.Domain;
import dev.damson.policy.model.DomainSnapshot;
import dev.damson.policy.model.Group;
import dev.damson.policy.model.IpAddress;
import dev.damson.policy.model.IpFamily;
import dev.damson.policy.model.Labels;
import dev.damson.policy.model.MacAddress;
import dev.damson.policy.model.Metadata;
import dev.damson.policy.model.Mode;
import dev.damson.policy.model.Peer;
import dev.damson.policy.model.PolicyObject;
import dev.damson.policy.model.PolicySet;
import dev.damson.policy.model.PortSpec.PortRange;
import dev.damson.policy.model.Rule;
import dev.damson.policy.model.SegmentationPolicy;
import dev.damson.policy.model.Selector;
import dev.damson.policy.model.Service.PortService;
import dev.damson.policy.model.StateSpec;
import dev.damson.policy.model.Tier;
import dev.damson.policy.model.Transport;
import dev.damson.policy.model.Workload;
import dev.damson.policy.model.WorkloadPort;
import dev.damson.policy.model.WorkloadType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * 32 groups of 30 workloads, and rules that allow TCP from one group to another at some ports; everything else is
 * denied. No two rules overlap, as nftables' interval sets demand, and a group is one prefix, so that it is one element
 * there.
 *
 * @param count of rules
 * @param changed whether one rule allows one more port, which is the change of a policy
 */
record BenchRules(int count, boolean changed) {
    static final int GROUPS = 32;
    /** Every group has a member with this number; it is the one that has a port on the host. */
    static final int MEMBER = 1;

    private static final int MEMBERS = 30;
    private static final int PAIRS = GROUPS * (GROUPS - 1);
    private static final int PREFIX_4 = 27;
    private static final int PREFIX_6 = 64;
    private static final String DOMAIN = "bench";

    /** Both ports included. */
    record Line(int from, int to, int firstPort, int lastPort) {}

    List<Line> lines() {
        return IntStream.range(0, count).mapToObj(this::line).toList();
    }

    /** Rules of the same two groups lie 4,704 ports apart, modulo 8,000. */
    private Line line(int number) {
        int pair = number % PAIRS;
        int from = pair % GROUPS;
        int to = (from + 1 + pair / GROUPS) % GROUPS;
        int first = 1000 + number * 37 % 8_000;
        return new Line(from, to, first, first + (number % 2 == 0 ? 0 : 2) + (changed && number == 0 ? 1 : 0));
    }

    static IpAddress address(int group, int member, IpFamily family) {
        return family == IpFamily.IPV4
                ? IpAddress.v4(10 << 24 | 1 << 16 | group << 8 | member)
                : IpAddress.v6(0xfd00_0001_0000_0000L | group, member);
    }

    static Cidr network(int group, IpFamily family) {
        return Cidr.around(address(group, 0, family), family == IpFamily.IPV4 ? PREFIX_4 : PREFIX_6);
    }

    static MacAddress mac(int group, int member) {
        return new MacAddress(0x0200_0000_0000L | group << 8 | member);
    }

    DomainSnapshot snapshot() {
        var objects = new ArrayList<PolicyObject>();
        objects.add(Domain.created(DOMAIN));
        objects.add(new Tier(metadata("application"), 500));
        for (int group = 0; group < GROUPS; group++) {
            objects.add(new Group(
                    metadata("group-" + group),
                    Optional.of(Selector.labels(Map.of("group", "group-" + group))),
                    List.of(),
                    List.of(),
                    StateSpec.INHERITED));
            for (int member = 1; member <= MEMBERS; member++) {
                objects.add(workload(group, member));
            }
        }
        var rules = new ArrayList<Rule>();
        for (var line : lines()) {
            rules.add(Rule.of(
                    "rule-" + rules.size(),
                    Action.ALLOW,
                    List.of(Peer.group("group-" + line.from())),
                    List.of(Peer.group("group-" + line.to())),
                    List.of(new PortService(Transport.TCP, new PortRange(line.firstPort(), line.lastPort())))));
        }
        objects.add(
                new SegmentationPolicy(metadata("policy"), "application", 1, Mode.ENFORCE, false, List.of(), rules));
        return DomainSnapshot.offline(PolicySet.of("bench", DOMAIN, objects));
    }

    private static Workload workload(int group, int member) {
        return new Workload(
                new Metadata("w-" + group + "-" + member, DOMAIN, Labels.of(Map.of("group", "group-" + group))),
                WorkloadType.VM,
                List.of(),
                List.of(new WorkloadPort(
                        "eth0",
                        Optional.of("edge-1"),
                        Optional.of(mac(group, member)),
                        List.of(address(group, member, IpFamily.IPV4), address(group, member, IpFamily.IPV6)),
                        List.of(),
                        List.of())),
                StateSpec.INHERITED);
    }

    private static Metadata metadata(String name) {
        return Metadata.of(name, DOMAIN);
    }
}
