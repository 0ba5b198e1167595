package dev.damson.policy.ebpf.sim;

import java.io.Serial;

/** Something a program may not do; {@link Interpreter} adds the place. */
final class Refusal extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1;

    Refusal(String message) {
        super(message, null, false, false);
    }

    @SuppressWarnings("AnnotateFormatMethod") // its annotation would be a dependency for this alone
    static Refusal of(String format, Object... arguments) {
        return new Refusal(format.formatted(arguments));
    }
}
