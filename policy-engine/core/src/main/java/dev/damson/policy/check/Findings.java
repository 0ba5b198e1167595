package dev.damson.policy.check;

import dev.damson.policy.source.Problem;
import dev.damson.policy.source.Severity;
import dev.damson.policy.source.SourceObject;
import java.util.ArrayList;
import java.util.List;

/** Collects problems. */
final class Findings {
    /** A person reads the first few; a machine-made set could have millions. */
    static final int MOST = 1_000;

    private final List<Problem> found = new ArrayList<>();

    void error(SourceObject source, String path, String value, String message, String expected) {
        add(source, Severity.ERROR, path, value, message, expected);
    }

    void warning(SourceObject source, String path, String value, String message, String expected) {
        add(source, Severity.WARNING, path, value, message, expected);
    }

    void add(SourceObject source, Severity severity, String path, String value, String message, String expected) {
        if (found.size() < MOST) {
            found.add(source.problem(severity, path, value, message, expected));
        }
    }

    List<Problem> list() {
        return found.stream().sorted().toList();
    }
}
