package dev.damson.policy.classify;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Units that nothing tells apart, as numbered classes. Those with addresses come first: they are the identities. The
 * others say what a shared address is to one of its ports.
 */
final class Identities {
    static final int OUTSIDE = -1;
    /** An address that several workloads have is no identity of theirs: it tells nothing about the port. */
    private static final int SHARED = 4;

    /** @param sharedBlocks of a shared address, so that what it is to each of its ports depends on the port alone */
    record Signature(IntSet peerSets, int naming, int own, int family, IntSet sharedBlocks) {}

    /** @param companions the bases of all addresses of the same ports, which decide on their profile */
    private record Member(int base, IntSet companions) {}

    private final PeerSets peers;
    private final List<Signature> signaturesOfBases = new ArrayList<>();
    private final int[] classOfUnit;
    private final List<Integer> representatives = new ArrayList<>();
    private final List<Signature> signatures = new ArrayList<>();
    private final Map<Integer, IntSet> identitiesOfSet = new HashMap<>();
    private final int count;

    Identities(AddressSpace space, PeerSets peers, PortNames names, OwnStates states, String domain) {
        this.peers = peers;
        var bases = bases(space, names, states);
        var companions = new Companions(space, unit -> bases[unit]);
        Map<Member, Integer> numbers = new HashMap<>();
        classOfUnit = new int[bases.length];
        int identities = 0;
        for (int i = 0; i < classOfUnit.length; i++) {
            int unit = i;
            classOfUnit[i] = numbers.computeIfAbsent(new Member(bases[i], companions.of(i)), added -> {
                representatives.add(unit);
                signatures.add(signaturesOfBases.get(added.base()));
                return signatures.size() - 1;
            });
            if (i < space.addressed()) {
                identities = signatures.size();
            }
        }
        count = identities;
        PlanLimitExceeded.check(
                "identities of " + domain,
                count - 1L,
                PlanLimits.MAX_IDENTITY,
                "let rules name groups instead of single workloads and addresses");
    }

    /** The class of every unit as far as rules tell units apart. */
    private int[] bases(AddressSpace space, PortNames names, OwnStates states) {
        var bases = new int[space.units().size()];
        var sets = setsOfUnits(bases.length);
        Map<Signature, Integer> numbers = new HashMap<>();
        for (int i = 0; i < bases.length; i++) {
            var unit = space.units().get(i);
            int own = own(unit, states);
            var blocks = own == SHARED ? unit.blocks() : IntSet.EMPTY;
            var signature = new Signature(sets.get(i), names.naming(i), own, unit.family(), blocks);
            bases[i] = numbers.computeIfAbsent(signature, added -> {
                signaturesOfBases.add(added);
                return signaturesOfBases.size() - 1;
            });
        }
        return bases;
    }

    private static int own(Unit unit, OwnStates states) {
        return switch (unit.owners().size()) {
            case 0 -> OUTSIDE;
            case 1 -> states.code(unit.owners().values()[0]);
            default -> SHARED;
        };
    }

    private List<IntSet> setsOfUnits(int units) {
        var sets = new int[units][4];
        var used = new int[units];
        for (int set = PeerSets.EVERYBODY + 1; set < peers.size(); set++) {
            for (int unit : peers.units(set).values()) {
                if (used[unit] == sets[unit].length) {
                    sets[unit] = Arrays.copyOf(sets[unit], 2 * used[unit]);
                }
                sets[unit][used[unit]++] = set;
            }
        }
        var result = new ArrayList<IntSet>(units);
        for (int unit = 0; unit < units; unit++) {
            result.add(new IntSet(Arrays.copyOf(sets[unit], used[unit])));
        }
        return result;
    }

    /** How many identities there are, 0 included. */
    int count() {
        return count;
    }

    /** What tells identities apart; index: identity. */
    List<Signature> signatures() {
        return signatures.subList(0, count);
    }

    /** The identity of an addressed unit; for others a number from {@link #count} on. */
    int classOf(int unit) {
        return classOfUnit[unit];
    }

    /** One unit of a class. */
    int representative(int number) {
        return representatives.get(number);
    }

    /** The peer sets that a class belongs to, without that of everybody. */
    IntSet peerSets(int number) {
        return signatures.get(number).peerSets();
    }

    int naming(int number) {
        return signatures.get(number).naming();
    }

    /** 4 or 6 where a rule tells the families apart, else 0. */
    int family(int number) {
        return signatures.get(number).family();
    }

    boolean isOutside(int number) {
        return signatures.get(number).own() == OUTSIDE;
    }

    /** Of a class of one workload's addresses: its states, see {@link OwnStates#code}. */
    int states(int number) {
        return signatures.get(number).own();
    }

    /** The identities in a peer set. */
    IntSet in(int peerSet) {
        return identitiesOfSet.computeIfAbsent(peerSet, set -> {
            var identities = new BitSet();
            peers.units(set).forEach(unit -> {
                if (classOfUnit[unit] < count) {
                    identities.set(classOfUnit[unit]);
                }
            });
            return IntSet.of(identities);
        });
    }
}
