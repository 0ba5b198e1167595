package dev.damson.policy.classify;

import dev.damson.policy.model.Cidr;
import dev.damson.policy.model.CidrBlock;
import dev.damson.policy.model.IpAddress;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Cuts both address families at every prefix that a block or a host brings. A block with exceptions needs no cutting
 * of its own: an exception is a longer prefix in which the block does not hold.
 */
final class PrefixSweep {
    private final Map<Cidr, List<Integer>> begins = new HashMap<>();
    private final Map<Cidr, List<Integer>> ends = new HashMap<>();
    private final Set<Cidr> prefixes = new HashSet<>();

    private PrefixSweep(List<CidrBlock> blocks, Collection<IpAddress> hosts) {
        prefixes.add(Cidr.around(IpAddress.v4(0), 0));
        prefixes.add(Cidr.around(IpAddress.v6(0, 0), 0));
        for (int i = 0; i < blocks.size(); i++) {
            var cidr = blocks.get(i).cidr();
            var except = blocks.get(i).except();
            if (except.stream().anyMatch(hole -> contains(hole, cidr))) {
                continue;
            }
            begins.computeIfAbsent(cidr, key -> new ArrayList<>()).add(i);
            prefixes.add(cidr);
            for (var hole : except) {
                if (contains(cidr, hole)) {
                    ends.computeIfAbsent(hole, key -> new ArrayList<>()).add(i);
                    prefixes.add(hole);
                }
            }
        }
        hosts.forEach(host -> prefixes.add(Cidr.host(host)));
    }

    /** In the order of addresses, a prefix before the longer ones in it; parts with equal blocks share the set. */
    static List<Part> parts(List<CidrBlock> blocks, Collection<IpAddress> hosts) {
        return new PrefixSweep(blocks, hosts).sweep();
    }

    private List<Part> sweep() {
        var sorted = prefixes.stream().sorted(PrefixSweep::compare).toList();
        var parts = new ArrayList<Part>(sorted.size());
        Deque<Integer> open = new ArrayDeque<>();
        for (var prefix : sorted) {
            while (!open.isEmpty() && !contains(parts.get(open.peek()).prefix(), prefix)) {
                open.pop();
            }
            int parent = open.isEmpty() ? -1 : open.peek();
            var inherited = parent < 0 ? IntSet.EMPTY : parts.get(parent).blocks();
            open.push(parts.size());
            parts.add(new Part(prefix, parent, blocks(prefix, inherited)));
        }
        return parts;
    }

    private IntSet blocks(Cidr prefix, IntSet inherited) {
        var begun = begins.getOrDefault(prefix, List.of());
        var ended = ends.getOrDefault(prefix, List.of());
        if (begun.isEmpty() && ended.isEmpty()) {
            return inherited;
        }
        var blocks = new TreeSet<Integer>(begun);
        for (int block : inherited.values()) {
            blocks.add(block);
        }
        ended.forEach(blocks::remove);
        return IntSet.of(blocks);
    }

    static boolean contains(Cidr outer, Cidr inner) {
        return outer.prefix() <= inner.prefix()
                && outer.family() == inner.family()
                && Cidr.around(inner.base(), outer.prefix()).equals(outer);
    }

    private static int compare(Cidr a, Cidr b) {
        int order = a.family().compareTo(b.family());
        if (order == 0) {
            order = Long.compareUnsigned(a.base().high(), b.base().high());
        }
        if (order == 0) {
            order = Long.compareUnsigned(a.base().low(), b.base().low());
        }
        return order == 0 ? Integer.compare(a.prefix(), b.prefix()) : order;
    }
}
