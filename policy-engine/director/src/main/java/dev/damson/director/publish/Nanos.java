package dev.damson.director.publish;

import java.time.Instant;

/** Moments as they stand in messages. */
public final class Nanos {
    private static final long PER_SECOND = 1_000_000_000L;

    private Nanos() {}

    /** Nanoseconds since 1970; fits until the year 2262. */
    public static long of(Instant moment) {
        return Math.addExact(Math.multiplyExact(moment.getEpochSecond(), PER_SECOND), moment.getNano());
    }

    public static Instant toInstant(long unixNanos) {
        return Instant.ofEpochSecond(Math.floorDiv(unixNanos, PER_SECOND), Math.floorMod(unixNanos, PER_SECOND));
    }
}
