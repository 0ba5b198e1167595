package dev.damson.policy.emit;

import static dev.damson.policy.ebpf.Register.R0;
import static dev.damson.policy.ebpf.Register.R1;
import static dev.damson.policy.ebpf.Register.R10;
import static dev.damson.policy.ebpf.Register.R2;
import static dev.damson.policy.ebpf.Register.R3;
import static dev.damson.policy.ebpf.Register.R4;
import static dev.damson.policy.ebpf.Register.R5;
import static dev.damson.policy.ebpf.Register.R9;
import static dev.damson.policy.emit.Emission.CONTEXT;
import static dev.damson.policy.emit.Emission.META;

import dev.damson.policy.ebpf.AluOp;
import dev.damson.policy.ebpf.Assembler;
import dev.damson.policy.ebpf.Condition;
import dev.damson.policy.ebpf.Helper;
import dev.damson.policy.ebpf.Label;
import dev.damson.policy.ebpf.Register;
import dev.damson.policy.ebpf.Width;
import dev.damson.policy.plan.PlannedTap;
import dev.damson.wire.layout.Field;
import dev.damson.wire.layout.HostState;
import dev.damson.wire.layout.Maps;
import dev.damson.wire.layout.Meta;
import dev.damson.wire.layout.Slot;
import dev.damson.wire.layout.TapRecord;
import dev.damson.wire.layout.TapState;
import java.util.List;

/**
 * Copies a packet into the tap ring for each tap whose bit its verdict carries. A copy that does not fit is counted;
 * the packet goes on either way. Overwrites R9; the verdict slots and ports lie where the caller says.
 */
final class TapCopies {
    private static final int SCRATCH = -368;

    private final Emission emission;
    private final Assembler code;
    private final List<PlannedTap> taps;

    /** Where the two slots, the two port slots and the flow id of the connection lie. */
    record Source(Register base, Field originSlot, Field targetSlot, Field originPort, Field targetPort, Field flow) {}

    TapCopies(Emission emission, List<PlannedTap> taps) {
        this.emission = emission;
        this.code = emission.code;
        this.taps = taps;
    }

    void emit(Source source) {
        for (int bit = 0; bit < taps.size(); bit++) {
            var tap = taps.get(bit);
            if (tap.atOrigin()) {
                copy(tap, bit, source, Meta.ORIGIN_END);
            }
            if (tap.atTarget()) {
                copy(tap, bit, source, Meta.TARGET_END);
            }
        }
    }

    private void copy(PlannedTap tap, int bit, Source source, int end) {
        var skip = code.label("tap-" + bit + "-skip");
        Field slot = end == Meta.ORIGIN_END ? source.originSlot() : source.targetSlot();
        code.section("tap " + tap.name() + ": copies what the verdict at the "
                + (end == Meta.ORIGIN_END ? "source's" : "destination's") + " end selects");
        code.comment(Introduction.text(tap));
        emission.get(R1, source.base(), slot.member(Slot.TAPS));
        code.alu(AluOp.RSH, R1, bit).alu(AluOp.AND, R1, 1).jumpIf(Condition.EQ, R1, 0, skip);
        if (tap.request() != tap.reply()) {
            emission.get(R1, Meta.REPLY);
            code.jumpIf(tap.request() ? Condition.NE : Condition.EQ, R1, 0, skip);
        }
        emission.lookupIndex(Maps.TAPS, bit);
        code.jumpIf(Condition.EQ, R0, 0, skip).mov(R9, R0);
        emission.get(R1, R9, TapState.ACTIVE);
        code.jumpIf(Condition.EQ, R1, 0, skip);
        expiry(tap, skip);
        sampling(tap, source, skip);
        rate(tap, skip);
        record(source, slot, end, skip);
        output(skip);
        code.bind(skip);
    }

    private void expiry(PlannedTap tap, Label skip) {
        if (tap.expiresUnixNanos() == 0) {
            return;
        }
        emission.get(R1, Meta.NOW_NS);
        code.loadMapValue(R2, Maps.HOST.symbol(), HostState.WALL_OFFSET_NS.offset())
                .load(Width.DW, R2, R2, 0);
        emission.get(R3, R9, TapState.EXPIRES);
        code.alu(AluOp.ADD, R1, R2).jumpIf(Condition.GE, R1, R3, skip);
    }

    private void sampling(PlannedTap tap, Source source, Label skip) {
        if (tap.sampleOneIn() <= 1) {
            return;
        }
        emission.get(R1, source.base(), source.flow());
        emission.get(R2, R9, TapState.SAMPLE_ONE_IN);
        code.jumpIf(Condition.EQ, R2, 0, skip).mov32(R1, R1).alu32(AluOp.MOD, R1, R2);
        code.jumpIf(Condition.NE, R1, 0, skip);
    }

    /** Token bucket as a point in time up to which tokens are spent; it never lags more than the burst behind. */
    private void rate(PlannedTap tap, Label skip) {
        if (tap.packetsPerSecond() == 0) {
            return;
        }
        var within = code.label("tap-within");
        var spend = code.label("tap-spend");
        emission.get(R1, R9, TapState.NANOS_PER_PACKET);
        emission.get(R2, R9, TapState.BUCKET_LIMIT);
        code.alu(AluOp.MUL, R2, R1);
        emission.get(R3, Meta.NOW_NS);
        code.mov(R4, R3).alu(AluOp.SUB, R4, R2);
        emission.get(R5, R9, TapState.SPENT_UNTIL_NS);
        code.jumpIf(Condition.GE, R5, R4, within).mov(R5, R4).bind(within).alu(AluOp.ADD, R5, R1);
        code.jumpIf(Condition.LE, R5, R3, spend).mov(R1, 1);
        emission.count(R9, TapState.LOST_RATE, R1);
        code.jump(skip).bind(spend);
        emission.put(R9, TapState.SPENT_UNTIL_NS, R5);
    }

    private void set(Field field, Register value) {
        code.store(Emission.width(field), R5, field.offset(), value);
    }

    private void move(Field field, Register base, Field from) {
        emission.get(R1, base, from);
        set(field, R1);
    }

    /** Puts the record's header together in the scratch area, whose address goes to the stack. */
    private void record(Source source, Field slot, int end, Label skip) {
        emission.lookupIndex(Maps.SCRATCH, 0);
        code.jumpIf(Condition.EQ, R0, 0, skip).mov(R5, R0).store(Width.DW, R10, SCRATCH, R5);
        move(TapRecord.TIME_NS, META, Meta.NOW_NS);
        move(TapRecord.FLOW_ID, source.base(), source.flow());
        move(TapRecord.TAP, R9, TapState.ID);
        move(TapRecord.PORT, source.base(), end == Meta.ORIGIN_END ? source.originPort() : source.targetPort());
        move(TapRecord.GENERATION, META, Meta.GENERATION);
        move(TapRecord.RULE, source.base(), slot.member(Slot.RULE));
        move(TapRecord.ACTION, source.base(), slot.member(Slot.ACTION));
        move(TapRecord.REPLY, META, Meta.REPLY);
        move(TapRecord.WIRE_LENGTH, META, Meta.WIRE_LENGTH);
        move(TapRecord.SEGMENTS, META, Meta.SEGMENTS);
        code.load(Width.W, R1, CONTEXT, Skb.GSO_SIZE);
        set(TapRecord.SEGMENT_SIZE, R1);
        code.load(Width.W, R1, CONTEXT, Skb.VLAN_PRESENT);
        set(TapRecord.VLAN_PRESENT, R1);
        code.load(Width.W, R1, CONTEXT, Skb.VLAN_TCI);
        set(TapRecord.VLAN_TCI, R1);
        code.mov(R1, end);
        set(TapRecord.END, R1);
    }

    private void output(Label skip) {
        var whole = code.label("tap-snap");
        var fits = code.label("tap-fits");
        var bounded = code.label("tap-bounded");
        var awake = code.label("tap-awake");
        var copied = code.label("tap-copied");
        code.comment("snap length: so many bytes, or the headers");
        emission.get(R4, R9, TapState.SNAP_LENGTH);
        code.jumpIf(Condition.NE, R4, 0, whole);
        emission.get(R4, Meta.HEADER_END);
        code.bind(whole);
        emission.get(R1, Meta.WIRE_LENGTH);
        code.jumpIf(Condition.LE, R4, R1, fits).mov(R4, R1).bind(fits);
        code.jumpIf(Condition.LE, R4, TapRecord.MAX_CAPTURED, bounded)
                .mov(R4, TapRecord.MAX_CAPTURED)
                .bind(bounded);
        code.jumpIf(Condition.EQ, R4, 0, skip);
        set(TapRecord.CAPTURED, R4);
        code.mov(R1, CONTEXT).mov(R2, 0).mov(R3, R5).alu(AluOp.ADD, R3, TapRecord.STRUCT.size());
        code.call(Helper.SKB_LOAD_BYTES).jumpIf(Condition.NE, R0, 0, skip);
        code.load(Width.DW, R2, R10, SCRATCH).load(Width.W, R3, R2, TapRecord.CAPTURED.offset());
        code.jumpIf(Condition.GT, R3, TapRecord.MAX_CAPTURED, skip).alu(AluOp.ADD, R3, TapRecord.STRUCT.size());
        code.mov(R4, 1).loadMapValue(R1, Maps.HOST.symbol(), HostState.TAP_SLEEPS.offset());
        code.load(Width.W, R1, R1, 0)
                .jumpIf(Condition.EQ, R1, 0, awake)
                .mov(R4, 2)
                .bind(awake);
        code.loadMap(R1, Maps.TAP_RING.symbol()).call(Helper.RINGBUF_OUTPUT).mov(R1, 1);
        code.jumpIf(Condition.EQ, R0, 0, copied);
        emission.count(R9, TapState.LOST_RING, R1);
        code.jump(skip).bind(copied);
        emission.count(R9, TapState.COPIED, R1);
    }
}
