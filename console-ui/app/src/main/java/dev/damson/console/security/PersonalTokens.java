package dev.damson.console.security;

import dev.damson.director.Actor;
import dev.damson.director.Director;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Component;

/**
 * Tokens with which people's command lines sign in: for a working day, and until the console restarts. Only their
 * hashes are kept; what their owners may do is read anew at each request.
 */
@Component
public class PersonalTokens {
    static final Duration VALID = Duration.ofHours(12);

    private static final int BYTES = 32;
    /** The oldest go first. */
    private static final int MOST = 10_000;

    private record Owner(String name, Instant until) {}

    /** @param until when it is no longer accepted */
    public record Issued(String token, Instant until) {}

    private final Director director;
    private final Attempts attempts;
    private final Clock clock;
    private final SecureRandom random = new SecureRandom();
    private final Map<String, Owner> owners = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Owner> eldest) {
            return size() > MOST;
        }
    };

    PersonalTokens(Director director, Attempts attempts, Clock clock) {
        this.director = director;
        this.attempts = attempts;
        this.clock = clock;
    }

    /** A new token for who knows the password; empty if it is wrong or was guessed too often. */
    public Optional<Issued> issue(String name, char[] password) {
        if (!attempts.mayTry(name)) {
            return Optional.empty();
        }
        if (director.signIn(name, password).isEmpty()) {
            attempts.failed(name);
            return Optional.empty();
        }
        attempts.succeeded(name);
        var bytes = new byte[BYTES];
        random.nextBytes(bytes);
        var issued = new Issued(
                Base64.getUrlEncoder().withoutPadding().encodeToString(bytes),
                clock.instant().plus(VALID));
        synchronized (owners) {
            owners.put(hash(issued.token()), new Owner(name, issued.until()));
        }
        return Optional.of(issued);
    }

    /** Who presents this token; empty when it is not known, no longer valid, or its owner is gone. */
    public Optional<Actor> actor(String token) {
        Owner owner;
        synchronized (owners) {
            owner = owners.get(hash(token));
        }
        return owner == null || clock.instant().isAfter(owner.until())
                ? Optional.empty()
                : director.person(owner.name()).map(Actor::of);
    }

    private static String hash(String token) {
        try {
            var digest = MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every JDK has SHA-256", impossible);
        }
    }
}
