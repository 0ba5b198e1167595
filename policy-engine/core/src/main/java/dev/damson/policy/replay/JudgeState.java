package dev.damson.policy.replay;

import dev.damson.policy.interpret.Flow;
import dev.damson.policy.model.End;
import dev.damson.wire.layout.HostState;
import dev.damson.wire.layout.Meta;
import dev.damson.wire.layout.Slot;
import dev.damson.wire.layout.VerdictRecord;
import dev.damson.wire.layout.VerdictRecord.Action;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** What a judging program is given in its maps when it runs alone, and what it leaves there; wherever it runs. */
public final class JudgeState {
    private static final int EPOCH = 1;

    private JudgeState() {}

    /** The host's state at a moment: a monotonic clock that stands at 0. */
    public static byte[] host(Instant now) {
        var state = HostState.STRUCT.allocate();
        HostState.WALL_OFFSET_NS.put(state, ChronoUnit.NANOS.between(Instant.EPOCH, now));
        return state.array();
    }

    /**
     * A packet's facts in meta.
     *
     * @param toJudge {@link Meta#ORIGIN_END}, {@link Meta#TARGET_END}, or both
     */
    public static ByteBuffer meta(Flow flow, int toJudge) {
        var in = Meta.STRUCT.allocate();
        Meta.EPOCH.put(in, EPOCH);
        Meta.FAMILY.put(in, flow.source().isIpv4() ? 4 : 6);
        Meta.PROTOCOL.put(in, flow.service().protocol());
        Meta.SERVICE.put(in, flow.service().number());
        Meta.ORIGIN_ADDRESS.put(in, flow.source().toBytes());
        Meta.TARGET_ADDRESS.put(in, flow.destination().toBytes());
        Meta.TO_JUDGE.put(in, toJudge);
        return in;
    }

    /**
     * An end's verdict out of meta.
     *
     * @throws IllegalStateException when the program ended without a verdict
     * @return with {@code expiredNext} and {@code expiresUnixNanos} 0: what counts at the flow's moment
     */
    public static VerdictRecord verdict(ByteBuffer out, End end) {
        var slot = end == End.SOURCE ? Meta.ORIGIN_SLOT : Meta.TARGET_SLOT;
        if (slot.member(Slot.EPOCH).getInt(out) != EPOCH) {
            throw new IllegalStateException("the program ended without a verdict");
        }
        return new VerdictRecord(
                Action.of(slot.member(Slot.ACTION).getInt(out)),
                Action.of(slot.member(Slot.PENDING).getInt(out)),
                slot.member(Slot.FLAGS).getInt(out),
                slot.member(Slot.RULE).getInt(out),
                slot.member(Slot.PENDING_RULE).getInt(out),
                slot.member(Slot.CHAIN).getInt(out),
                0,
                0,
                slot.member(Slot.TAPS).get(out));
    }
}
