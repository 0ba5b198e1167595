package dev.damson.policy.classify;

import dev.damson.policy.classify.AddressSpace.OwnPort;
import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;

/**
 * Which other addresses stand beside an address at its port. A port's profile comes from all its addresses, so an
 * identity that ports with different ones shared would make one profile of them: every workload's link-local address,
 * which no rule tells apart, would bring all tables of a domain together.
 */
final class Companions {
    /** A unit of the same ports; itself for the first one. */
    private final int[] leader;

    private final Map<Integer, BitSet> classesOfLeader = new HashMap<>();

    /** @param classOf the class of a unit as far as rules tell units apart */
    Companions(AddressSpace space, IntUnaryOperator classOf) {
        leader = IntStream.range(0, space.units().size()).toArray();
        space.ports()
                .forEach(port -> unshared(port)
                        .forEach(unit -> leader[leader(unit)] =
                                leader(unshared(port).findFirst().orElse(unit))));
        for (var port : space.ports()) {
            unshared(port)
                    .findFirst()
                    .ifPresent(first -> port.addresses()
                            .forEach(address -> classesOfLeader
                                    .computeIfAbsent(leader(first), key -> new BitSet())
                                    .set(classOf.applyAsInt(address.own()))));
        }
    }

    private static IntStream unshared(OwnPort port) {
        return port.addresses().stream().filter(address -> !address.isShared()).mapToInt(address -> address.unit());
    }

    private int leader(int unit) {
        int at = unit;
        while (leader[at] != at) {
            leader[at] = leader[leader[at]];
            at = leader[at];
        }
        return at;
    }

    /** The classes of all addresses of a unit's ports; empty where it is no port's, or shared. */
    IntSet of(int unit) {
        var classes = classesOfLeader.get(leader(unit));
        return classes == null ? IntSet.EMPTY : IntSet.of(classes);
    }
}
