package dev.damson.policy.prove;

import dev.damson.policy.model.NamedPort;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Set;

/** Every identity is uniform: each list of peers picks all of its addresses or none, and all name their ports alike. */
final class IdentityCheck {
    private final Realm realm;
    private final Picks picks;
    private final Findings findings;
    private final List<ServicePick> naming;
    private final int[] identityOfRange;
    private final int[] rangesOfIdentity;
    private final List<BitSet> picksOfIdentity = new ArrayList<>();
    private long checks;

    /**
     * Where an identity can be met first.
     *
     * @param family 4 or 6
     * @param range place of its first range in that family
     * @param picks numbers of the lists of peers that pick it
     */
    record Representative(int identity, int family, int range, Set<NamedPort> naming, BitSet picks) {}

    /** @param identities how many there are */
    IdentityCheck(Realm realm, Statements statements, Picks picks, int identities, Findings findings) {
        this.realm = realm;
        this.picks = picks;
        this.findings = findings;
        this.naming =
                statements.services().stream().filter(ServicePick::hasNames).toList();
        identityOfRange =
                realm.ranges().stream().mapToInt(AddressRange::identity).toArray();
        rangesOfIdentity = new int[identities];
        for (int identity : identityOfRange) {
            rangesOfIdentity[identity]++;
        }
        for (int identity = 0; identity < identities; identity++) {
            picksOfIdentity.add(new BitSet());
        }
    }

    long checks() {
        return checks;
    }

    void check() {
        for (int pick = 0; pick < picks.count(); pick++) {
            check(pick);
        }
        var outside = new Boolean[rangesOfIdentity.length];
        for (int range = 0; range < identityOfRange.length; range++) {
            int identity = identityOfRange[range];
            if (outside[identity] == null) {
                outside[identity] = realm.isOutside(range);
            } else if (outside[identity] != realm.isOutside(range)) {
                findings.add(
                        "identity " + identity,
                        "is both of workloads and of addresses outside, such as "
                                + realm.ranges().get(range));
            }
        }
    }

    private void check(int pick) {
        var picked = picks.ranges(pick);
        var counts = new HashMap<Integer, Integer>();
        for (int range = picked.nextSetBit(0); range >= 0; range = picked.nextSetBit(range + 1)) {
            counts.merge(identityOfRange[range], 1, Integer::sum);
        }
        checks += rangesOfIdentity.length;
        counts.forEach((identity, count) -> {
            if (count == rangesOfIdentity[identity]) {
                picksOfIdentity.get(identity).set(pick);
            } else {
                findings.add(
                        "identity " + identity,
                        first(identity, picked, true) + " and " + first(identity, picked, false)
                                + " share it, but a list of peers picks only the first");
            }
        });
    }

    private AddressRange first(int identity, BitSet picked, boolean wanted) {
        int range = 0;
        while (identityOfRange[range] != identity || picked.get(range) != wanted) {
            range++;
        }
        return realm.ranges().get(range);
    }

    /** One range of every identity in each family that it has addresses in; after {@link #check}. */
    List<Representative> representatives() {
        var found = new HashMap<Long, Representative>();
        var namings = new HashMap<Integer, Set<NamedPort>>();
        for (int i = 0; i < identityOfRange.length; i++) {
            var range = realm.ranges().get(i);
            int identity = range.identity();
            var names = realm.naming(realm.owners(i), naming);
            if (!names.equals(namings.computeIfAbsent(identity, key -> names))) {
                findings.add("identity " + identity, range + " names its ports " + names + ", not as the others do");
            }
            int place = i;
            found.computeIfAbsent(
                    (long) identity << 8 | range.family(),
                    key -> new Representative(identity, range.family(), place, names, picksOfIdentity.get(identity)));
        }
        return found.values().stream().sorted((a, b) -> a.range() - b.range()).toList();
    }
}
