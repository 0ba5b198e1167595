package dev.damson.launcher;

import dev.damson.launcher.verb.Verbs;

/** The verbs {@code up}, {@code down}, {@code status}, {@code reset} and {@code password} of the script {@code damson}. */
public final class LauncherMain {
    private LauncherMain() {}

    public static void main(String[] arguments) {
        System.exit(Verbs.run(arguments, System.getenv(), System.out, System.err));
    }
}
