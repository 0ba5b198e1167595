package dev.damson.console.inspect;

import dev.damson.console.kit.Decision;
import dev.damson.console.kit.Verdict;
import dev.damson.tap.decode.Decoded;
import dev.damson.tap.decode.PacketDecoder;
import dev.damson.tap.flow.PacketHeaders;
import dev.damson.tap.live.TappedPacket;
import dev.damson.tap.names.RuleLabel;
import dev.damson.wire.proto.End;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;

/**
 * One packet as this person may see it. Without the payload right its bytes end with the transport header, so that
 * neither summary, decode nor hex can say more.
 *
 * @param number counts the packets of one view, newest highest
 * @param cut whether bytes were held back
 */
record SeenPacket(long number, TappedPacket packet, byte[] bytes, boolean cut, Decoded decoded) {
    /** Without IP there is no transport header to cut behind: an ARP message fits, little else does. */
    private static final int MOST_WITHOUT_IP = 42;

    static SeenPacket of(long number, TappedPacket packet, boolean payload) {
        var bytes = packet.bytes();
        var allowed = payload
                ? bytes.length
                : Math.min(
                        bytes.length,
                        packet.headers().map(PacketHeaders::payload).orElse(MOST_WITHOUT_IP));
        var kept = allowed == bytes.length ? bytes : Arrays.copyOf(bytes, allowed);
        var decoded = payload
                ? packet.decoded()
                : PacketDecoder.decode(
                        kept, packet.originalLength(), packet.facts().getChecksumPending());
        var heldBack = !payload && packet.originalLength() > kept.length;
        return new SeenPacket(number, packet, kept, heldBack, decoded);
    }

    Instant time() {
        return packet.time();
    }

    Verdict verdict() {
        return switch (packet.verdict()) {
            case ALLOWED -> Verdict.ALLOWED;
            case DENY, REJECTED -> Verdict.DENIED;
            case VERDICT_UNSPECIFIED, UNRECOGNIZED -> Verdict.UNKNOWN;
        };
    }

    String source() {
        return packet.sourceWorkload().orElse(packet.source());
    }

    String destination() {
        return packet.destinationWorkload().orElse(packet.destination());
    }

    String sourceAddress() {
        return withPort(
                packet.source(), packet.headers().map(PacketHeaders::sourcePort).orElse(0));
    }

    String destinationAddress() {
        return withPort(
                packet.destination(),
                packet.headers().map(PacketHeaders::destinationPort).orElse(0));
    }

    String protocol() {
        return decoded.layers().isEmpty() ? "" : decoded.layers().getLast().name();
    }

    String rule() {
        return packet.rule().map(RuleLabel::path).orElse("");
    }

    String tap() {
        return packet.facts().getTap();
    }

    Decision decision() {
        var facts = packet.facts();
        var label = packet.rule();
        return new Decision(
                verdict(),
                facts.getEnd() == End.TARGET ? "entering" : "leaving",
                facts.getWorkload(),
                facts.getEdge(),
                facts.getRevision(),
                label.map(RuleLabel::path).orElse("a rule whose name is not known"),
                label.map(RuleLabel::tier).orElse(null),
                null);
    }

    /** Values under a filter's key. */
    Collection<String> values(String key) {
        return switch (key) {
            case "src" -> List.of(source(), packet.source());
            case "dst" -> List.of(destination(), packet.destination());
            case "host", "workload" -> List.of(source(), packet.source(), destination(), packet.destination());
            case "port" -> ports();
            case "protocol" ->
                decoded.layers().stream().map(layer -> layer.name()).toList();
            case "verdict" -> List.of(verdict().className());
            case "tap" -> List.of(tap());
            case "rule" -> List.of(rule());
            case "src.group" -> packet.sourceGroups();
            case "dst.group" -> packet.destinationGroups();
            case "any" -> {
                var all = new ArrayList<String>(List.of(source(), destination(), decoded.summary(), rule(), tap()));
                all.addAll(ports());
                yield all;
            }
            default -> List.of();
        };
    }

    private List<String> ports() {
        return packet.headers()
                .map(headers ->
                        List.of(Integer.toString(headers.sourcePort()), Integer.toString(headers.destinationPort())))
                .orElse(List.of());
    }

    private String withPort(String address, int port) {
        var hasPorts = packet.headers()
                .map(headers -> headers.protocol() == PacketHeaders.TCP || headers.protocol() == PacketHeaders.UDP)
                .orElse(false);
        return hasPorts ? (address.contains(":") ? "[" + address + "]:" : address + ":") + port : address;
    }
}
