package dev.damson.console.security;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.stereotype.Component;

/** Slows down who guesses passwords. A name that failed too often in a row must wait, whoever asks. */
@Component
class Attempts {
    /** A person mistypes a few times; a guesser needs billions. */
    static final int FREE_FAILURES = 5;

    static final Duration PAUSE = Duration.ofSeconds(30);
    /** Names are typed by strangers: the oldest go first. */
    private static final int MOST_NAMES = 10_000;

    private record Failures(int count, Instant last) {}

    private final Clock clock;
    private final Map<String, Failures> failures = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Failures> eldest) {
            return size() > MOST_NAMES;
        }
    };

    Attempts(Clock clock) {
        this.clock = clock;
    }

    synchronized boolean mayTry(String name) {
        var known = failures.get(name);
        return known == null
                || known.count() < FREE_FAILURES
                || clock.instant().isAfter(known.last().plus(PAUSE));
    }

    synchronized void failed(String name) {
        failures.merge(
                name, new Failures(1, clock.instant()), (known, one) -> new Failures(known.count() + 1, one.last()));
    }

    synchronized void succeeded(String name) {
        failures.remove(name);
    }
}
