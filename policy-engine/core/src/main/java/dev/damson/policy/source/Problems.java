package dev.damson.policy.source;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Collects the problems of one file. */
public final class Problems {
    /** A person reads the first few; a machine-made file could have millions. */
    static final int MOST = 1_000;

    private final String file;
    private final List<Problem> found = new ArrayList<>();
    private int left;
    private int errors;
    private Set<String> leftOut = new HashSet<>();

    Problems(String file) {
        this.file = file;
    }

    String file() {
        return file;
    }

    void error(Span span, String path, String value, String message, String expected) {
        add(Severity.ERROR, span, path, value, message, expected);
    }

    void warning(Span span, String path, String value, String message, String expected) {
        add(Severity.WARNING, span, path, value, message, expected);
    }

    private void add(Severity severity, Span span, String path, String value, String message, String expected) {
        if (severity == Severity.ERROR) {
            errors++;
        }
        if (found.size() >= MOST) {
            left++;
            return;
        }
        found.add(Problem.at(
                new Place(file, span.line(), span.column()), severity, path, Quoted.cut(value), message, expected));
    }

    /** How many errors so far, listed or not. */
    int errors() {
        return errors;
    }

    /** Notes that the model lacks the list item at {@code path} of the document being read. */
    void leftOut(String path) {
        leftOut.add(path);
    }

    /** The items noted since the last call. */
    Set<String> takeLeftOut() {
        Set<String> taken = Set.copyOf(leftOut);
        leftOut = new HashSet<>();
        return taken;
    }

    /** In the order of the file, with a last one that counts those left out. */
    public List<Problem> list() {
        var sorted = new ArrayList<>(found);
        sorted.sort(null);
        if (left > 0) {
            var last = sorted.getLast();
            sorted.add(Problem.at(
                    last.place(),
                    Severity.ERROR,
                    "",
                    "",
                    left + " more problems are not listed, only the first " + MOST + " are",
                    ""));
        }
        return List.copyOf(sorted);
    }
}
