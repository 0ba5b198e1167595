package dev.damson.edge.agent.tap;

import dev.damson.edge.agent.domain.Generations;
import dev.damson.edge.agent.domain.TapNumbers;
import dev.damson.edge.agent.port.PortNames;
import dev.damson.edge.agent.stream.RingPump;
import dev.damson.edge.agent.stream.StreamSink;
import dev.damson.edge.kernel.KernelClock;
import dev.damson.wire.layout.TapRecord;
import dev.damson.wire.layout.VerdictRecord.Action;
import dev.damson.wire.pcapng.CapturedPacket;
import dev.damson.wire.proto.End;
import dev.damson.wire.proto.TapPacket;
import dev.damson.wire.proto.Verdict;
import java.nio.ByteBuffer;

/** Records of {@code host/tap-ring} as packets of pcapng sections. */
public final class TapRing implements RingPump.Consumer {
    private static final int ORIGIN = 1;

    /** The wall clock may be set at any time; a sample is a few system calls. */
    private static final long SAMPLE_EVERY_NANOS = 1_000_000_000L;

    private final String edge;
    private final PortNames ports;
    private final TapNumbers taps;
    private final Generations generations;
    private final TapLosses losses;
    private final TapSections sections;
    private KernelClock clock = KernelClock.sample();
    private long sampledNanos = System.nanoTime();

    public TapRing(
            String edge, PortNames ports, TapNumbers taps, Generations generations, TapLosses losses, StreamSink sink) {
        this.edge = edge;
        this.ports = ports;
        this.taps = taps;
        this.generations = generations;
        this.losses = losses;
        this.sections = new TapSections(sink, losses);
    }

    @Override
    public void record(ByteBuffer bytes) {
        var number = TapRecord.TAP.getInt(bytes);
        var tap = taps.find(number);
        var port = ports.port(TapRecord.PORT.getInt(bytes));
        if (tap.isEmpty() || port.isEmpty()) {
            losses.lost(number, 1);
            return;
        }
        add(number, tap.get(), port.get(), bytes);
    }

    private void add(int number, TapNumbers.Numbered tap, PortNames.Named port, ByteBuffer bytes) {
        var domain = tap.domain();
        var flow = TapRecord.FLOW_ID.get(bytes);
        var key = new TapSections.Key(
                domain.tenant(), domain.domain() + "/" + tap.tap().getName(), number, flow);
        var section = sections.of(key);
        var frame = frame(bytes);
        var tagged = TapRecord.VLAN_PRESENT.getInt(bytes) != 0;
        var reply = TapRecord.REPLY.getInt(bytes) != 0;
        var end = TapRecord.END.getInt(bytes);
        var action = Action.of(TapRecord.ACTION.getInt(bytes));
        var facts = TapPacket.newBuilder()
                .setEdge(edge)
                .setTenant(domain.tenant())
                .setDomain(domain.domain())
                .setTap(tap.tap().getName())
                .setWorkload(port.id().workload())
                .setPort(port.id().port())
                .setRevision(generations.revision(port.domainNumber(), TapRecord.GENERATION.getInt(bytes)))
                .setFlowId(flow)
                .setVerdict(verdict(action))
                .setRule(TapRecord.RULE.getInt(bytes))
                .setReply(reply)
                .setWireLength(TapRecord.WIRE_LENGTH.getInt(bytes))
                .setSegmentSize(TapRecord.SEGMENT_SIZE.getInt(bytes))
                .setSegments(TapRecord.SEGMENTS.getInt(bytes))
                .setChecksumPending(PendingChecksum.in(frame))
                .setEnd(end == ORIGIN ? End.ORIGIN : End.TARGET)
                .setLostBefore(losses.takeUntold(number))
                .build();
        var data = tagged ? VlanTag.inserted(frame, TapRecord.VLAN_TCI.getInt(bytes)) : frame;
        section.add(new CapturedPacket(
                section.interfaceId(port.id().toString(), domain.toString()),
                TapRecord.TIME_NS.get(bytes) + clock.wallMinusMonotonicNanos(),
                TapRecord.WIRE_LENGTH.getInt(bytes) + (tagged ? VlanTag.BYTES : 0),
                data,
                (end == ORIGIN) != reply,
                action != Action.ALLOW,
                facts));
        sections.added(key, section, data.length + facts.getSerializedSize());
    }

    private static byte[] frame(ByteBuffer bytes) {
        var header = TapRecord.STRUCT.size();
        var captured = Math.min(TapRecord.CAPTURED.getInt(bytes), bytes.remaining() - header);
        var frame = new byte[Math.max(0, captured)];
        bytes.get(header, frame);
        return frame;
    }

    private static Verdict verdict(Action action) {
        return switch (action) {
            case DENY -> Verdict.DENY;
            case ALLOW -> Verdict.ALLOWED;
            case REJECT -> Verdict.REJECTED;
        };
    }

    @Override
    public void pause() {
        sections.flushIfDue();
        if (System.nanoTime() - sampledNanos > SAMPLE_EVERY_NANOS) {
            clock = KernelClock.sample();
            sampledNanos = System.nanoTime();
        }
    }

    /** Sends what was gathered; the pump has ended. */
    public void flush() {
        sections.flush();
    }
}
