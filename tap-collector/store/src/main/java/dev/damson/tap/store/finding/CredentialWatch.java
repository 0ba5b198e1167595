package dev.damson.tap.store.finding;

import dev.damson.tap.app.ClearText;
import dev.damson.tap.flow.PacketHeaders;
import dev.damson.wire.pcapng.CapturedPacket;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Sees names and passwords that cross the network in clear, while packets are gathered. Bounded; not safe for threads. */
public final class CredentialWatch {
    /** Sightings of one segment: a flood of them is one finding or a few. */
    private static final int MOST = 200;

    /** Names whose password has not come yet. */
    private static final int MOST_WAITING = 1_000;

    private final Map<Long, String> waiting = new LinkedHashMap<>();
    private final Map<String, Finding> found = new LinkedHashMap<>();

    /** @param number of the packet in its part of the session, from 1 */
    public void see(CapturedPacket packet, int number) {
        if (packet.facts().getReply() || found.size() >= MOST) {
            return;
        }
        PacketHeaders.of(packet.data(), packet.originalLength())
                .filter(headers -> headers.protocol() == PacketHeaders.TCP && headers.payload() < headers.end())
                .ifPresent(headers -> ClearText.find(packet.data(), headers.payload(), headers.end())
                        .flatMap(seen -> whole(seen, packet.facts().getFlowId()))
                        .ifPresent(seen -> add(seen, packet, headers, number)));
    }

    /** A password with the name that came before it on the same flow. */
    private Optional<ClearText> whole(ClearText seen, long flow) {
        if (seen.length() > 0) {
            var user = seen.user().isEmpty() ? waiting.remove(flow) : seen.user();
            return Optional.of(new ClearText(user == null ? "" : user, seen.length(), seen.how()));
        }
        if (waiting.size() < MOST_WAITING) {
            waiting.put(flow, seen.user());
        }
        return Optional.empty();
    }

    private void add(ClearText seen, CapturedPacket packet, PacketHeaders headers, int number) {
        var facts = packet.facts();
        var at = Instant.ofEpochSecond(0, packet.unixNanos());
        var user = seen.user().isEmpty() ? "an unknown user" : "user " + seen.user();
        var finding = new Finding(
                Finding.Kind.CLEAR_TEXT,
                facts.getDomain(),
                "%s from %s to %s port %d, %s"
                        .formatted(
                                user,
                                headers.sourceText(),
                                headers.destinationText(),
                                headers.destinationPort(),
                                seen.how()),
                "a password of %d characters, in packet %d".formatted(seen.length(), number),
                "src.ip = %s and dst.ip = %s and dst.port = %d"
                        .formatted(headers.sourceText(), headers.destinationText(), headers.destinationPort()),
                at,
                at);
        found.merge(finding.id(), finding, Finding::again);
    }

    /** What was seen so far. */
    public Iterable<Finding> findings() {
        return found.values();
    }
}
