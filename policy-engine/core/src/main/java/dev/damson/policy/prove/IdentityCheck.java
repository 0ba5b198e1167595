package dev.damson.policy.prove;

import dev.damson.policy.model.NamedPort;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Every identity is uniform: each list of peers picks all of its addresses or none, and all name their ports alike. */
final class IdentityCheck {
    private final Realm realm;
    private final Statements statements;
    private final Findings findings;
    private final List<ServicePick> naming;
    private long checks;

    /**
     * Where an identity can be met first.
     *
     * @param family 4 or 6
     * @param range place of its first range in that family
     */
    record Representative(int identity, int family, int range, Set<NamedPort> naming) {}

    IdentityCheck(Realm realm, Statements statements, Findings findings) {
        this.realm = realm;
        this.statements = statements;
        this.findings = findings;
        this.naming =
                statements.services().stream().filter(ServicePick::hasNames).toList();
    }

    long checks() {
        return checks;
    }

    /** One range of every identity in each family that it has addresses in. */
    List<Representative> representatives() {
        var found = new HashMap<Long, Representative>();
        var namings = new HashMap<Integer, Set<NamedPort>>();
        for (int i = 0; i < realm.ranges().size(); i++) {
            var range = realm.ranges().get(i);
            int identity = range.identity();
            var names = realm.naming(realm.owners(i), naming);
            if (!names.equals(namings.computeIfAbsent(identity, key -> names))) {
                findings.add("identity " + identity, range + " names its ports " + names + ", not as the others do");
            }
            int place = i;
            found.computeIfAbsent(
                    (long) identity << 8 | range.family(),
                    key -> new Representative(identity, range.family(), place, names));
        }
        return found.values().stream().sorted((a, b) -> a.range() - b.range()).toList();
    }

    void check() {
        var rangesOf = new HashMap<Integer, List<Integer>>();
        for (int i = 0; i < realm.ranges().size(); i++) {
            rangesOf.computeIfAbsent(realm.ranges().get(i).identity(), key -> new ArrayList<>())
                    .add(i);
        }
        statements.peers().forEach(pick -> check(pick, rangesOf));
        rangesOf.forEach((identity, ranges) -> {
            if (ranges.stream().map(realm::isOutside).distinct().count() > 1) {
                findings.add(
                        "identity " + identity,
                        "is both of workloads and of addresses outside, such as "
                                + realm.ranges().get(ranges.getFirst()));
            }
        });
    }

    private void check(PeerPick pick, Map<Integer, List<Integer>> rangesOf) {
        rangesOf.forEach((identity, ranges) -> {
            checks++;
            boolean wanted = picks(pick, ranges.getFirst());
            for (int range : ranges) {
                if (picks(pick, range) != wanted) {
                    findings.add(
                            "identity " + identity,
                            realm.ranges().get(range) + " and "
                                    + realm.ranges().get(ranges.getFirst()) + " share it, but a list of peers picks "
                                    + (wanted ? "only the second" : "only the first"));
                    return;
                }
            }
        });
    }

    private boolean picks(PeerPick pick, int range) {
        return pick.picks(realm.owners(range), range);
    }
}
