package dev.damson.console.api;

import dev.damson.director.command.TapForecast;
import dev.damson.director.live.TapStatus;
import dev.damson.policy.model.Delivery;
import dev.damson.policy.model.Expiry;
import dev.damson.policy.model.VirtualTap;
import java.util.List;

/** What the API answers about taps. */
final class TapAnswers {
    record Taps(List<Tap> taps) {}

    /**
     * @param expires RFC 3339; empty if the commit has not settled it
     * @param copied packets handed on, of all edges, since their maps were made; the lost ones likewise
     */
    record Tap(
            String domain,
            String tap,
            String reason,
            String snap,
            int sampleOneIn,
            int packetsPerSecond,
            String expires,
            boolean expired,
            List<String> deliver,
            int edges,
            long copied,
            long lostRing,
            long lostRate,
            long lostQueue,
            double copiedPerSecond,
            double lostPerSecond) {
        static Tap of(String domain, VirtualTap tap, List<TapStatus> counts) {
            var own = counts.stream()
                    .filter(count -> count.tap().equals(tap.name()))
                    .toList();
            return new Tap(
                    domain,
                    tap.name(),
                    tap.reason(),
                    tap.snap().word(),
                    tap.sampleOneIn(),
                    tap.packetsPerSecond().orElse(0),
                    tap.expiry() instanceof Expiry.At at ? at.time().toString() : "",
                    !own.isEmpty() && own.stream().allMatch(TapStatus::expired),
                    tap.deliver().stream().map(Tap::word).toList(),
                    own.size(),
                    own.stream().mapToLong(TapStatus::copied).sum(),
                    own.stream().mapToLong(TapStatus::lostRing).sum(),
                    own.stream().mapToLong(TapStatus::lostRate).sum(),
                    own.stream().mapToLong(TapStatus::lostQueue).sum(),
                    own.stream().mapToDouble(TapStatus::copiedPerSecond).sum(),
                    own.stream().mapToDouble(TapStatus::lostPerSecond).sum());
        }

        private static String word(Delivery delivery) {
            return switch (delivery) {
                case Delivery.Inspection _ -> "inspection";
                case Delivery.Sensor sensor -> "sensor " + sensor.function();
            };
        }
    }

    /**
     * What a tap would copy, told from recorded flows.
     *
     * @param seconds how far they reach back
     * @param complete false if more flows were seen than are looked at
     */
    record Forecast(
            long seconds,
            long flows,
            double packetsPerSecond,
            double bytesPerSecond,
            double latestPacketsPerSecond,
            double copiedPerSecond,
            double copiedBytesPerSecond,
            long unplacedFlows,
            boolean complete) {
        static Forecast of(TapForecast forecast) {
            return new Forecast(
                    forecast.window().toSeconds(),
                    forecast.flows(),
                    forecast.packetsPerSecond(),
                    forecast.bytesPerSecond(),
                    forecast.latest().packetsPerSecond(),
                    forecast.copiedPerSecond(),
                    forecast.copiedBytesPerSecond(),
                    forecast.unplaced(),
                    forecast.complete());
        }
    }

    private TapAnswers() {}
}
