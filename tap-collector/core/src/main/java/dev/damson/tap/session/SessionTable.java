package dev.damson.tap.session;

import dev.damson.tap.flow.CommunityId;
import dev.damson.tap.flow.PacketHeaders;
import dev.damson.wire.pcapng.CapturedPacket;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;

/**
 * Gathers packets into sessions, at most so many at a time. Where there is no room the session that was quiet longest
 * is given out as a finished part: its later packets begin a new part, so that nothing is lost. Not safe for threads.
 */
public final class SessionTable {
    private final int capacity;
    private final LinkedHashMap<SessionKey, SessionPart> sessions = new LinkedHashMap<>(16, 0.75f, true);
    private final List<SessionPart> evicted = new ArrayList<>();
    private long packets;

    public SessionTable(int capacity) {
        this.capacity = capacity;
    }

    /**
     * @param place where the packet lies, handed back by {@link SessionPart#places()}
     * @return the packet's number in its part, from 1
     */
    public int add(CapturedPacket packet, long place) {
        var headers = PacketHeaders.of(packet.data(), packet.originalLength());
        var key = key(packet, headers);
        var part = sessions.get(key);
        if (part == null) {
            if (sessions.size() >= capacity) {
                var oldest = sessions.pollFirstEntry();
                if (oldest != null) {
                    evicted.add(oldest.getValue());
                }
            }
            part = new SessionPart(key, packet.facts(), headers);
            sessions.put(key, part);
        }
        packets++;
        return part.add(packet, headers, place);
    }

    /** Packets without a flow id, which the edge has not tracked, are told apart by their endpoints. */
    private static SessionKey key(CapturedPacket packet, Optional<PacketHeaders> headers) {
        var key = SessionKey.of(packet.facts());
        if (key.flow() != 0 || headers.isEmpty()) {
            return key;
        }
        var id = CommunityId.of(headers.get());
        return new SessionKey(key.domain(), key.tap(), id.hashCode() * 0x9e3779b97f4a7c15L, key.point());
    }

    /** The sessions held and those given out, oldest first. */
    public Collection<SessionPart> parts() {
        var all = new ArrayList<>(evicted);
        all.addAll(sessions.values());
        return all;
    }

    public int size() {
        return sessions.size();
    }

    /** Parts that were given out early for want of room. */
    public int evictions() {
        return evicted.size();
    }

    public long packets() {
        return packets;
    }
}
