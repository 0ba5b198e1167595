package dev.damson.policy.classify;

import dev.damson.policy.model.End;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Everything that the tables of one end are made from, as numbers: a rule with the identities that its peers are
 * here, and so on.
 */
final class EndKeys {
    private final DomainFacts facts;
    private final End end;
    private final int[] rules;
    private final int[] isolations;
    private final int[] taps;

    /** A rule without its number and peers, and the identities of those on the other side; empty: everybody. */
    private record RuleKey(OrderedRule rule, IntSet peers, boolean everybody) {}

    private record TapKey(int bit, OrderedTap tap, IntSet peers, boolean everybody) {}

    /**
     * @param made of what, beside the numbers of rules
     * @param rules the numbers of the rules and isolations, ascending
     */
    record Key(IntRow made, IntRow rules) {}

    EndKeys(DomainFacts facts, End end, KnownTables known) {
        this.facts = facts;
        this.end = end;
        boolean source = end == End.SOURCE;
        rules = facts.rulebook().rules().stream()
                .mapToInt(rule -> {
                    int peer = source ? rule.to() : rule.from();
                    return known.number(new RuleKey(rule.withPeers(0, 0, 0), identities(peer), isEverybody(peer)));
                })
                .toArray();
        isolations = facts.rulebook().isolations().stream()
                .mapToInt(isolation -> known.number(isolation.withSubjects(0, 0)))
                .toArray();
        taps = new int[facts.taps().size()];
        Arrays.setAll(taps, bit -> {
            var tap = facts.taps().get(bit);
            int peer = source ? tap.to() : tap.from();
            return known.number(new TapKey(bit, tap.withPeers(0, 0), identities(peer), isEverybody(peer)));
        });
    }

    private static boolean isEverybody(int peer) {
        return peer == PeerSets.EVERYBODY;
    }

    private IntSet identities(int peer) {
        return isEverybody(peer) ? IntSet.EMPTY : facts.identities().in(peer);
    }

    /** Ends with equal keys in equal worlds have equal tables. */
    Key of(OwnEnd own) {
        var ends = facts.at(end);
        var rulePlaces = OwnEnds.merged(own.rules(), ends.rulesOfAll());
        var isolationPlaces = OwnEnds.merged(own.isolations(), ends.isolationsOfAll());
        var tapPlaces = OwnEnds.merged(own.taps(), ends.tapsOfAll());
        var book = facts.rulebook();
        var ruleNumbers =
                IntStream.of(rulePlaces).map(place -> book.rules().get(place).number());
        var isolationNumbers = IntStream.of(isolationPlaces)
                .map(place -> book.isolations().get(place).number());
        var all = IntStream.concat(ruleNumbers, isolationNumbers)
                .sorted()
                .distinct()
                .toArray();
        var made = new int[5 + 2 * rulePlaces.length + 2 * isolationPlaces.length + tapPlaces.length];
        made[0] = end.ordinal();
        made[1] = own.observes() ? 1 : 0;
        made[2] = own.naming();
        made[3] = rulePlaces.length;
        made[4] = isolationPlaces.length;
        int next = 5;
        for (int place : rulePlaces) {
            made[next++] = rules[place];
            made[next++] = Arrays.binarySearch(all, book.rules().get(place).number());
        }
        for (int place : isolationPlaces) {
            made[next++] = isolations[place];
            made[next++] = Arrays.binarySearch(all, book.isolations().get(place).number());
        }
        for (int place : tapPlaces) {
            made[next++] = taps[place];
        }
        return new Key(new IntRow(made), new IntRow(all));
    }
}
