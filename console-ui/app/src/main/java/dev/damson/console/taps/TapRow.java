package dev.damson.console.taps;

import dev.damson.console.kit.When;
import dev.damson.director.live.TapStatus;
import dev.damson.policy.model.Expiry;
import dev.damson.policy.model.VirtualTap;
import dev.damson.policy.source.Durations;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.ToLongFunction;

/** A tap with what its edges counted. */
public record TapRow(VirtualTap tap, List<TapStatus> status) {
    public static TapRow of(VirtualTap tap, List<TapStatus> known) {
        return new TapRow(
                tap,
                known.stream().filter(each -> each.tap().equals(tap.name())).toList());
    }

    public String name() {
        return tap.name();
    }

    public long copied() {
        return sum(TapStatus::copied);
    }

    long lost() {
        return sum(each -> each.lostRing() + each.lostRate() + each.lostQueue());
    }

    /** Packets a second just now, on all edges. */
    double copiedPerSecond() {
        return status.stream().mapToDouble(TapStatus::copiedPerSecond).sum();
    }

    double lostPerSecond() {
        return status.stream().mapToDouble(TapStatus::lostPerSecond).sum();
    }

    long sum(ToLongFunction<TapStatus> count) {
        return status.stream().mapToLong(count).sum();
    }

    /** Empty before the commit has turned a duration into a time. */
    public Optional<Instant> end() {
        return switch (tap.expiry()) {
            case Expiry.At at -> Optional.of(at.time());
            case Expiry.After after -> Optional.empty();
        };
    }

    public boolean isOver(Instant now) {
        return end().filter(end -> !end.isAfter(now)).isPresent();
    }

    public String endWords(Instant now) {
        return switch (tap.expiry()) {
            case Expiry.At at ->
                at.time().isAfter(now)
                        ? "in " + When.length(Duration.between(now, at.time()))
                        : When.ago(Duration.between(at.time(), now));
            case Expiry.After after -> Durations.print(after.duration()) + " after its commit";
        };
    }
}
