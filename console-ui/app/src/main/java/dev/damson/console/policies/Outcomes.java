package dev.damson.console.policies;

import dev.damson.director.command.Outcome;
import dev.damson.policy.source.Problem;
import java.util.stream.Collectors;

/** How a command ended, in one sentence: what happened, what was kept, what to do. */
public final class Outcomes {
    private Outcomes() {}

    public static boolean isDone(Outcome outcome) {
        return outcome instanceof Outcome.Done;
    }

    public static String words(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Done done -> done(done);
            case Outcome.Refused refused ->
                "Nothing was changed: "
                        + refused.problems().stream()
                                .filter(Problem::isError)
                                .findFirst()
                                .map(Problem::message)
                                .orElse("it has errors")
                        + ".";
            case Outcome.Outrun outrun ->
                "Nothing was changed: meanwhile revision %d of %s was committed. Look at it, then try again."
                        .formatted(outrun.head(), outrun.domain());
            case Outcome.Waiting waiting ->
                "Nothing is copied yet: " + waiting.domain()
                        + " asks for a second person, who finds it among the drafts and commits it.";
            case Outcome.NotFound missing -> "Nothing was changed: " + missing.what() + ".";
        };
    }

    private static String done(Outcome.Done done) {
        var committed = done.domains().stream()
                .filter(domain -> !domain.isNothing())
                .map(domain -> (domain.stays() ? "a change under revision %d of %s" : "revision %d of %s")
                        .formatted(domain.revision().number(), domain.revision().domain()))
                .collect(Collectors.joining(", "));
        return committed.isEmpty() ? "Nothing differed, so nothing was committed." : "Committed " + committed + ".";
    }
}
