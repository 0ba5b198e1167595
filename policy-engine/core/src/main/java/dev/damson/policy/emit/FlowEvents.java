package dev.damson.policy.emit;

import static dev.damson.policy.ebpf.Register.R0;
import static dev.damson.policy.ebpf.Register.R1;
import static dev.damson.policy.ebpf.Register.R10;
import static dev.damson.policy.ebpf.Register.R2;
import static dev.damson.policy.ebpf.Register.R3;
import static dev.damson.policy.ebpf.Register.R4;
import static dev.damson.policy.emit.Emission.META;

import dev.damson.policy.ebpf.AluOp;
import dev.damson.policy.ebpf.Assembler;
import dev.damson.policy.ebpf.Condition;
import dev.damson.policy.ebpf.Helper;
import dev.damson.policy.ebpf.Label;
import dev.damson.policy.ebpf.Width;
import dev.damson.wire.layout.Field;
import dev.damson.wire.layout.FlowRecord;
import dev.damson.wire.layout.HostState;
import dev.damson.wire.layout.Maps;
import dev.damson.wire.layout.Meta;
import dev.damson.wire.layout.MetaFlag;
import dev.damson.wire.layout.Slot;
import dev.damson.wire.layout.SuppressKey;
import java.util.Locale;

/** Puts what happened to a connection into the flow ring; under a flood one event a second, with a count. */
final class FlowEvents {
    /** Numbers of {@code dev.damson.wire.proto.FlowKind}. */
    enum Kind {
        NEW(1),
        DENIED(2),
        WOULD_DENY(3);

        final int number;

        Kind(int number) {
            this.number = number;
        }
    }

    private static final int RECORD = -312;
    private static final int KEY = -344;
    private static final int VALUE = -360;
    private static final int NO_WAKEUP = 1;
    private static final int FORCE_WAKEUP = 2;

    private final Emission emission;
    private final Assembler code;

    FlowEvents(Emission emission) {
        this.emission = emission;
        this.code = emission.code;
    }

    private void record(Field field, Field from) {
        emission.get(R1, from);
        code.store(Emission.width(field), R10, RECORD + field.offset(), R1);
    }

    private void record(Field field, int value) {
        code.storeImm(Emission.width(field), R10, RECORD + field.offset(), value);
    }

    /**
     * @param end {@link Meta#ORIGIN_END} or {@link Meta#TARGET_END}: whose slot and port the event speaks of
     * @param suppressible whether like events within a second are only counted
     */
    void emit(Kind kind, int end, boolean suppressible) {
        var done = code.label("event-done");
        code.section("report: " + kind.name().toLowerCase(Locale.ROOT).replace('_', ' ') + " connection");
        record(FlowRecord.SUPPRESSED, 0);
        if (suppressible) {
            var send = code.label("event-send");
            suppress(kind, end, send, done);
            code.bind(send);
        }
        var origin = end == Meta.ORIGIN_END;
        Field slot = origin ? Meta.ORIGIN_SLOT : Meta.TARGET_SLOT;
        record(FlowRecord.TIME_NS, Meta.NOW_NS);
        record(FlowRecord.FLOW_ID, Meta.FLOW_ID);
        record(FlowRecord.KIND, kind.number);
        record(FlowRecord.DOMAIN, Meta.DOMAIN);
        record(FlowRecord.GENERATION, Meta.GENERATION);
        record(FlowRecord.PORT, origin ? Meta.ORIGIN_PORT_SLOT : Meta.TARGET_PORT_SLOT);
        record(FlowRecord.END, end);
        record(FlowRecord.FAMILY, Meta.FAMILY);
        record(FlowRecord.PROTOCOL, Meta.PROTOCOL);
        record(FlowRecord.ACTION, slot.member(Slot.ACTION));
        record(FlowRecord.PENDING, slot.member(Slot.PENDING));
        emission.get(R1, Meta.FLAGS);
        code.alu(AluOp.RSH, R1, Integer.numberOfTrailingZeros(MetaFlag.MID_STREAM))
                .alu(AluOp.AND, R1, FlowRecord.MID_STREAM)
                .store(Width.B, R10, RECORD + FlowRecord.FLAGS.offset(), R1);
        record(FlowRecord.RULE, slot.member(Slot.RULE));
        record(FlowRecord.PENDING_RULE, slot.member(Slot.PENDING_RULE));
        record(FlowRecord.CHAIN, slot.member(Slot.CHAIN));
        sourcePort();
        record(FlowRecord.SERVICE, Meta.SERVICE);
        record(FlowRecord.ORIGIN_IDENTITY, Meta.ORIGIN_IDENTITY);
        record(FlowRecord.TARGET_IDENTITY, Meta.TARGET_IDENTITY);
        emission.copy(R10, RECORD + FlowRecord.ORIGIN_ADDRESS.offset(), META, Meta.ORIGIN_ADDRESS.offset(), 32, R1);
        record(FlowRecord.WIRE_LENGTH, Meta.WIRE_LENGTH);
        record(FlowRecord.SEGMENTS, Meta.SEGMENTS);
        output();
        code.bind(done);
    }

    /** The originator's port: the packet's source port, or its destination port where the packet is a reply. */
    private void sourcePort() {
        var forward = code.label("forward-port");
        emission.get(R1, Meta.SOURCE_PORT);
        emission.get(R2, Meta.REPLY);
        code.jumpIf(Condition.EQ, R2, 0, forward);
        emission.get(R2, Meta.PROTOCOL);
        code.jumpIf(Condition.EQ, R2, 1, forward).jumpIf(Condition.EQ, R2, 58, forward);
        emission.get(R1, Meta.DESTINATION_PORT);
        code.bind(forward).store(Width.H, R10, RECORD + FlowRecord.SOURCE_PORT.offset(), R1);
    }

    private void output() {
        code.mov(R2, R10).alu(AluOp.ADD, R2, RECORD);
        output(emission, FlowRecord.STRUCT.size());
    }

    /** Hands a record over, or counts its loss. R2 = its address. */
    static void output(Emission emission, int bytes) {
        var code = emission.code;
        var awake = code.label("event-awake");
        var done = code.label("event-out");
        code.mov(R4, NO_WAKEUP).loadMapValue(R1, Maps.HOST.symbol(), HostState.FLOW_SLEEPS.offset());
        code.load(Width.W, R1, R1, 0)
                .jumpIf(Condition.EQ, R1, 0, awake)
                .mov(R4, FORCE_WAKEUP)
                .bind(awake);
        code.loadMap(R1, Maps.FLOW_RING.symbol()).mov(R3, bytes).call(Helper.RINGBUF_OUTPUT);
        code.jumpIf(Condition.EQ, R0, 0, done);
        emission.lookupIndex(Maps.LOST_EVENTS, 0);
        code.jumpIf(Condition.EQ, R0, 0, done).load(Width.DW, R1, R0, 0).alu(AluOp.ADD, R1, 1);
        code.store(Width.DW, R0, 0, R1).bind(done);
    }

    private void suppress(Kind kind, int end, Label send, Label done) {
        var known = code.label("suppress-known");
        var over = code.label("suppress-over");
        var origin = end == Meta.ORIGIN_END;
        Field slot = origin ? Meta.ORIGIN_SLOT : Meta.TARGET_SLOT;
        key(SuppressKey.PORT, origin ? Meta.ORIGIN_PORT_SLOT : Meta.TARGET_PORT_SLOT);
        key(SuppressKey.RULE, slot.member(Slot.RULE));
        key(SuppressKey.SERVICE, Meta.SERVICE);
        emission.copy(
                R10,
                KEY + SuppressKey.PEER.offset(),
                META,
                (origin ? Meta.TARGET_ADDRESS : Meta.ORIGIN_ADDRESS).offset(),
                16,
                R1);
        key(SuppressKey.PROTOCOL, Meta.PROTOCOL);
        code.storeImm(Width.B, R10, KEY + SuppressKey.KIND.offset(), kind.number);
        code.storeImm(Width.H, R10, KEY + SuppressKey.RESERVED.offset(), 0);
        code.storeImm(Width.W, R10, KEY + SuppressKey.PADDING.offset(), 0);
        emission.lookup(Maps.SUPPRESS, R10, KEY);
        code.jumpIf(Condition.NE, R0, 0, known);
        emission.get(R1, Meta.NOW_NS);
        code.store(Width.DW, R10, VALUE + SuppressKey.LAST_NS.offset(), R1);
        code.storeImm(Width.DW, R10, VALUE + SuppressKey.COUNT.offset(), 0);
        code.loadMap(R1, Maps.SUPPRESS.symbol()).mov(R2, R10).alu(AluOp.ADD, R2, KEY);
        code.mov(R3, R10)
                .alu(AluOp.ADD, R3, VALUE)
                .mov(R4, 0)
                .call(Helper.MAP_UPDATE_ELEM)
                .jump(send);
        code.bind(known);
        emission.get(R1, Meta.NOW_NS);
        emission.get(R2, R0, SuppressKey.LAST_NS);
        code.mov(R3, R1).alu(AluOp.SUB, R3, R2).loadImm64(R4, SuppressKey.PERIOD_NS);
        code.jumpIf(Condition.GE, R3, R4, over).mov(R1, 1);
        emission.count(R0, SuppressKey.COUNT, R1);
        code.jump(done).bind(over);
        emission.put(R0, SuppressKey.LAST_NS, R1);
        code.mov(R1, 0).xchg(Width.DW, R0, SuppressKey.COUNT.offset(), R1);
        code.store(Width.W, R10, RECORD + FlowRecord.SUPPRESSED.offset(), R1);
    }

    private void key(Field field, Field from) {
        emission.get(R1, from);
        code.store(Emission.width(field), R10, KEY + field.offset(), R1);
    }
}
