package dev.damson.console.inspect;

import dev.damson.policy.model.Expiry;
import dev.damson.policy.model.PolicySet;
import dev.damson.policy.model.VirtualTap;
import java.time.Instant;
import java.util.Optional;

/**
 * What is followed live.
 *
 * @param name empty: every tap of the domain
 * @param ends when nothing more can come; empty if that is not known
 * @param words for a person, with what the copies leave out
 */
public record FollowedTap(String name, Optional<Instant> ends, String words) {
    static FollowedTap of(PolicySet policies, String name) {
        if (name.isEmpty()) {
            long sampled = policies.taps().stream()
                    .filter(tap -> tap.sampleOneIn() > 1)
                    .count();
            return new FollowedTap(
                    name, Optional.empty(), sampled == 0 ? "every tap" : "every tap, " + sampled + " of them sampled");
        }
        return policies.taps().stream()
                .filter(tap -> tap.name().equals(name))
                .findFirst()
                .map(FollowedTap::of)
                .orElseGet(() -> new FollowedTap(name, Optional.empty(), "tap " + name));
    }

    private static FollowedTap of(VirtualTap tap) {
        var flows = tap.sampleOneIn() == 1 ? "every flow" : "one flow in " + tap.sampleOneIn();
        var ends = tap.expiry() instanceof Expiry.At at ? Optional.of(at.time()) : Optional.<Instant>empty();
        return new FollowedTap(
                tap.name(),
                ends,
                "tap %s, %s, %s".formatted(tap.name(), flows, tap.snap().word()));
    }
}
