package dev.damson.policy.replay;

import dev.damson.policy.interpret.Flow;
import dev.damson.policy.model.End;
import dev.damson.wire.layout.Field;
import dev.damson.wire.layout.HostState;
import dev.damson.wire.layout.Meta;
import dev.damson.wire.layout.Slot;
import dev.damson.wire.layout.VerdictRecord;
import dev.damson.wire.layout.VerdictRecord.Action;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;

/** What a judging program is given in its maps when it runs alone, and what it leaves there; wherever it runs. */
public final class JudgeState {
    private static final int EPOCH = 0x0102_0304;
    /** What an earlier packet has left where this one's verdict is to stand. */
    private static final byte STALE = (byte) 0xa5;

    private static final long MONOTONIC_NANOS = 7_000_000_123L;

    private JudgeState() {}

    /**
     * What a program found.
     *
     * @param verdict with {@code expiredNext} and {@code expiresUnixNanos} 0: what counts at the flow's moment
     * @param peer the identity of the other end
     */
    public record Judged(VerdictRecord verdict, int peer) {}

    /** The host's state at a moment; {@link #meta} has the monotonic time that belongs to it. */
    public static byte[] host(Instant now) {
        var state = HostState.STRUCT.allocate();
        HostState.WALL_OFFSET_NS.put(state, ChronoUnit.NANOS.between(Instant.EPOCH, now) - MONOTONIC_NANOS);
        return state.array();
    }

    /**
     * A packet's facts in meta. Where the verdicts are to stand there is something else.
     *
     * @param toJudge {@link Meta#ORIGIN_END}, {@link Meta#TARGET_END}, or both
     */
    public static ByteBuffer meta(Flow flow, int toJudge) {
        var in = Meta.STRUCT.allocate();
        for (var place : List.of(Meta.ORIGIN_SLOT, Meta.TARGET_SLOT, Meta.ORIGIN_IDENTITY, Meta.TARGET_IDENTITY)) {
            Arrays.fill(in.array(), place.offset(), place.offset() + place.size(), STALE);
        }
        Meta.NOW_NS.put(in, MONOTONIC_NANOS);
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
     * What an end's program has left in meta.
     *
     * @param in what it was given
     * @throws IllegalStateException when the program ended without a verdict, or changed what is not its own
     */
    public static Judged judged(ByteBuffer in, ByteBuffer out, End end) {
        var slot = end == End.SOURCE ? Meta.ORIGIN_SLOT : Meta.TARGET_SLOT;
        var peer = end == End.SOURCE ? Meta.TARGET_IDENTITY : Meta.ORIGIN_IDENTITY;
        for (int i = 0; i < Meta.STRUCT.size(); i++) {
            if (!within(slot, i) && !within(peer, i) && in.get(i) != out.get(i)) {
                throw new IllegalStateException("the program changed byte " + i + " of meta");
            }
        }
        if (slot.member(Slot.EPOCH).getInt(out) != EPOCH) {
            throw new IllegalStateException("the program ended without a verdict");
        }
        return new Judged(
                new VerdictRecord(
                        action(slot.member(Slot.ACTION).getInt(out)),
                        action(slot.member(Slot.PENDING).getInt(out)),
                        slot.member(Slot.FLAGS).getInt(out),
                        slot.member(Slot.RULE).getInt(out),
                        slot.member(Slot.PENDING_RULE).getInt(out),
                        slot.member(Slot.CHAIN).getInt(out),
                        0,
                        0,
                        slot.member(Slot.TAPS).get(out)),
                peer.getInt(out));
    }

    private static boolean within(Field field, int place) {
        return place >= field.offset() && place < field.offset() + field.size();
    }

    private static Action action(int number) {
        if (number >= Action.values().length) {
            throw new IllegalStateException("the verdict's action is \"" + number + "\", which is none");
        }
        return Action.of(number);
    }
}
