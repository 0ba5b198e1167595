package dev.damson.console.api;

import dev.damson.console.tap.PacketStream;
import dev.damson.tap.live.LiveTail;
import dev.damson.tap.live.TailCounts;
import dev.damson.tap.live.TailListener;
import dev.damson.tap.live.TailState;
import dev.damson.tap.live.TappedPacket;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.json.JsonMapper;

/**
 * A live tail as an answer without an end: packets as they come and, every second, how the tail stands. A reader that
 * takes its time holds the tail back. Ends when the reader goes, the tap has expired or so many packets were written.
 */
final class TapTail implements TailListener {
    private static final Logger LOG = LoggerFactory.getLogger(TapTail.class);
    private static final JsonMapper JSON = JsonMapper.shared();

    private final PacketStream stream;
    private final CountDownLatch over = new CountDownLatch(1);
    private long left;

    /** How the tail stands, as a note in the stream. */
    record Standing(
            String state,
            long delivered,
            long waiting,
            long skippedRecords,
            long malformedRecords,
            long lostAtEdge,
            long recordsBehind,
            long behindMillis) {
        static Standing of(TailState state, TailCounts counts) {
            return new Standing(
                    state.name().toLowerCase(Locale.ROOT),
                    counts.delivered(),
                    counts.waiting(),
                    counts.skippedRecords(),
                    counts.malformedRecords(),
                    counts.lostAtEdge(),
                    counts.recordsBehind(),
                    counts.behind().toMillis());
        }
    }

    /** @param packets how many to write at most; 0: without bound */
    TapTail(OutputStream out, long packets) {
        this.stream = new PacketStream(out);
        this.left = packets == 0 ? Long.MAX_VALUE : packets;
    }

    /** Writes until the end of it; call it on the request's thread. */
    void run(LiveTail tail) throws IOException, InterruptedException {
        try (tail) {
            do {
                stream.note(JSON.writeValueAsString(Standing.of(tail.state(), tail.counts())));
            } while (!over.await(1, TimeUnit.SECONDS) && tail.state() != TailState.EXPIRED);
            stream.note(JSON.writeValueAsString(Standing.of(tail.state(), tail.counts())));
        }
    }

    @Override
    public void packets(List<TappedPacket> packets) {
        if (over.getCount() == 0) {
            return;
        }
        var wanted = packets.size() > left ? packets.subList(0, (int) left) : packets;
        left -= wanted.size();
        try {
            stream.write(wanted);
            stream.flush();
        } catch (IOException gone) {
            LOG.debug("the reader of a tail went away: {}", gone.getMessage());
            over.countDown();
        }
        if (left == 0) {
            over.countDown();
        }
    }
}
