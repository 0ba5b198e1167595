package dev.damson.policy.random;

import dev.damson.policy.model.Cidr;
import dev.damson.policy.model.CidrBlock;
import dev.damson.policy.model.Enforcement;
import dev.damson.policy.model.Group;
import dev.damson.policy.model.IpAddress;
import dev.damson.policy.model.Labels;
import dev.damson.policy.model.MacAddress;
import dev.damson.policy.model.Metadata;
import dev.damson.policy.model.NamedPort;
import dev.damson.policy.model.Operator;
import dev.damson.policy.model.Requirement;
import dev.damson.policy.model.Selector;
import dev.damson.policy.model.StateSpec;
import dev.damson.policy.model.Transport;
import dev.damson.policy.model.Workload;
import dev.damson.policy.model.WorkloadPort;
import dev.damson.policy.model.WorkloadType;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** Workloads and groups: a small net, so that CIDRs cut through it. */
final class RandomTopology {
    static final List<Integer> PORTS = List.of(0, 22, 53, 79, 80, 81, 443, 8080, 65_535);
    private static final List<String> KEYS = List.of("app", "role", "zone");
    private static final List<String> VALUES = List.of("a", "b", "c");
    private static final List<String> PORT_NAMES = List.of("http", "db");

    private final Dice dice;
    private final Set<IpAddress> taken = new HashSet<>();
    private final List<Workload> workloads = new ArrayList<>();
    private final List<Group> groups = new ArrayList<>();

    RandomTopology(Dice dice) {
        this.dice = dice;
        int count = dice.between(2, 10);
        for (int i = 0; i < count; i++) {
            workloads.add(workload(i));
        }
        int grouped = dice.between(1, 5);
        for (int i = 0; i < grouped; i++) {
            groups.add(group(i));
        }
    }

    List<Workload> workloads() {
        return workloads;
    }

    List<Group> groups() {
        return groups;
    }

    private Workload workload(int number) {
        return new Workload(
                new Metadata("w" + number, RandomDomain.DOMAIN, labels()),
                WorkloadType.CONTAINER,
                dice.some(
                        0,
                        3,
                        () -> new NamedPort(portName(), dice.one(List.of(Transport.values())), dice.one(PORTS) | 1)),
                List.of(port(number, 0), port(number, 1)).subList(0, dice.between(1, 2)),
                state(30));
    }

    private WorkloadPort port(int workload, int port) {
        var addresses = new ArrayList<IpAddress>();
        dice.some(0, 2, () -> v4(dice.below(64))).forEach(address -> add(addresses, address));
        dice.some(0, 1, () -> v6(dice.below(64))).forEach(address -> add(addresses, address));
        return new WorkloadPort(
                "p" + port,
                Optional.empty(),
                // A port's profile is found by an address that is its alone: without another, the one from its MAC.
                dice.maybe(
                        addresses.isEmpty() ? 100 : 50, () -> new MacAddress(0x0200_0000_0000L | workload << 4 | port)),
                addresses,
                dice.percent(20) ? List.of(v4(dice.between(64, 66))) : List.of(),
                List.of());
    }

    private void add(List<IpAddress> addresses, IpAddress address) {
        if (taken.add(address)) {
            addresses.add(address);
        }
    }

    static IpAddress v4(int host) {
        return IpAddress.v4(10 << 24 | host);
    }

    static IpAddress v6(int host) {
        return IpAddress.v6(0xfd00_0000_0000_0000L, host);
    }

    private Labels labels() {
        var values = new TreeMap<String, String>();
        KEYS.forEach(key -> dice.maybe(60, () -> dice.one(VALUES)).ifPresent(value -> values.put(key, value)));
        return Labels.of(values);
    }

    StateSpec state(int chance) {
        return new StateSpec(dice.maybe(chance, this::enforcement), dice.maybe(chance, this::enforcement));
    }

    private Enforcement enforcement() {
        return dice.one(List.of(Enforcement.values()));
    }

    String portName() {
        return dice.one(PORT_NAMES);
    }

    String workloadName() {
        return dice.one(workloads).name();
    }

    String groupName() {
        return dice.one(groups).name();
    }

    private Group group(int number) {
        return new Group(
                Metadata.of("g" + number, RandomDomain.DOMAIN),
                dice.maybe(60, this::selector),
                dice.some(0, 2, this::workloadName),
                dice.percent(30) ? dice.some(1, 2, this::block) : List.of(),
                state(20));
    }

    Selector selector() {
        var labels = dice.percent(50) ? Map.of(dice.one(KEYS), dice.one(VALUES)) : Map.<String, String>of();
        return new Selector(new TreeMap<>(labels), dice.some(0, 1, this::requirement));
    }

    private Requirement requirement() {
        var operator = dice.one(List.of(Operator.values()));
        boolean listed = operator == Operator.IN || operator == Operator.NOT_IN;
        return new Requirement(dice.one(KEYS), operator, listed ? dice.some(1, 2, () -> dice.one(VALUES)) : List.of());
    }

    CidrBlock block() {
        var cidr = cidr();
        return new CidrBlock(cidr, dice.percent(40) ? dice.some(1, 3, () -> within(cidr)) : List.of());
    }

    private Cidr cidr() {
        if (dice.percent(10)) {
            return dice.one(List.of(Cidr.parse("0.0.0.0/0"), Cidr.parse("::/0"), Cidr.parse("fe80::/10")));
        }
        return dice.percent(70)
                ? Cidr.around(v4(dice.below(256)), dice.between(20, 32))
                : Cidr.around(v6(dice.below(256)), dice.between(116, 128));
    }

    /** A longer prefix in it, or it itself. */
    private Cidr within(Cidr cidr) {
        var base = cidr.family().bits() == 32 ? v4(dice.below(256)) : v6(dice.below(256));
        var inner = Cidr.around(base, dice.between(cidr.prefix(), cidr.family().bits()));
        return Cidr.around(inner.base(), cidr.prefix()).equals(cidr) ? inner : cidr;
    }
}
