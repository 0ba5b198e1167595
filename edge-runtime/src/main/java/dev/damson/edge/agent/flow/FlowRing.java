package dev.damson.edge.agent.flow;

import dev.damson.edge.agent.stream.RingPump;
import dev.damson.edge.kernel.KernelClock;
import dev.damson.wire.layout.ClosedRecord;
import dev.damson.wire.layout.Field;
import dev.damson.wire.layout.FlowRecord;
import dev.damson.wire.proto.End;
import dev.damson.wire.proto.FlowEvent;
import dev.damson.wire.proto.FlowKind;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/** Records of {@code host/flow-ring} as flow events. */
public final class FlowRing implements RingPump.Consumer {
    private static final int IPV4_BYTES = 4;

    private final FlowNames names;
    private final FlowOutlet outlet;
    private final ClosedFlows closed;
    private KernelClock clock = KernelClock.sample();
    private long sampledNanos = System.nanoTime();

    /** The wall clock may be set at any time; a sample is a few system calls. */
    private static final long SAMPLE_EVERY_NANOS = 1_000_000_000L;

    public FlowRing(FlowNames names, FlowOutlet outlet, ClosedFlows closed) {
        this.names = names;
        this.outlet = outlet;
        this.closed = closed;
    }

    @Override
    public void record(ByteBuffer bytes) {
        if (bytes.remaining() < FlowRecord.STRUCT.size()) {
            return;
        }
        if (FlowRecord.KIND.getInt(bytes) == ClosedRecord.CLOSED) {
            closed(bytes);
            return;
        }
        var origin = address(bytes, FlowRecord.ORIGIN_ADDRESS);
        var target = address(bytes, FlowRecord.TARGET_ADDRESS);
        names.event(FlowRecord.PORT.getInt(bytes), FlowRecord.GENERATION.getInt(bytes), origin, target)
                .ifPresent(event -> outlet.send(fill(event, bytes)));
    }

    private void closed(ByteBuffer bytes) {
        if (bytes.remaining() >= ClosedRecord.STRUCT.size()) {
            closed.ended(member(bytes, ClosedRecord.KEY), member(bytes, ClosedRecord.VALUE));
        }
    }

    private static ByteBuffer member(ByteBuffer bytes, Field field) {
        return bytes.slice(field.offset(), field.size()).order(ByteOrder.LITTLE_ENDIAN);
    }

    private FlowEvent.Builder fill(FlowEvent.Builder event, ByteBuffer bytes) {
        return event.setKind(kind(FlowRecord.KIND.getInt(bytes)))
                .setUnixNanos(FlowRecord.TIME_NS.get(bytes) + clock.wallMinusMonotonicNanos())
                .setFlowId(FlowRecord.FLOW_ID.get(bytes))
                .setEnd(FlowRecord.END.getInt(bytes) == 1 ? End.ORIGIN : End.TARGET)
                .setEnforced(FlowNames.verdict(FlowRecord.ACTION.getInt(bytes)))
                .setPending(FlowNames.verdict(FlowRecord.PENDING.getInt(bytes)))
                .setRule(FlowRecord.RULE.getInt(bytes))
                .setPendingRule(FlowRecord.PENDING_RULE.getInt(bytes))
                .setProtocol(FlowRecord.PROTOCOL.getInt(bytes))
                .setSourcePort(network(FlowRecord.SOURCE_PORT.getInt(bytes)))
                .setDestinationPort(FlowRecord.SERVICE.getInt(bytes))
                .setSourceIdentity(FlowRecord.ORIGIN_IDENTITY.getInt(bytes))
                .setDestinationIdentity(FlowRecord.TARGET_IDENTITY.getInt(bytes))
                .setPacketsForward(FlowRecord.SEGMENTS.get(bytes))
                .setBytesForward(FlowRecord.WIRE_LENGTH.get(bytes))
                .setSuppressed(FlowRecord.SUPPRESSED.get(bytes))
                .setMidStream((FlowRecord.FLAGS.getInt(bytes) & FlowRecord.MID_STREAM) != 0)
                .setChain(FlowRecord.CHAIN.getInt(bytes));
    }

    /** A number that is not known here comes from programs of a later compiler. */
    private static FlowKind kind(int number) {
        var kind = FlowKind.forNumber(number);
        return kind == null ? FlowKind.FLOW_KIND_UNSPECIFIED : kind;
    }

    private static byte[] address(ByteBuffer bytes, Field field) {
        var address = field.getBytes(bytes);
        return FlowRecord.FAMILY.getInt(bytes) == 4 ? Arrays.copyOf(address, IPV4_BYTES) : address;
    }

    /** Two bytes in network order, read as little endian. */
    static int network(int value) {
        return Short.toUnsignedInt(Short.reverseBytes((short) value));
    }

    @Override
    public void pause() {
        if (System.nanoTime() - sampledNanos > SAMPLE_EVERY_NANOS) {
            clock = KernelClock.sample();
            sampledNanos = System.nanoTime();
        }
    }
}
