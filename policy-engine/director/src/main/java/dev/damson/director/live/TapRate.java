package dev.damson.director.live;

import dev.damson.wire.proto.EdgeReport;
import dev.damson.wire.proto.TapReport;
import java.time.Duration;
import java.util.Optional;

/** How fast a tap copies and loses packets on one edge, told from its last two statements. */
record TapRate(double copiedPerSecond, double lostPerSecond) {
    static final TapRate NONE = new TapRate(0, 0);

    /** An edge speaks every second while counts change; whoever is silent for so long copies nothing. */
    static final Duration SILENCE = Duration.ofSeconds(4);

    private static final double NANOS = 1e9;

    /** After a longer silence what was counted came at its end: it must not be spread over the silence. */
    private static final double LONGEST_SECONDS = SILENCE.toSeconds();

    /** @param before the statement before this one; one that counted more was made by other maps */
    static TapRate of(Optional<EdgeReport> before, EdgeReport now) {
        if (before.isEmpty() || before.get().getUnixNanos() >= now.getUnixNanos()) {
            return NONE;
        }
        double seconds =
                Math.min(LONGEST_SECONDS, (now.getUnixNanos() - before.get().getUnixNanos()) / NANOS);
        var old = before.get().getTap();
        return new TapRate(
                Math.max(0, now.getTap().getCopied() - old.getCopied()) / seconds,
                Math.max(0, lost(now.getTap()) - lost(old)) / seconds);
    }

    private static long lost(TapReport tap) {
        return tap.getLostRing() + tap.getLostRate() + tap.getLostQueue();
    }
}
