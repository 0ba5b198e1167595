package dev.damson.policy.prove;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/**
 * The distinct lists of peers of a domain, numbered, with the address ranges that each picks; and the numbers of each
 * statement's lists, by its place. A statement is a rule or, behind all rules, a tap.
 */
final class Picks {
    private final IdentityHashMap<PeerPick, Integer> byObject = new IdentityHashMap<>();
    private final Map<PeerPick, Integer> byContent = new HashMap<>();
    private final List<PeerPick> picks = new ArrayList<>();
    private final List<BitSet> ranges = new ArrayList<>();
    private final Realm realm;
    private final int[] from;
    private final int[] to;
    private final int[] subjects;

    Picks(Statements statements, Realm realm) {
        this.realm = realm;
        int rules = statements.rules().size();
        from = new int[rules + statements.taps().size()];
        to = new int[from.length];
        for (int i = 0; i < from.length; i++) {
            from[i] = number(
                    i < rules
                            ? statements.rules().get(i).from()
                            : statements.taps().get(i - rules).from());
            to[i] = number(
                    i < rules
                            ? statements.rules().get(i).to()
                            : statements.taps().get(i - rules).to());
        }
        subjects = statements.isolations().stream()
                .mapToInt(isolation -> number(isolation.subjects()))
                .toArray();
    }

    private int number(PeerPick pick) {
        return byObject.computeIfAbsent(
                pick,
                added -> byContent.computeIfAbsent(pick, first -> {
                    picks.add(first);
                    ranges.add(realm.picked(first));
                    return picks.size() - 1;
                }));
    }

    int count() {
        return picks.size();
    }

    PeerPick pick(int number) {
        return picks.get(number);
    }

    /** The ranges that it picks, by their owners or by their addresses. */
    BitSet ranges(int number) {
        return ranges.get(number);
    }

    /** @param source whether its from or its to */
    int of(int statement, boolean source) {
        return source ? from[statement] : to[statement];
    }

    int ofSubjects(int isolation) {
        return subjects[isolation];
    }
}
