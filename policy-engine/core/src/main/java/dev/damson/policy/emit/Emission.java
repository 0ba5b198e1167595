package dev.damson.policy.emit;

import static dev.damson.policy.ebpf.Register.R0;
import static dev.damson.policy.ebpf.Register.R1;
import static dev.damson.policy.ebpf.Register.R10;
import static dev.damson.policy.ebpf.Register.R2;
import static dev.damson.policy.ebpf.Register.R3;

import dev.damson.policy.ebpf.AluOp;
import dev.damson.policy.ebpf.Assembler;
import dev.damson.policy.ebpf.Condition;
import dev.damson.policy.ebpf.Helper;
import dev.damson.policy.ebpf.Label;
import dev.damson.policy.ebpf.Register;
import dev.damson.policy.ebpf.Width;
import dev.damson.wire.layout.ConnValue;
import dev.damson.wire.layout.DropReason;
import dev.damson.wire.layout.Field;
import dev.damson.wire.layout.MapSpec;
import dev.damson.wire.layout.Maps;
import dev.damson.wire.layout.Meta;
import dev.damson.wire.layout.PortRecord;
import java.util.EnumMap;
import java.util.Map;

/**
 * What every program of the data path has in common. R6 is the context, R7 the {@link Meta} of this packet, R8 and R9
 * belong to the section at hand; helpers overwrite R0 to R5.
 */
final class Emission {
    static final Register CONTEXT = Register.R6;
    static final Register META = Register.R7;
    /** Stack place of map keys that are one u32. */
    private static final int INDEX = -8;

    private static final String DROPS = "dropped, and counted by reason";
    private static final String META_PREFIX = "meta.";

    final Assembler code;
    private final Map<DropReason, Label> drops = new EnumMap<>(DropReason.class);

    Emission(Assembler code) {
        this.code = code;
    }

    /** Keeps the context and finds the packet's meta. */
    void begin() {
        var found = code.label("meta");
        code.section("what is known of the packet").mov(CONTEXT, R1);
        code.storeImm(Width.W, R10, INDEX, 0);
        lookup(Maps.META, R10, INDEX);
        code.jumpIf(Condition.NE, R0, 0, found).mov(R0, Skb.ACT_SHOT).exit();
        code.bind(found).mov(META, R0);
    }

    static Width width(Field field) {
        return switch (field.size()) {
            case 1 -> Width.B;
            case 2 -> Width.H;
            case 4 -> Width.W;
            case 8 -> Width.DW;
            default -> throw new IllegalArgumentException(field.name() + " is no integer");
        };
    }

    /** destination = meta.field */
    void get(Register destination, Field field) {
        get(destination, META, field);
    }

    /**
     * destination = the port slot in whose quota the connection at base counts: the originator's, or the target's where
     * the originator is on another edge. Overwrites R2.
     */
    void owner(Register destination, Register base) {
        owner(destination, base, ConnValue.ORIGIN_PORT, ConnValue.TARGET_PORT);
    }

    void owner(Register destination, Register base, Field origin, Field target) {
        var here = code.label("owner");
        get(destination, base, origin);
        code.mov32(R2, PortRecord.NONE).jumpIf(Condition.NE, destination, R2, here);
        get(destination, base, target);
        code.bind(here);
    }

    /** destination = base.field */
    void get(Register destination, Register base, Field field) {
        code.remark(name(base, field)).load(width(field), destination, base, field.offset());
    }

    /** meta.field = source */
    void put(Field field, Register source) {
        put(META, field, source);
    }

    void put(Register base, Field field, Register source) {
        code.remark(name(base, field)).store(width(field), base, field.offset(), source);
    }

    void put(Field field, int immediate) {
        put(META, field, immediate);
    }

    void put(Register base, Field field, int immediate) {
        code.remark(name(base, field)).storeImm(width(field), base, field.offset(), immediate);
    }

    private static String name(Register base, Field field) {
        return base == META ? META_PREFIX + field.name() : field.name();
    }

    /** meta.flags |= flag, through a scratch register. */
    void flag(int flag, Register scratch) {
        get(scratch, Meta.FLAGS);
        code.alu(AluOp.OR, scratch, flag);
        put(Meta.FLAGS, scratch);
    }

    void jumpIfFlag(int flag, Register scratch, Label label) {
        get(scratch, Meta.FLAGS);
        code.jumpIf(Condition.SET, scratch, flag, label);
    }

    /** Copies whole words between two places; both lengths are multiples of 8. */
    void copy(Register to, int toOffset, Register from, int fromOffset, int bytes, Register scratch) {
        for (int i = 0; i < bytes; i += 8) {
            code.load(Width.DW, scratch, from, fromOffset + i);
            code.store(Width.DW, to, toOffset + i, scratch);
        }
    }

    void copy(Register to, Field toField, Register from, Field fromField, Register scratch) {
        copy(to, toField.offset(), from, fromField.offset(), fromField.size(), scratch);
    }

    /** R0 = the map's value for the key at base + offset, or null. */
    void lookup(MapSpec map, Register base, int offset) {
        code.loadMap(R1, map.symbol()).mov(R2, base);
        if (offset != 0) {
            code.alu(AluOp.ADD, R2, offset);
        }
        code.call(Helper.MAP_LOOKUP_ELEM);
    }

    /** R0 = the array's value at an index in a register, or null. */
    void lookupIndex(MapSpec map, Register index) {
        code.store(Width.W, R10, INDEX, index);
        lookup(map, R10, INDEX);
    }

    void lookupIndex(MapSpec map, int index) {
        code.storeImm(Width.W, R10, INDEX, index);
        lookup(map, R10, INDEX);
    }

    void delete(MapSpec map, Register base, int offset) {
        code.loadMap(R1, map.symbol()).mov(R2, base);
        code.alu(AluOp.ADD, R2, offset);
        code.call(Helper.MAP_DELETE_ELEM);
    }

    /** Jumps to the program at meta.index of a program array; goes on here if there is none. */
    void tailCall(MapSpec programs, Field index) {
        code.mov(R1, CONTEXT).loadMap(R2, programs.symbol());
        get(R3, index);
        code.call(Helper.TAIL_CALL);
    }

    /** Adds to a u64 of a map value whose address is in base; other CPUs may add too. */
    void count(Register base, Field field, Register amount) {
        code.atomicAdd(Width.DW, base, field.offset(), amount);
    }

    /** Where to jump to drop the packet for a reason. */
    Label drop(DropReason reason) {
        return drops.computeIfAbsent(reason, r -> code.label("drop-" + r.word()));
    }

    void dropIf(Condition condition, Register a, int immediate, DropReason reason) {
        code.jumpIf(condition, a, immediate, drop(reason));
    }

    void dropIf(Condition condition, Register a, Register b, DropReason reason) {
        code.jumpIf(condition, a, b, drop(reason));
    }

    /** Counts a packet that is dropped in another way than by jumping to {@link #drop}. */
    void countDrop(DropReason reason) {
        var done = code.label("counted-" + reason.word());
        code.mov(R1, reason.ordinal());
        countDrop(done);
        code.bind(done);
    }

    /** R1 = the reason's number. */
    private void countDrop(Label unknown) {
        get(R2, Meta.PORT);
        code.alu(AluOp.LSH, R2, Integer.numberOfTrailingZeros(DropReason.STRIDE))
                .alu(AluOp.ADD, R2, R1);
        lookupIndex(Maps.DROPS, R2);
        code.jumpIf(Condition.EQ, R0, 0, unknown);
        get(R1, Meta.SEGMENTS);
        code.load(Width.DW, R2, R0, 0).alu(AluOp.ADD, R2, R1).store(Width.DW, R0, 0, R2);
    }

    /** Emits what the drops of this program need; call it last. */
    void end() {
        if (drops.isEmpty()) {
            return;
        }
        var counted = code.label("count-drop");
        code.section(DROPS);
        drops.keySet().forEach(reason -> reason(reason).jump(counted));
        countAndDrop(counted);
    }

    /** As {@link #end}, where the code runs into the drop for the last reason. */
    void endDropping(DropReason last) {
        var counted = code.label("count-drop");
        var into = drop(last);
        if (drops.size() > 1) {
            code.jump(into);
        }
        code.section(DROPS);
        drops.keySet().stream()
                .filter(reason -> reason != last)
                .forEach(reason -> reason(reason).jump(counted));
        reason(last);
        countAndDrop(counted);
    }

    private Assembler reason(DropReason reason) {
        return code.bind(drop(reason)).remark("dropped: " + reason.word()).mov(R1, reason.ordinal());
    }

    private void countAndDrop(Label counted) {
        var out = code.label("dropped");
        code.bind(counted);
        countDrop(out);
        code.bind(out).mov(R0, Skb.ACT_SHOT).exit();
    }
}
