package dev.damson.policy.emit;

import static dev.damson.policy.ebpf.Register.R0;
import static dev.damson.policy.ebpf.Register.R1;
import static dev.damson.policy.ebpf.Register.R10;
import static dev.damson.policy.ebpf.Register.R2;
import static dev.damson.policy.ebpf.Register.R3;
import static dev.damson.policy.ebpf.Register.R4;
import static dev.damson.policy.ebpf.Register.R5;
import static dev.damson.policy.ebpf.Register.R8;
import static dev.damson.policy.ebpf.Register.R9;
import static dev.damson.policy.emit.Emission.META;

import dev.damson.policy.ebpf.AluOp;
import dev.damson.policy.ebpf.Assembler;
import dev.damson.policy.ebpf.Condition;
import dev.damson.policy.ebpf.Helper;
import dev.damson.policy.ebpf.Label;
import dev.damson.policy.ebpf.Width;
import dev.damson.wire.layout.DropReason;
import dev.damson.wire.layout.Field;
import dev.damson.wire.layout.FragmentState;
import dev.damson.wire.layout.Maps;
import dev.damson.wire.layout.Meta;

/**
 * Fragments (SEMANTICS, 10). The first one has the ports and is judged like any packet; what it said is kept, and each
 * later one becomes a packet of the same connection. Nothing is put together: a receiver gets the fragments as they came.
 */
final class Fragments {
    private static final int KEY = -176;
    private static final int WORD_BITS = 64;
    private static final int WORDS = FragmentState.UNITS / WORD_BITS;
    private static final int LARGEST_DATAGRAM = 65_535;

    private final Emission emission;
    private final Assembler code;
    private final Label later;
    private final Label overlap;

    Fragments(Emission emission) {
        this.emission = emission;
        this.code = emission.code;
        this.later = code.label("later-fragment");
        this.overlap = code.label("fragment-overlap");
    }

    /**
     * Checks the extent of a fragment whose offset and identification stand in meta, and goes to where later ones go; on
     * here for a first one. The stack's {@link PacketParser#L4_LENGTH} is what it carries.
     */
    void split() {
        var whole = code.label("whole-units");
        code.comment("extent of the fragment");
        emission.get(R1, Meta.FRAGMENT);
        code.load(Width.DW, R2, R10, PacketParser.L4_LENGTH);
        emission.put(Meta.FRAGMENT_LENGTH, R2);
        emission.dropIf(Condition.EQ, R2, 0, DropReason.MALFORMED);
        code.mov(R3, R1).alu(AluOp.AND, R3, Meta.FRAGMENT_OFFSET);
        code.mov(R4, R3).alu(AluOp.LSH, R4, 3).alu(AluOp.ADD, R4, R2);
        emission.dropIf(Condition.GT, R4, LARGEST_DATAGRAM, DropReason.MALFORMED);
        code.alu(AluOp.AND, R1, Meta.MORE_FRAGMENTS).jumpIf(Condition.EQ, R1, 0, whole);
        code.alu(AluOp.AND, R2, 7);
        emission.dropIf(Condition.NE, R2, 0, DropReason.MALFORMED);
        code.bind(whole).jumpIf(Condition.NE, R3, 0, later);
    }

    /** Keeps what a first fragment says. Expects ports and service in meta; uses R8 and R9. */
    void first(Label known) {
        var fresh = code.label("fragment-fresh");
        code.section("first fragment");
        emission.get(R1, Meta.FRAGMENT);
        code.jumpIf(Condition.EQ, R1, 0, known);
        lookup();
        code.jumpIf(Condition.EQ, R0, 0, fresh).mov(R8, R0);
        age();
        code.jumpIf(Condition.GT, R1, R2, fresh).jump(overlap).bind(fresh);
        emission.lookupIndex(Maps.SCRATCH, 0);
        code.jumpIf(Condition.EQ, R0, 0, emission.drop(DropReason.FRAGMENT_WITHOUT_FIRST))
                .mov(R8, R0);
        for (int i = 0; i < FragmentState.VALUE.size(); i += 8) {
            code.storeImm(Width.DW, R8, i, 0);
        }
        keep(FragmentState.FIRST_NS, Meta.NOW_NS);
        keep(FragmentState.SOURCE_PORT, Meta.SOURCE_PORT);
        keep(FragmentState.DESTINATION_PORT, Meta.DESTINATION_PORT);
        keep(FragmentState.SERVICE, Meta.SERVICE);
        keep(FragmentState.FLAGS, Meta.FLAGS);
        keep(FragmentState.PROTOCOL, Meta.PROTOCOL);
        keep(FragmentState.TCP_FLAGS, Meta.TCP_FLAGS);
        mark();
        code.loadMap(R1, Maps.FRAGMENTS.symbol()).mov(R2, R10).alu(AluOp.ADD, R2, KEY);
        code.mov(R3, R8).mov(R4, 0).call(Helper.MAP_UPDATE_ELEM).jump(known);
    }

    /** Makes a later fragment a packet of its datagram's connection, with R9 = the end of its IP headers. */
    void later(Label known) {
        var current = code.label("fragment-current");
        var more = code.label("fragments-missing");
        var last = code.label("fragment-last");
        code.section("later fragment").bind(later);
        emission.put(Meta.L4_OFFSET, R9);
        emission.put(Meta.HEADER_END, R9);
        lookup();
        emission.dropIf(Condition.EQ, R0, 0, DropReason.FRAGMENT_WITHOUT_FIRST);
        code.mov(R8, R0);
        age();
        code.jumpIf(Condition.LE, R1, R2, current);
        emission.delete(Maps.FRAGMENTS, R10, KEY);
        code.jump(emission.drop(DropReason.FRAGMENT_WITHOUT_FIRST)).bind(current);
        mark();
        restore(Meta.SOURCE_PORT, FragmentState.SOURCE_PORT);
        restore(Meta.DESTINATION_PORT, FragmentState.DESTINATION_PORT);
        restore(Meta.SERVICE, FragmentState.SERVICE);
        restore(Meta.FLAGS, FragmentState.FLAGS);
        restore(Meta.PROTOCOL, FragmentState.PROTOCOL);
        restore(Meta.TCP_FLAGS, FragmentState.TCP_FLAGS);
        code.comment("forget the datagram once all of it was seen");
        emission.get(R1, Meta.FRAGMENT);
        code.jumpIf(Condition.SET, R1, Meta.MORE_FRAGMENTS, more);
        units();
        emission.put(R8, FragmentState.TOTAL, R2);
        code.bind(more);
        emission.get(R1, R8, FragmentState.TOTAL);
        emission.get(R2, R8, FragmentState.SEEN);
        code.jumpIf(Condition.NE, R1, R2, last);
        emission.delete(Maps.FRAGMENTS, R10, KEY);
        code.bind(last).jump(known);
        code.bind(overlap).comment("neither the one nor the other is believed");
        emission.delete(Maps.FRAGMENTS, R10, KEY);
        code.jump(emission.drop(DropReason.FRAGMENT_OVERLAP));
    }

    private void keep(Field to, Field from) {
        emission.get(R1, from);
        emission.put(R8, to, R1);
    }

    private void restore(Field to, Field from) {
        emission.get(R1, R8, from);
        emission.put(to, R1);
    }

    /** R0 = the state of meta's datagram, or null; its key stays on the stack. */
    private void lookup() {
        var six = code.label("fragment-key");
        part(FragmentState.KEY_DOMAIN, Meta.DOMAIN);
        part(FragmentState.KEY_PORT, Meta.PORT);
        part(FragmentState.KEY_ID, Meta.FRAGMENT_ID);
        part(FragmentState.KEY_FAMILY, Meta.FAMILY);
        emission.copy(R10, KEY + FragmentState.KEY_SOURCE.offset(), META, Meta.SOURCE.offset(), 16, R2);
        emission.copy(R10, KEY + FragmentState.KEY_DESTINATION.offset(), META, Meta.DESTINATION.offset(), 16, R2);
        code.storeImm(Width.H, R10, KEY + FragmentState.KEY_RESERVED.offset(), 0);
        code.mov(R2, 0).jumpIf(Condition.EQ, R1, 6, six);
        emission.get(R2, Meta.PROTOCOL);
        code.bind(six).store(Width.B, R10, KEY + FragmentState.KEY_PROTOCOL.offset(), R2);
        emission.lookup(Maps.FRAGMENTS, R10, KEY);
    }

    private void part(Field field, Field from) {
        emission.get(R1, from);
        code.store(Emission.width(field), R10, KEY + field.offset(), R1);
    }

    /** R1 = time since the first fragment of the datagram at R8, R2 = its lifetime. */
    private void age() {
        emission.get(R1, Meta.NOW_NS);
        emission.get(R3, R8, FragmentState.FIRST_NS);
        code.alu(AluOp.SUB, R1, R3).loadImm64(R2, FragmentState.LIFETIME_NS);
    }

    /** R1 = this fragment's first unit, R2 = the one behind its last. */
    private void units() {
        emission.get(R1, Meta.FRAGMENT);
        code.alu(AluOp.AND, R1, Meta.FRAGMENT_OFFSET);
        emission.get(R2, Meta.FRAGMENT_LENGTH);
        code.alu(AluOp.ADD, R2, 7).alu(AluOp.RSH, R2, 3).alu(AluOp.ADD, R2, R1);
    }

    /**
     * Sets the bits of this fragment's units in the state at R8, word by word; goes to overlap where one is set. What the
     * loop counts with lies in meta, where the verifier does not follow its values: every turn looks alike to it.
     */
    private void mark() {
        var next = code.label("fragment-word");
        var room = code.label("fragment-room");
        var marked = code.label("fragment-marked");
        code.comment("units that were not seen before");
        units();
        emission.put(Meta.FRAGMENT_UNIT, R1);
        emission.put(Meta.FRAGMENT_UNIT_END, R2);
        emission.get(R3, R8, FragmentState.SEEN);
        code.alu(AluOp.ADD, R3, R2).alu(AluOp.SUB, R3, R1);
        emission.put(R8, FragmentState.SEEN, R3);
        code.mov(R9, 0).bind(next);
        emission.get(R1, Meta.FRAGMENT_UNIT);
        emission.get(R2, Meta.FRAGMENT_UNIT_END);
        code.jumpIf(Condition.GE, R1, R2, marked).jumpIf(Condition.GT, R9, WORDS, overlap);
        code.alu(AluOp.ADD, R9, 1).mov(R3, R1).alu(AluOp.RSH, R3, 6).alu(AluOp.AND, R3, WORDS - 1);
        code.alu(AluOp.LSH, R3, 3).alu(AluOp.ADD, R3, R8);
        code.mov(R4, R1).alu(AluOp.AND, R4, WORD_BITS - 1);
        code.mov(R5, WORD_BITS).alu(AluOp.SUB, R5, R4).mov(R0, R2).alu(AluOp.SUB, R0, R1);
        code.jumpIf(Condition.LE, R5, R0, room).mov(R5, R0).bind(room).alu(AluOp.ADD, R1, R5);
        emission.put(Meta.FRAGMENT_UNIT, R1);
        code.mov(R0, WORD_BITS).alu(AluOp.SUB, R0, R5);
        code.mov(R5, -1).alu(AluOp.RSH, R5, R0).alu(AluOp.LSH, R5, R4);
        code.load(Width.DW, R4, R3, FragmentState.BITS.offset()).mov(R0, R4).alu(AluOp.AND, R0, R5);
        code.jumpIf(Condition.NE, R0, 0, overlap).alu(AluOp.OR, R4, R5);
        code.store(Width.DW, R3, FragmentState.BITS.offset(), R4).jump(next).bind(marked);
    }
}
