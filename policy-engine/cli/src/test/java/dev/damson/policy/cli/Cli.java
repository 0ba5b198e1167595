package dev.damson.policy.cli;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Instant;
import java.time.InstantSource;

/** Runs {@code damson policy} in this JVM, without a terminal. */
final class Cli {
    static final String SHOP = "../../examples/shop.yaml";
    static final String ACME = "../../examples/laboratory/acme.yaml";

    private static final InstantSource CLOCK = InstantSource.fixed(Instant.parse("2026-11-20T12:00:00Z"));

    private Cli() {}

    record Ran(int code, String out, String err) {}

    static Ran run(String... arguments) {
        return run(false, arguments);
    }

    static Ran run(boolean colour, String... arguments) {
        var out = new StringWriter();
        var err = new StringWriter();
        int code = PolicyMain.run(new PrintWriter(out, true), new PrintWriter(err, true), colour, CLOCK, arguments);
        return new Ran(code, out.toString(), err.toString());
    }
}
