package dev.damson.director.command;

import dev.damson.topology.traffic.ObservedTraffic;
import java.time.Duration;
import java.util.List;

/**
 * What a tap would have copied, had it been there during the window.
 *
 * @param window how far the flows reach back
 * @param flows that it selects
 * @param packets of these flows in both directions, at the point where the tap copies
 * @param bytes as on the wire
 * @param latest the same of the last minutes, to tell a rate that is rising
 * @param copiedPerSecond packets a second after sampling and the tap's own limit
 * @param copiedBytesPerSecond likewise, of what is kept of each packet
 * @param largest the flows with most packets
 * @param unplaced flows with peers that the record sums up as others, so that nobody can say whether they count
 * @param complete false if more flows were seen than are looked at; the figures then say less, never more
 */
public record TapForecast(
        Duration window,
        long flows,
        long packets,
        long bytes,
        Rate latest,
        double copiedPerSecond,
        double copiedBytesPerSecond,
        List<ObservedTraffic> largest,
        long unplaced,
        boolean complete) {
    public TapForecast {
        largest = List.copyOf(largest);
    }

    /** Packets and wire bytes a second. */
    public record Rate(Duration window, double packetsPerSecond, double bytesPerSecond) {}

    public double packetsPerSecond() {
        return packets / (double) window.toSeconds();
    }

    public double bytesPerSecond() {
        return bytes / (double) window.toSeconds();
    }

    /** Whether the tap's own limit keeps it from copying all that it selects. */
    public boolean isLimited(int sampleOneIn) {
        return copiedPerSecond * sampleOneIn < packetsPerSecond() * (1 - ROUNDING);
    }

    private static final double ROUNDING = 1e-9;
}
