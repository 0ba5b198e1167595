package dev.damson.policy.classbench;

import dev.damson.policy.interpret.Flow;
import dev.damson.policy.interpret.FlowService;
import dev.damson.policy.model.Cidr;
import dev.damson.policy.model.IpAddress;
import dev.damson.policy.model.IpFamily;
import dev.damson.policy.model.Service.IcmpService;
import dev.damson.policy.model.Transport;
import dev.damson.policy.random.Dice;
import dev.damson.policy.random.FilterSet;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Workloads where a rule set's prefixes are, and packets of theirs, many at the corners of a rule's ranges. */
final class FilterPackets {
    private static final int WORKLOADS = 40;
    private static final int TRIES = 200;

    private final FilterSet set;
    private final Dice dice;
    private final Map<IpAddress, String> workloads = new LinkedHashMap<>();

    /** Half of the workloads are where rules' sources are, half where their destinations are. */
    FilterPackets(FilterSet set, Dice dice) {
        this.set = set;
        this.dice = dice;
        while (workloads.size() < WORKLOADS) {
            var filter = dice.one(set.filters());
            var within = workloads.size() % 2 == 0 ? filter.source() : filter.destination();
            workloads.putIfAbsent(inside(within), "w-" + workloads.size());
        }
    }

    /** Names by address. */
    Map<IpAddress, String> workloads() {
        return workloads;
    }

    /** From or to a workload; mostly where a rule matches it, else anywhere. */
    Flow next() {
        var own = dice.one(List.copyOf(workloads.keySet()));
        boolean source = dice.percent(50);
        var filter = dice.one(set.filters());
        for (int tries = 0; tries < TRIES && dice.percent(98); tries++) {
            var mine = source ? filter.source() : filter.destination();
            if (Cidr.around(own, mine.prefix()).equals(mine)) {
                break;
            }
            filter = dice.one(set.filters());
        }
        var other = dice.percent(80)
                ? near(source ? filter.destination() : filter.source())
                : dice.one(List.copyOf(workloads.keySet()));
        var from = source ? own : other;
        var to = source ? other : own;
        return new Flow(
                from,
                to,
                service(filter, from.family()),
                Optional.ofNullable(workloads.get(from)),
                Optional.ofNullable(workloads.get(to)),
                Instant.EPOCH);
    }

    /** In a prefix, at its ends, or just outside. */
    private IpAddress near(Cidr cidr) {
        return switch (dice.below(10)) {
            case 0 -> cidr.first();
            case 1 -> cidr.last();
            case 2 -> cidr.first().previous().orElse(cidr.first());
            case 3 -> cidr.last().next().orElse(cidr.last());
            default -> inside(cidr);
        };
    }

    private IpAddress inside(Cidr cidr) {
        var bytes = cidr.base().toBytes();
        for (int bit = cidr.prefix(); bit < 8 * bytes.length; bit++) {
            bytes[bit / 8] |= (byte) (dice.below(2) << 7 - bit % 8);
        }
        return IpAddress.of(bytes);
    }

    private FlowService service(FilterSet.Filter filter, IpFamily family) {
        int protocol =
                filter.protocol() < 0 || dice.percent(5) ? dice.one(List.of(6, 17, 132, 1, 47)) : filter.protocol();
        int port = Math.clamp(
                dice.percent(50)
                        ? dice.one(List.of(filter.first(), filter.last())) + dice.between(-1, 1)
                        : dice.between(filter.first(), filter.last()),
                0,
                65_535);
        for (var transport : Transport.values()) {
            if (transport.number() == protocol) {
                return new FlowService.ToPort(transport, port);
            }
        }
        boolean icmp = protocol == (family == IpFamily.IPV4 ? IcmpService.ICMP : IcmpService.ICMPV6);
        return icmp ? new FlowService.Icmp(family, port >> 8, port & 0xff) : new FlowService.Other(protocol);
    }
}
