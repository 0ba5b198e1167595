package dev.damson.tap.store.segment;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.damson.tap.names.Names;
import dev.damson.wire.proto.FlowEvent;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Flow events: one row each. */
public final class FlowSegment extends OpenSegment {
    /** The events. */
    public static final String FLOWS = "flows.parquet";

    /** Of an event in memory. */
    private static final int EVENT_BYTES = 400;

    private static final int MOST_EVENTS = 50_000;

    private final List<FlowEvent> events = new ArrayList<>();

    public FlowSegment(String topic, int partition, long firstOffset, Names names) {
        super(topic, partition, firstOffset, names);
    }

    @Override
    boolean read(byte[] value) {
        try {
            var event = FlowEvent.parseFrom(value);
            events.add(event);
            saw(event.getUnixNanos(), event.getTenant(), event.getDomain(), event.getRevision());
            return true;
        } catch (InvalidProtocolBufferException notAnEvent) {
            return false;
        }
    }

    @Override
    public long size() {
        return (long) events.size() * EVENT_BYTES;
    }

    @Override
    public boolean full() {
        return events.size() >= MOST_EVENTS;
    }

    @Override
    long write(Path folder, String segment, ParquetWriter parquet) throws SQLException {
        parquet.flows(events, folder.resolve(FLOWS));
        return events.size();
    }
}
