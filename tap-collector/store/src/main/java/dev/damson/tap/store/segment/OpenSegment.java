package dev.damson.tap.store.segment;

import dev.damson.tap.names.Names;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;

/** A segment of one partition that is still being gathered in memory. Not safe for several threads. */
public abstract sealed class OpenSegment permits PacketSegment, FlowSegment {
    private final Names names;
    private final String topic;
    private final int partition;
    private final long firstOffset;
    private final long begunNanos = System.nanoTime();
    private long lastOffset;
    private long missing;
    private long unreadable;
    private long firstEvent = Long.MAX_VALUE;
    private long lastEvent = Long.MIN_VALUE;
    private long events;
    private long unnamed;

    /** @param firstOffset one after the last segment's last offset */
    OpenSegment(String topic, int partition, long firstOffset, Names names) {
        this.names = names;
        this.topic = topic;
        this.partition = partition;
        this.firstOffset = firstOffset;
        this.lastOffset = firstOffset - 1;
    }

    /** Takes the next record of the partition. */
    public final void add(long offset, byte[] value) {
        missing += offset - lastOffset - 1;
        lastOffset = offset;
        if (!read(value)) {
            unreadable++;
        }
    }

    /** False if the value makes no sense. */
    abstract boolean read(byte[] value);

    /** Bytes that it holds in memory, roughly. */
    public abstract long size();

    /** Whether it holds as many sessions as it should. */
    public abstract boolean full();

    /** Writes its files and says how many rows they have. */
    abstract long write(Path folder, String segment, ParquetWriter parquet) throws IOException, SQLException;

    /** Names are asked for now, so that they are there when it is written. */
    final void saw(long unixNanos, String tenant, String domain, long revision) {
        if (names.find(tenant, domain, revision).isEmpty()) {
            unnamed++;
        }
        firstEvent = Math.min(firstEvent, unixNanos);
        lastEvent = Math.max(lastEvent, unixNanos);
        events++;
    }

    /** Time since its first record, in nanoseconds. */
    public final long age() {
        return System.nanoTime() - begunNanos;
    }

    public final String topic() {
        return topic;
    }

    public final int partition() {
        return partition;
    }

    public final long firstOffset() {
        return firstOffset;
    }

    public final long lastOffset() {
        return lastOffset;
    }

    final long missing() {
        return missing;
    }

    final long unreadable() {
        return unreadable;
    }

    final long firstEvent() {
        return events == 0 ? 0 : firstEvent;
    }

    final long lastEvent() {
        return events == 0 ? 0 : lastEvent;
    }

    /** Packets or events whose names were not known when they came. */
    final long unnamed() {
        return unnamed;
    }

    final long events() {
        return events;
    }
}
