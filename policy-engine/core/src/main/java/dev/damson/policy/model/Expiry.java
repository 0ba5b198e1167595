package dev.damson.policy.model;

import java.time.Duration;
import java.time.Instant;

/** When something ends: at a time, or some time after it is committed. */
public sealed interface Expiry {
    /** {@code expires: 2026-12-24T18:00:00Z}. It has ended when the clock shows this time or a later one. */
    record At(Instant time) implements Expiry {}

    /** {@code expiresAfter: 30d}; becomes a time at the commit, before compilation. */
    record After(Duration duration) implements Expiry {
        public After {
            if (!duration.isPositive()) {
                throw new IllegalArgumentException("a duration until expiry is positive");
            }
        }
    }

    /** This expiry as a time, counted from {@code commit} if it is a duration. */
    default At resolve(Instant commit) {
        return switch (this) {
            case At at -> at;
            case After after -> new At(commit.plus(after.duration()));
        };
    }
}
