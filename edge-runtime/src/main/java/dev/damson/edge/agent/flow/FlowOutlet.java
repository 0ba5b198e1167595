package dev.damson.edge.agent.flow;

import dev.damson.edge.agent.stream.StreamSink;
import dev.damson.wire.proto.FlowEvent;
import dev.damson.wire.topic.Topics;
import java.util.HexFormat;
import java.util.concurrent.atomic.AtomicLong;

/** Hands flow events to their tenant's topic and counts those that do not get there. Safe for many threads. */
public final class FlowOutlet {
    private final String edge;
    private final StreamSink sink;
    private final AtomicLong lost = new AtomicLong();

    public FlowOutlet(String edge, StreamSink sink) {
        this.edge = edge;
        this.sink = sink;
    }

    void send(FlowEvent.Builder event) {
        var complete = event.setEdge(edge).build();
        var key = HexFormat.of().toHexDigits(complete.getFlowId());
        sink.offer(Topics.flow(complete.getTenant()), key, complete.toByteArray(), lost::incrementAndGet);
    }

    /** Since the start of this process. */
    public long lost() {
        return lost.get();
    }
}
