package dev.damson.policy.cli;

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

    private ExitCodes() {}
}
