package dev.damson.policy.source;

import dev.damson.policy.model.Expiry;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.Optional;

/** {@code expires} or {@code expiresAfter}. */
final class ExpiryReader {
    private ExpiryReader() {}

    static Optional<Expiry> expiry(Fields fields) {
        Optional<Located> at = fields.optional("expires");
        Optional<Located> after = fields.optional("expiresAfter");
        if (at.isPresent() && after.isPresent()) {
            after.get().error("", "expiresAfter stands beside expires", "keep one of them");
        }
        Optional<Expiry> time = at.flatMap(ExpiryReader::instant).map(Expiry.At::new);
        Optional<Expiry> duration = after.flatMap(ExpiryReader::duration).map(Expiry.After::new);
        return time.isPresent() ? time : duration;
    }

    static Optional<Duration> duration(Located located) {
        return located.found(Durations::parse, Durations.FORM);
    }

    private static Optional<Instant> instant(Located located) {
        return located.found(ExpiryReader::instant, "a time such as 2026-12-24T18:00:00Z");
    }

    private static Optional<Instant> instant(String text) {
        try {
            return Optional.of(OffsetDateTime.parse(text).toInstant());
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }
}
