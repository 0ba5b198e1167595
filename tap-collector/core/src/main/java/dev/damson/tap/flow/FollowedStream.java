package dev.damson.tap.flow;

import dev.damson.wire.pcapng.CapturedPacket;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What two parties said to each other, put together from a session's packets in the order they were seen. TCP segments
 * sent again count once, a segment that arrived early waits for the one before it; bytes that were never captured are
 * counted where they are missing.
 */
public final class FollowedStream {
    /** More than this nobody reads on a screen; an export has it all. */
    public static final int MOST_BYTES = 1 << 20;

    /** Further ahead than a window can be: another connection's, or a forger's. */
    private static final long MOST_AHEAD = 16 << 20;

    private static final long SEQUENCES = 1L << 32;

    /**
     * Bytes of one direction without the other between them.
     *
     * @param missing bytes of this direction that were not captured just before
     */
    public record Chunk(boolean reply, byte[] bytes, long missing) {}

    /** One direction of a TCP connection. */
    private final class Direction {
        private final boolean reply;
        private final List<Segment> early = new ArrayList<>();
        private long next = -1;

        Direction(boolean reply) {
            this.reply = reply;
        }

        void syn(long sequence) {
            next = (sequence + 1) % SEQUENCES;
        }

        void add(Segment segment) {
            if (next < 0) {
                next = segment.sequence();
            }
            early.add(segment);
            Segment ready = fitting();
            while (ready != null) {
                early.remove(ready);
                take(ready, -ahead(ready), 0);
                ready = fitting();
            }
        }

        /** One that begins where the last one ended, or before. */
        private @Nullable Segment fitting() {
            for (var segment : early) {
                if (ahead(segment) <= 0) {
                    return segment;
                }
            }
            return null;
        }

        /** Of what waits in vain, the missing bytes are said. */
        void end() {
            while (!early.isEmpty()) {
                var first = early.getFirst();
                for (var segment : early) {
                    first = ahead(segment) < ahead(first) ? segment : first;
                }
                early.remove(first);
                long gap = ahead(first);
                if (gap > 0 && gap <= MOST_AHEAD) {
                    take(first, 0, gap);
                } else if (gap <= 0) {
                    take(first, -gap, 0);
                }
            }
        }

        /** How far a segment begins beyond what is here; sequence numbers wrap. */
        private long ahead(Segment segment) {
            return (int) (segment.sequence() - next);
        }

        private void take(Segment segment, long known, long missing) {
            // What the wire had and the capture did not keep is missing behind what was kept.
            if (known < segment.wire()) {
                int from = (int) Math.min(known, segment.bytes().length);
                say(reply, Arrays.copyOfRange(segment.bytes(), from, segment.bytes().length), missing);
                next = (segment.sequence() + segment.wire()) % SEQUENCES;
                long cut = segment.wire() - segment.bytes().length;
                if (cut > 0) {
                    say(reply, new byte[0], cut);
                }
            }
        }
    }

    /** @param wire bytes of payload that it had, of which {@code bytes} are here */
    private record Segment(long sequence, byte[] bytes, long wire) {}

    private final List<Chunk> chunks = new ArrayList<>();
    private final ByteArrayOutputStream open = new ByteArrayOutputStream();
    private boolean openReply;
    private long openMissing;
    private int total;
    private final Direction requests = new Direction(false);
    private final Direction replies = new Direction(true);

    private FollowedStream() {}

    /** @param packets of one session, oldest first */
    public static List<Chunk> of(List<CapturedPacket> packets) {
        var stream = new FollowedStream();
        packets.forEach(stream::add);
        stream.requests.end();
        stream.replies.end();
        stream.close();
        return stream.chunks;
    }

    private void add(CapturedPacket packet) {
        var headers = PacketHeaders.of(packet.data(), packet.originalLength());
        headers.ifPresent(known -> {
            boolean reply = packet.facts().getReply();
            var bytes = Arrays.copyOfRange(packet.data(), known.payload(), Math.max(known.payload(), known.end()));
            if (known.protocol() != PacketHeaders.TCP) {
                say(reply, bytes, Math.max(0, known.wirePayload() - bytes.length));
                return;
            }
            var direction = reply ? replies : requests;
            if ((known.tcpFlags() & PacketHeaders.SYN) != 0) {
                direction.syn(known.sequence());
            } else if (known.wirePayload() > 0) {
                direction.add(new Segment(known.sequence(), bytes, Math.max(bytes.length, known.wirePayload())));
            }
        });
    }

    private void say(boolean reply, byte[] bytes, long missing) {
        if (total >= MOST_BYTES || bytes.length == 0 && missing == 0) {
            return;
        }
        if (reply != openReply || missing > 0) {
            close();
            openReply = reply;
            openMissing = missing;
        }
        int kept = Math.min(bytes.length, MOST_BYTES - total);
        open.write(bytes, 0, kept);
        total += kept;
    }

    private void close() {
        if (open.size() > 0 || openMissing > 0) {
            chunks.add(new Chunk(openReply, open.toByteArray(), openMissing));
        }
        open.reset();
        openMissing = 0;
    }
}
