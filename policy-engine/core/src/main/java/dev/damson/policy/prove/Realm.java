package dev.damson.policy.prove;

import dev.damson.policy.model.IpAddress;
import dev.damson.policy.model.NamedPort;
import dev.damson.policy.model.PolicySet;
import dev.damson.policy.model.Workload;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Who has which address range, and what they call their ports. */
final class Realm {
    private static final BitSet NOBODY = new BitSet();

    private final List<Workload> workloads;
    private final List<AddressRange> ranges;
    private final Map<Integer, BitSet> owners = new HashMap<>();
    private final List<List<Integer>> rangesOfWorkload = new ArrayList<>();
    private final BitSet outside = new BitSet();

    /** @param ranges cut around every workload's address */
    Realm(PolicySet policies, List<AddressRange> ranges) {
        this.workloads = policies.workloads();
        this.ranges = ranges;
        for (int i = 0; i < workloads.size(); i++) {
            var own = new ArrayList<Integer>();
            for (var address : workloads.get(i).allAddresses()) {
                int range = rangeOf(address);
                owners.computeIfAbsent(range, key -> new BitSet()).set(i);
                own.add(range);
            }
            rangesOfWorkload.add(own);
        }
        outside.set(0, ranges.size());
        owners.keySet().forEach(outside::clear);
    }

    List<Workload> workloads() {
        return workloads;
    }

    List<AddressRange> ranges() {
        return ranges;
    }

    int rangeOf(IpAddress address) {
        return AddressRanges.indexOf(ranges, address);
    }

    /** Places of the workloads that have a range. */
    BitSet owners(int range) {
        return owners.getOrDefault(range, NOBODY);
    }

    /** The ranges that a list of peers picks, by their owners or by their addresses. */
    BitSet picked(PeerPick pick) {
        var picked = (BitSet) pick.ranges().clone();
        if (pick.everybody()) {
            picked.set(0, ranges.size());
        }
        if (pick.outside()) {
            picked.or(outside);
        }
        pick.workloads().stream()
                .forEach(workload -> rangesOfWorkload.get(workload).forEach(picked::set));
        return picked;
    }

    boolean isOutside(int range) {
        return owners(range).isEmpty();
    }

    /** What the workloads call their ports, as far as some service uses the names. */
    Set<NamedPort> naming(BitSet workloadPlaces, List<ServicePick> services) {
        var naming = new HashSet<NamedPort>();
        workloadPlaces.stream()
                .forEach(place -> workloads.get(place).namedPorts().stream()
                        .filter(port -> services.stream().anyMatch(service -> service.names(port)))
                        .forEach(naming::add));
        return naming;
    }
}
