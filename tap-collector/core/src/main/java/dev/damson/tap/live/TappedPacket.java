package dev.damson.tap.live;

import dev.damson.tap.decode.Decoded;
import dev.damson.tap.decode.PacketDecoder;
import dev.damson.tap.flow.CommunityId;
import dev.damson.tap.flow.PacketHeaders;
import dev.damson.tap.names.Names;
import dev.damson.tap.names.RuleLabel;
import dev.damson.wire.pcapng.CapturedPacket;
import dev.damson.wire.proto.TapPacket;
import dev.damson.wire.proto.Verdict;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One tapped packet with what Damson knows of it. Names are looked up, and bytes are decoded, when they are asked for.
 * Safe for many threads.
 */
public final class TappedPacket {
    private final CapturedPacket captured;
    private final Names names;
    private final Optional<PacketHeaders> headers;
    private volatile @Nullable Decoded decoded;

    public TappedPacket(CapturedPacket captured, Names names) {
        this.captured = captured;
        this.names = names;
        this.headers = PacketHeaders.of(captured.data(), captured.originalLength());
    }

    public Instant time() {
        return Instant.ofEpochSecond(0, captured.unixNanos());
    }

    public long unixNanos() {
        return captured.unixNanos();
    }

    /** Tenant, tap, capture point, flow, lengths as the edge wrote them. */
    public TapPacket facts() {
        return captured.facts();
    }

    public Verdict verdict() {
        return facts().getVerdict();
    }

    /** The rule that decided, with its names of that revision; empty while they are unknown. */
    public Optional<RuleLabel> rule() {
        return names.rule(facts().getTenant(), facts().getDomain(), facts().getRevision(), facts().getRule());
    }

    /** Empty if it carries no IP. */
    public Optional<PacketHeaders> headers() {
        return headers;
    }

    /** The source's address as text; empty if it carries no IP. */
    public String source() {
        return headers.map(PacketHeaders::sourceText).orElse("");
    }

    public String destination() {
        return headers.map(PacketHeaders::destinationText).orElse("");
    }

    /** The workload that had the source address in the packet's revision. */
    public Optional<String> sourceWorkload() {
        return headers.flatMap(known -> workload(known.source()));
    }

    public Optional<String> destinationWorkload() {
        return headers.flatMap(known -> workload(known.destination()));
    }

    public List<String> sourceGroups() {
        return headers.map(known -> groups(known.source())).orElse(List.of());
    }

    public List<String> destinationGroups() {
        return headers.map(known -> groups(known.destination())).orElse(List.of());
    }

    /** Against the direction of the connection's first packet. */
    public boolean reply() {
        return facts().getReply();
    }

    /** Whether it entered the host at the capture point. */
    public boolean inbound() {
        return captured.inbound();
    }

    /** Whether the verdict was to drop it. */
    public boolean dropped() {
        return captured.dropped();
    }

    /** What was kept, from the Ethernet header on. */
    public byte[] bytes() {
        return captured.data().clone();
    }

    public int capturedLength() {
        return captured.data().length;
    }

    /** Bytes on the wire. */
    public int originalLength() {
        return captured.originalLength();
    }

    /** The same for both directions of a flow; empty if it carries no IP. */
    public String communityId() {
        return headers.map(CommunityId::of).orElse("");
    }

    /** Flows of a tap are told apart by it; 16 hex digits. */
    public String flowId() {
        return HexFormat.of().toHexDigits(facts().getFlowId());
    }

    /** For writing it into a capture file. */
    public CapturedPacket captured() {
        return captured;
    }

    /** The same packet, cut after its transport header; one without IP is cut after Ethernet's, except ARP. */
    public TappedPacket withoutPayload() {
        int kept = HeaderCut.length(captured.data(), headers);
        return kept == captured.data().length
                ? this
                : new TappedPacket(
                        new CapturedPacket(
                                captured.interfaceId(),
                                captured.unixNanos(),
                                captured.originalLength(),
                                Arrays.copyOf(captured.data(), kept),
                                captured.inbound(),
                                captured.dropped(),
                                captured.facts()),
                        names);
    }

    public Decoded decoded() {
        var known = decoded;
        if (known == null) {
            known = PacketDecoder.decode(captured.data(), captured.originalLength(), facts().getChecksumPending());
            decoded = known;
        }
        return known;
    }

    /** The packet in one line: {@code SYN 49812 → 5432}. */
    public String summary() {
        return decoded().summary();
    }

    private Optional<String> workload(byte[] address) {
        return names.workload(facts().getTenant(), facts().getDomain(), facts().getRevision(), address);
    }

    private List<String> groups(byte[] address) {
        return names.groups(facts().getTenant(), facts().getDomain(), facts().getRevision(), address);
    }
}
