package dev.damson.edge.agent.flow;

import dev.damson.edge.agent.report.Reports;
import dev.damson.wire.layout.ConnKey;
import dev.damson.wire.layout.ConnValue;
import dev.damson.wire.layout.Slot;
import dev.damson.wire.proto.End;
import dev.damson.wire.proto.FlowKind;
import java.nio.ByteBuffer;

/** Events for connections that have ended, with what they carried, where their beginning was reported too. */
public final class ClosedFlows {
    private static final int ICMP = 1;
    private static final int ICMP6 = 58;

    private final FlowNames names;
    private final FlowOutlet outlet;

    public ClosedFlows(FlowNames names, FlowOutlet outlet) {
        this.names = names;
        this.outlet = outlet;
    }

    /** @param value as it was when it was removed */
    public void ended(ByteBuffer key, ByteBuffer value) {
        var flags = ConnValue.FLAGS.getInt(value);
        if ((flags & ConnValue.LOGGED) == 0) {
            return;
        }
        var lowIsOrigin = ConnValue.LOW_IS_ORIGIN.getInt(value) == 1;
        var low = ConnKey.address(key, ConnKey.LOW_ADDRESS);
        var high = ConnKey.address(key, ConnKey.HIGH_ADDRESS);
        var slot = ConnValue.ORIGIN_SLOT;
        names.event(
                        ConnValue.ORIGIN_PORT.getInt(value),
                        ConnValue.GENERATION.getInt(value),
                        lowIsOrigin ? low : high,
                        lowIsOrigin ? high : low)
                .ifPresent(event -> outlet.send(event.setKind(FlowKind.CLOSED)
                        .setUnixNanos(Reports.unixNanos())
                        .setFlowId(ConnValue.FLOW_ID.get(value))
                        .setEnd(End.ORIGIN)
                        .setEnforced(FlowNames.verdict(slot.member(Slot.ACTION).getInt(value)))
                        .setPending(FlowNames.verdict(slot.member(Slot.PENDING).getInt(value)))
                        .setRule(slot.member(Slot.RULE).getInt(value))
                        .setPendingRule(slot.member(Slot.PENDING_RULE).getInt(value))
                        .setChain(slot.member(Slot.CHAIN).getInt(value))
                        .setProtocol(ConnKey.PROTOCOL.getInt(key))
                        .setSourcePort(sourcePort(key, lowIsOrigin))
                        .setDestinationPort(ConnValue.SERVICE.getInt(value))
                        .setSourceIdentity(ConnValue.ORIGIN_IDENTITY.getInt(value))
                        .setDestinationIdentity(ConnValue.TARGET_IDENTITY.getInt(value))
                        .setPacketsForward(ConnValue.PACKETS_FORWARD.get(value))
                        .setBytesForward(ConnValue.BYTES_FORWARD.get(value))
                        .setPacketsReverse(ConnValue.PACKETS_REVERSE.get(value))
                        .setBytesReverse(ConnValue.BYTES_REVERSE.get(value))
                        .setMidStream((flags & ConnValue.MID_STREAM) != 0)));
    }

    /** For an echo the identifier, which stands in the low port whichever side asked. */
    private static int sourcePort(ByteBuffer key, boolean lowIsOrigin) {
        var protocol = ConnKey.PROTOCOL.getInt(key);
        var inLow = lowIsOrigin || protocol == ICMP || protocol == ICMP6;
        return FlowRing.network((inLow ? ConnKey.LOW_PORT : ConnKey.HIGH_PORT).getInt(key));
    }
}
