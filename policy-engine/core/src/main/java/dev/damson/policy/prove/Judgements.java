package dev.damson.policy.prove;

import dev.damson.policy.interpret.EndVerdict;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.function.IntSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The interpreter's verdicts at ends that are alike, by the statements that match a packet. */
final class Judgements {
    private final IntSupplier numbers;
    private final Map<Integer, Judgement> byMatches = new HashMap<>();
    private int last;
    private @Nullable Judgement lastJudgement;

    /** @param numbers gives each judgement of a proof a number */
    Judgements(IntSupplier numbers) {
        this.numbers = numbers;
    }

    /** @param ask the interpreter, if nothing with the same matches has been judged */
    Judgement of(int matches, Supplier<NavigableMap<Instant, EndVerdict>> ask) {
        var known = lastJudgement;
        if (known == null || matches != last) {
            known = byMatches.computeIfAbsent(matches, added -> new Judgement(numbers.getAsInt(), ask.get()));
            last = matches;
            lastJudgement = known;
        }
        return known;
    }
}
