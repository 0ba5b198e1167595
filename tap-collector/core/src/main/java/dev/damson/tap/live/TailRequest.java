package dev.damson.tap.live;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * What to follow.
 *
 * @param domain only this domain's packets; empty: every domain of the tenant
 * @param tap only this tap's packets; empty: every tap
 * @param since also what arrived in this time before now; empty: from now on
 * @param expires when the tap ends, after which nothing can come
 * @param capacity packets that wait for the listener; when full, reading Kafka pauses
 * @param mostBehind a listener that is further behind than this is brought to the newest packets, and what it missed is
 *     counted; empty: never
 */
public record TailRequest(
        String tenant,
        Optional<String> domain,
        Optional<String> tap,
        Optional<Duration> since,
        Optional<Instant> expires,
        int capacity,
        Optional<Duration> mostBehind) {
    /** A few screens of packets: more would only be old before they are seen. */
    public static final int CAPACITY = 4096;

    /** Beyond this a tail is no longer live. */
    public static final Duration MOST_BEHIND = Duration.ofSeconds(30);

    public static TailRequest ofTenant(String tenant) {
        return new TailRequest(
                tenant,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                CAPACITY,
                Optional.of(MOST_BEHIND));
    }

    public TailRequest ofDomain(String only) {
        return new TailRequest(tenant, Optional.of(only), tap, since, expires, capacity, mostBehind);
    }

    public TailRequest ofTap(String only) {
        return new TailRequest(tenant, domain, Optional.of(only), since, expires, capacity, mostBehind);
    }

    public TailRequest since(Duration before) {
        return new TailRequest(tenant, domain, tap, Optional.of(before), expires, capacity, mostBehind);
    }

    public TailRequest until(Instant end) {
        return new TailRequest(tenant, domain, tap, since, Optional.of(end), capacity, mostBehind);
    }

    public TailRequest holding(int packets) {
        return new TailRequest(tenant, domain, tap, since, expires, packets, mostBehind);
    }

    /** Nothing is passed over, however slow the listener is. */
    public TailRequest complete() {
        return new TailRequest(tenant, domain, tap, since, expires, capacity, Optional.empty());
    }
}
