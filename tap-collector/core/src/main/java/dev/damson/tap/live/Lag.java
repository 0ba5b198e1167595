package dev.damson.tap.live;

import java.time.Duration;
import java.util.Optional;

/**
 * When a tail passes over what it has not read. It begins in the past if it was asked to, and that past is no lag: until
 * it was at the end once, it may be that much further behind. Not safe for several threads.
 */
final class Lag {
    private final Duration past;
    private final Optional<Duration> most;
    private boolean wasAtEnd;

    /**
     * @param past how long before now the tail begins
     * @param most the age of the newest packet read beyond which the rest is passed over; empty: never
     */
    Lag(Duration past, Optional<Duration> most) {
        this.past = past;
        this.most = most;
    }

    /**
     * Asked each time the distance to the end is known.
     *
     * @param unread records of Kafka that are not read yet
     * @param age of the newest packet read
     */
    boolean tooFar(long unread, Duration age) {
        wasAtEnd |= unread == 0;
        return most.map(limit -> wasAtEnd ? limit : limit.plus(past))
                .map(limit -> age.compareTo(limit) > 0)
                .orElse(false);
    }
}
