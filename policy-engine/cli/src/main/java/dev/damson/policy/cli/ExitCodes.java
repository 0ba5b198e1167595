package dev.damson.policy.cli;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** What the commands return to the shell. */
final class ExitCodes {
    /** All is well; warnings may have been printed. */
    static final int FINE = 0;
    /** The files have errors, or a policy test does not hold. */
    static final int PROBLEMS = 1;
    /** The command line is wrong. */
    static final int USAGE = 2;
    /** A file cannot be read or written. */
    static final int FILES = 3;

    /** For help: what each of them means. */
    static final Map<String, String> MEANINGS = meanings();

    private static Map<String, String> meanings() {
        var meanings = new LinkedHashMap<String, String>();
        meanings.put("" + FINE, "all is well; there may be warnings");
        meanings.put("" + PROBLEMS, "the files have errors, or a policy test does not hold");
        meanings.put("" + USAGE, "the command line is wrong");
        meanings.put("" + FILES, "a file cannot be read or written");
        return Collections.unmodifiableMap(meanings);
    }

    private ExitCodes() {}
}
