package dev.damson.policy.prove;

import dev.damson.policy.interpret.EndVerdict;
import java.time.Instant;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;

/**
 * What the interpreter says of packets that the same statements match.
 *
 * @param number among the judgements of one proof, from 0
 * @param from the moments from which on a verdict holds; the first is the beginning of time
 */
record Judgement(int number, NavigableMap<Instant, EndVerdict> from) {
    EndVerdict at(Instant now) {
        return Objects.requireNonNull(from.floorEntry(now)).getValue();
    }

    /** Every moment at which it changes, or at which others do. */
    Set<Instant> moments(Set<Instant> others) {
        var all = new TreeSet<>(from.keySet());
        all.addAll(others);
        return all;
    }
}
