package dev.damson.policy.check;

import dev.damson.policy.source.Problem;
import dev.damson.policy.source.Severity;
import dev.damson.policy.source.SourceObject;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Collects problems, as many of each severity as somebody could read. */
final class Findings {
    /** A person reads the first few; a machine-made set could have millions. */
    static final int MOST = 1_000;

    private final List<Problem> found = new ArrayList<>();
    private final Map<Severity, Integer> counts = new EnumMap<>(Severity.class);
    private final UnknownWorkloads unknownWorkloads = new UnknownWorkloads();

    UnknownWorkloads unknownWorkloads() {
        return unknownWorkloads;
    }

    void error(SourceObject source, String path, String value, String message, String expected) {
        add(source, Severity.ERROR, path, value, message, expected);
    }

    void warning(SourceObject source, String path, String value, String message, String expected) {
        add(source, Severity.WARNING, path, value, message, expected);
    }

    void add(SourceObject source, Severity severity, String path, String value, String message, String expected) {
        int count = counts.merge(severity, 1, Integer::sum);
        if (count <= MOST) {
            found.add(source.problem(severity, path, value, message, expected));
        }
    }

    /** In the order of files and places; behind them how many are not listed. */
    List<Problem> list() {
        var problems = new ArrayList<>(found.stream().sorted().toList());
        counts.forEach((severity, count) -> {
            if (count > MOST) {
                String word = severity == Severity.ERROR ? "errors" : "warnings";
                problems.add(Problem.at(
                        problems.getLast().place(),
                        severity,
                        "",
                        "",
                        (count - MOST) + " more " + word + " are not listed, only " + MOST + " are",
                        ""));
            }
        });
        return List.copyOf(problems);
    }
}
