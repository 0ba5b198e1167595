package dev.damson.policy.connect;

import dev.damson.policy.model.Cidr;
import dev.damson.policy.model.IpAddress;
import dev.damson.policy.model.IpFamily;
import dev.damson.policy.plan.PlannedAddress;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The identity of every address of one family that is no workload's. Workloads' addresses lie in ranges like any other:
 * a range stands for what is outside in it.
 */
final class Outside {
    private static final int NOBODY = 0;

    /** The first address of each stretch of one identity. */
    private final TreeMap<IpAddress, Integer> identities = new TreeMap<>();

    Outside(IpFamily family, List<PlannedAddress> addresses, Optional<Cidr> standIns) {
        var known = addresses.stream()
                .filter(entry -> entry.prefix().family() == family)
                .filter(entry -> entry.workload().isEmpty())
                .filter(entry -> standIns.isEmpty() || !isWithin(entry.prefix(), standIns.get()))
                .toList();
        var borders = new TreeSet<IpAddress>();
        borders.add(Cidr.around(first(family), 0).first());
        for (var entry : known) {
            borders.add(entry.prefix().first());
            entry.prefix().last().next().ifPresent(borders::add);
        }
        Deque<PlannedAddress> open = new ArrayDeque<>();
        int next = 0;
        for (var border : borders) {
            while (!open.isEmpty() && open.element().prefix().last().compareTo(border) < 0) {
                open.pop();
            }
            while (next < known.size() && known.get(next).prefix().first().equals(border)) {
                open.push(known.get(next));
                next++;
            }
            int identity = open.isEmpty() ? NOBODY : open.element().identity();
            var before = identities.lastEntry();
            if (before == null || before.getValue() != identity) {
                identities.put(border, identity);
            }
        }
    }

    private static IpAddress first(IpFamily family) {
        return switch (family) {
            case IPV4 -> IpAddress.v4(0);
            case IPV6 -> IpAddress.v6(0, 0);
        };
    }

    private static boolean isWithin(Cidr inner, Cidr outer) {
        return inner.prefix() >= outer.prefix()
                && Cidr.around(inner.base(), outer.prefix()).equals(outer);
    }

    /** The first address of each stretch, ascending. */
    Iterable<IpAddress> borders() {
        return identities.keySet();
    }

    int identity(IpAddress address) {
        return Objects.requireNonNull(identities.floorEntry(address)).getValue();
    }
}
