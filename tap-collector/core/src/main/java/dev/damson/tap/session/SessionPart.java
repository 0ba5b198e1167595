package dev.damson.tap.session;

import dev.damson.tap.flow.CommunityId;
import dev.damson.tap.flow.PacketHeaders;
import dev.damson.wire.pcapng.CapturedPacket;
import dev.damson.wire.proto.TapPacket;
import java.util.Arrays;
import java.util.Optional;

/**
 * What the packets of one session in one stretch say: sums, extremes and where the packets lie. Parts of one session
 * add up by its key. Source and destination stand in the connection's original direction.
 */
public final class SessionPart {
    private final SessionKey key;
    private final byte[] source;
    private final byte[] destination;
    private final int protocol;
    private final int sourcePort;
    private final int destinationPort;
    private final String communityId;
    private final ProtocolFacts application = new ProtocolFacts();
    private final TcpProgress tcp = new TcpProgress();

    private TapPacket last;
    private long firstNanos = Long.MAX_VALUE;
    private long lastNanos = Long.MIN_VALUE;
    private long packetsForward;
    private long packetsReverse;
    private long bytesForward;
    private long bytesReverse;
    private long lost;
    private long[] places = new long[4];
    private int placesUsed;

    SessionPart(SessionKey key, TapPacket facts, Optional<PacketHeaders> headers) {
        this.key = key;
        this.last = facts;
        boolean reply = facts.getReply();
        this.source = headers.map(h -> reply ? h.destination() : h.source()).orElse(new byte[0]);
        this.destination =
                headers.map(h -> reply ? h.source() : h.destination()).orElse(new byte[0]);
        this.protocol = headers.map(PacketHeaders::protocol).orElse(0);
        this.sourcePort =
                headers.map(h -> reply ? h.destinationPort() : h.sourcePort()).orElse(0);
        this.destinationPort =
                headers.map(h -> reply ? h.sourcePort() : h.destinationPort()).orElse(0);
        this.communityId = headers.map(CommunityId::of).orElse("");
    }

    /** Its number, from 1. */
    int add(CapturedPacket packet, Optional<PacketHeaders> headers, long place) {
        last = packet.facts();
        firstNanos = Math.min(firstNanos, packet.unixNanos());
        lastNanos = Math.max(lastNanos, packet.unixNanos());
        // A super-packet stands for its segments.
        int count = Math.max(1, last.getSegments());
        int bytes = Math.max(packet.originalLength(), last.getWireLength());
        if (last.getReply()) {
            packetsReverse += count;
            bytesReverse += bytes;
        } else {
            packetsForward += count;
            bytesForward += bytes;
        }
        lost += last.getLostBefore();
        if (placesUsed == places.length) {
            places = Arrays.copyOf(places, 2 * places.length);
        }
        places[placesUsed++] = place;
        headers.ifPresent(known -> {
            if (known.protocol() == PacketHeaders.TCP) {
                tcp.add(known, last.getReply(), packet.unixNanos());
            }
            application.read(packet.data(), known);
        });
        return placesUsed;
    }

    public SessionKey key() {
        return key;
    }

    /** Facts of its last packet: edge, workload and port of the capture point, revision, verdict, rule. */
    public TapPacket last() {
        return last;
    }

    /** 4 or 16 bytes; none if the packets carry no IP. */
    public byte[] source() {
        return source;
    }

    public byte[] destination() {
        return destination;
    }

    public int protocol() {
        return protocol;
    }

    /** ICMP: the type. */
    public int sourcePort() {
        return sourcePort;
    }

    /** ICMP: the code. */
    public int destinationPort() {
        return destinationPort;
    }

    public String communityId() {
        return communityId;
    }

    public long firstNanos() {
        return firstNanos;
    }

    public long lastNanos() {
        return lastNanos;
    }

    /** Segments on the wire, not super-packets. */
    public long packetsForward() {
        return packetsForward;
    }

    public long packetsReverse() {
        return packetsReverse;
    }

    /** Bytes on the wire. */
    public long bytesForward() {
        return bytesForward;
    }

    public long bytesReverse() {
        return bytesReverse;
    }

    /** Packets of the tap that the edge lost just before packets of this session. */
    public long lost() {
        return lost;
    }

    public TcpProgress tcp() {
        return tcp;
    }

    public ProtocolFacts application() {
        return application;
    }

    /** Where its packets lie, in the order they came; what a place is, its giver knows. */
    public long[] places() {
        return Arrays.copyOf(places, placesUsed);
    }
}
