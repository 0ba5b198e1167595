package dev.damson.policy.source;

import dev.damson.policy.model.CapturePoint;
import dev.damson.policy.model.ChainSide;
import dev.damson.policy.model.Delivery;
import dev.damson.policy.model.Expiry;
import dev.damson.policy.model.Metadata;
import dev.damson.policy.model.PacketSide;
import dev.damson.policy.model.Snap;
import dev.damson.policy.model.TapVerdict;
import dev.damson.policy.model.VirtualTap;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SortedSet;
import java.util.TreeSet;

/** Virtual taps. */
final class TapReader {
    private static final int MOST_SAMPLING = 1_000_000;
    private static final int MOST_RATE = 10_000_000;
    /** Stands in for an expiry that is missing or wrong; the object is then not usable. */
    private static final Expiry UNKNOWN = new Expiry.After(Duration.ofHours(1));

    private TapReader() {}

    static VirtualTap tap(Metadata metadata, Fields spec) {
        String reason = spec.required("reason").flatMap(TapReader::reason).orElse("");
        VirtualTap.Match match = spec.required("match")
                .flatMap(Located::fields)
                .map(TapReader::match)
                .orElse(new VirtualTap.Match(List.of(), List.of(), List.of()));
        PacketSide packets = spec.optional("packets")
                .flatMap(value -> value.word(PacketSide.class))
                .orElse(PacketSide.BOTH);
        Optional<CapturePoint> at = spec.optional("at").flatMap(value -> value.word(CapturePoint.class));
        ChainSide chain = spec.optional("chain")
                .flatMap(value -> value.word(ChainSide.class))
                .orElse(ChainSide.BEFORE);
        Snap snap =
                spec.optional("snap").flatMap(value -> value.word(Snap.class)).orElse(Snap.HEADERS);
        int sampleOneIn = spec.optional("sampleOneIn")
                .map(value -> value.number(1, MOST_SAMPLING).orElse(1))
                .orElse(1);
        OptionalInt rate = spec.optional("packetsPerSecond")
                .map(value -> value.number(1, MOST_RATE))
                .orElse(OptionalInt.empty());
        return new VirtualTap(
                metadata,
                reason,
                match,
                packets,
                verdicts(spec),
                at,
                chain,
                snap,
                sampleOneIn,
                rate,
                expiry(spec),
                spec.optional("retention").flatMap(ExpiryReader::duration),
                spec.list("deliver", TapReader::delivery));
    }

    private static Optional<String> reason(Located located) {
        return located.text().filter(text -> {
            if (text.isBlank()) {
                located.error(text, "reason is empty", "say who asked and why");
            }
            return !text.isBlank();
        });
    }

    private static VirtualTap.Match match(Fields fields) {
        var match = new VirtualTap.Match(
                fields.list("from", PeerReader::peer),
                fields.list("to", PeerReader::peer),
                fields.list("services", ServiceReader::service));
        fields.end();
        return match;
    }

    private static SortedSet<TapVerdict> verdicts(Fields spec) {
        var verdicts = new TreeSet<>(spec.optionalList("verdicts", item -> item.word(TapVerdict.class)));
        return verdicts.isEmpty() ? new TreeSet<>(List.of(TapVerdict.values())) : verdicts;
    }

    private static Expiry expiry(Fields spec) {
        Optional<Expiry> expiry = ExpiryReader.expiry(spec);
        if (!spec.has("expires") && !spec.has("expiresAfter")) {
            spec.located().error("", "the tap has no end", "write expires or expiresAfter");
        }
        return expiry.orElse(UNKNOWN);
    }

    private static Optional<Delivery> delivery(Located located) {
        return located.fields().flatMap(fields -> {
            Optional<Located> inspection = fields.optional("inspection");
            Optional<Located> sensor = fields.optional("sensor");
            fields.end();
            if (inspection.isPresent() == sensor.isPresent()) {
                located.error(
                        "", "a delivery has exactly one key", "write inspection: true or sensor: <ServiceFunction>");
                return Optional.empty();
            }
            if (sensor.isPresent()) {
                return sensor.get().name().map(Delivery.Sensor::new);
            }
            return PeerReader.isTrue(inspection.orElseThrow())
                    ? Optional.of(new Delivery.Inspection())
                    : Optional.empty();
        });
    }
}
