package dev.damson.policy.classify;

import dev.damson.policy.model.CidrBlock;
import dev.damson.policy.model.IpAddress;
import dev.damson.policy.model.Workload;
import dev.damson.policy.model.WorkloadPort;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** All addresses as a domain's policies see them, cut into {@link Part}s and gathered into {@link Unit}s. */
final class AddressSpace {
    /** The unit of addresses of nobody under no block. */
    static final int NOBODY = 0;

    private final boolean familiesApart;
    private final Map<IpAddress, IntSet> owners = new HashMap<>();
    private final Map<Unit, Integer> numbers = new HashMap<>();
    private final List<Unit> units = new ArrayList<>();
    private final List<Part> parts;
    private final int[] unitOfPart;
    private final int addressed;
    private final List<OwnPort> ports = new ArrayList<>();
    private final List<List<Integer>> unitsOfWorkload;

    /** An address of a port: the unit it belongs to as a peer, and the one it is to its own port. */
    record OwnAddress(int unit, int own) {
        boolean isShared() {
            return unit != own;
        }
    }

    /** A workload's port with its addresses. */
    record OwnPort(int workload, List<OwnAddress> addresses) {}

    AddressSpace(List<Workload> workloads, List<CidrBlock> blocks, boolean familiesApart) {
        this.familiesApart = familiesApart;
        own(workloads);
        parts = PrefixSweep.parts(blocks, owners.keySet());
        unitOfPart = new int[parts.size()];
        number(new Unit(IntSet.EMPTY, IntSet.EMPTY, familiesApart ? 4 : 0));
        var blocksOf = new HashMap<IpAddress, IntSet>();
        for (int i = 0; i < parts.size(); i++) {
            var part = parts.get(i);
            var address = part.prefix().base();
            boolean host = part.prefix().prefix() == address.family().bits();
            unitOfPart[i] =
                    number(unit(host ? owners.getOrDefault(address, IntSet.EMPTY) : IntSet.EMPTY, part, address));
            if (host) {
                blocksOf.put(address, part.blocks());
            }
        }
        addressed = units.size();
        for (int i = 0; i < workloads.size(); i++) {
            for (var port : workloads.get(i).ports()) {
                ports(i, port, blocksOf);
            }
        }
        unitsOfWorkload = unitsOfWorkloads(workloads.size());
    }

    private void own(List<Workload> workloads) {
        for (int i = 0; i < workloads.size(); i++) {
            int place = i;
            for (var address : workloads.get(i).allAddresses()) {
                owners.merge(address, IntSet.of(i), (before, more) -> {
                    var both = new BitSet();
                    before.forEach(both::set);
                    both.set(place);
                    return IntSet.of(both);
                });
            }
        }
    }

    private Unit unit(IntSet owners, Part part, IpAddress address) {
        return new Unit(owners, part.blocks(), family(address, familiesApart));
    }

    /** 4 or 6 where a rule tells the families apart, else 0. */
    static int family(IpAddress address, boolean familiesApart) {
        return familiesApart ? address.isIpv4() ? 4 : 6 : 0;
    }

    private int number(Unit unit) {
        return numbers.computeIfAbsent(unit, added -> {
            units.add(added);
            return units.size() - 1;
        });
    }

    private void ports(int workload, WorkloadPort port, Map<IpAddress, IntSet> blocksOf) {
        var addresses = new ArrayList<OwnAddress>();
        for (var address : port.allAddresses()) {
            var blocks = blocksOf.getOrDefault(address, IntSet.EMPTY);
            int unit = number(
                    new Unit(owners.getOrDefault(address, IntSet.EMPTY), blocks, family(address, familiesApart)));
            addresses.add(new OwnAddress(
                    unit, number(new Unit(IntSet.of(workload), blocks, family(address, familiesApart)))));
        }
        if (!addresses.isEmpty()) {
            ports.add(new OwnPort(workload, addresses.stream().distinct().toList()));
        }
    }

    /** Whether a rule tells the families apart. */
    boolean familiesApart() {
        return familiesApart;
    }

    List<Unit> units() {
        return units;
    }

    /** Units below this number have addresses; the others are what a shared address is to one of its ports. */
    int addressed() {
        return addressed;
    }

    List<Part> parts() {
        return parts;
    }

    int unitOfPart(int part) {
        return unitOfPart[part];
    }

    /** Places of the workloads that have the host of a part. */
    IntSet owners(Part part) {
        var address = part.prefix().base();
        return part.prefix().prefix() == address.family().bits()
                ? owners.getOrDefault(address, IntSet.EMPTY)
                : IntSet.EMPTY;
    }

    List<OwnPort> ports() {
        return ports;
    }

    /** Units of the workloads in a set. */
    BitSet unitsOf(BitSet workloads) {
        var picked = new BitSet();
        workloads.stream().forEach(workload -> unitsOfWorkload.get(workload).forEach(picked::set));
        return picked;
    }

    private List<List<Integer>> unitsOfWorkloads(int workloads) {
        var lists = new ArrayList<List<Integer>>();
        for (int i = 0; i < workloads; i++) {
            lists.add(new ArrayList<>());
        }
        for (int unit = 0; unit < units.size(); unit++) {
            for (int owner : units.get(unit).owners().values()) {
                lists.get(owner).add(unit);
            }
        }
        return lists;
    }
}
