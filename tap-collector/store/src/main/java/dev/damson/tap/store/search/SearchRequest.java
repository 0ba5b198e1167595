package dev.damson.tap.store.search;

import java.time.Instant;
import java.util.Optional;

/**
 * What is looked for.
 *
 * @param domain empty: every domain of the tenant
 * @param tap empty: every tap
 * @param from and {@code to} a session is found if a part of it lies in {@code [from, to)}; its counts are of these parts
 */
public record SearchRequest(
        String tenant, Optional<String> domain, Optional<String> tap, Instant from, Instant to, Query query) {
    static final long NANOS = 1_000_000_000L;

    public static SearchRequest of(String tenant, Instant from, Instant to, Query query) {
        return new SearchRequest(tenant, Optional.empty(), Optional.empty(), from, to, query);
    }

    public SearchRequest ofDomain(String only) {
        return new SearchRequest(tenant, Optional.of(only), tap, from, to, query);
    }

    public SearchRequest ofTap(String only) {
        return new SearchRequest(tenant, domain, Optional.of(only), from, to, query);
    }

    /** The same time and place, whatever the sessions are like. */
    public SearchRequest all() {
        return new SearchRequest(tenant, domain, tap, from, to, Query.ALL);
    }

    long fromNanos() {
        return nanos(from);
    }

    long toNanos() {
        return nanos(to);
    }

    /** Clamped to what nanoseconds since 1970 can say. */
    private static long nanos(Instant time) {
        long seconds = Math.clamp(time.getEpochSecond(), 0, Long.MAX_VALUE / NANOS - 1);
        return seconds * NANOS + time.getNano();
    }
}
