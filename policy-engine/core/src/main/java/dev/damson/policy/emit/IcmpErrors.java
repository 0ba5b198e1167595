package dev.damson.policy.emit;

import static dev.damson.policy.ebpf.Register.R0;
import static dev.damson.policy.ebpf.Register.R1;
import static dev.damson.policy.ebpf.Register.R10;
import static dev.damson.policy.ebpf.Register.R2;
import static dev.damson.policy.ebpf.Register.R3;
import static dev.damson.policy.ebpf.Register.R4;
import static dev.damson.policy.ebpf.Register.R8;
import static dev.damson.policy.ebpf.Register.R9;
import static dev.damson.policy.emit.Emission.CONTEXT;
import static dev.damson.policy.emit.Emission.META;

import dev.damson.policy.ebpf.AluOp;
import dev.damson.policy.ebpf.Assembler;
import dev.damson.policy.ebpf.Condition;
import dev.damson.policy.ebpf.Helper;
import dev.damson.policy.ebpf.Label;
import dev.damson.policy.ebpf.Width;
import dev.damson.wire.layout.ConnValue;
import dev.damson.wire.layout.DropReason;
import dev.damson.wire.layout.Maps;
import dev.damson.wire.layout.Meta;
import dev.damson.wire.layout.Slot;
import dev.damson.wire.layout.VerdictRecord.Action;
import java.util.List;

/**
 * An ICMP error passes without a rule if the packet that it quotes belongs to a connection that is allowed now
 * (SEMANTICS, 7), and goes to the one who sent that packet.
 */
final class IcmpErrors {
    private static final int QUOTED = -96;
    private static final DropReason UNKNOWN = DropReason.ICMP_ERROR_UNKNOWN;

    private final Emission emission;
    private final Assembler code;

    IcmpErrors(Emission emission) {
        this.emission = emission;
        this.code = emission.code;
    }

    /** Goes to {@code found} with R8 = the quoted connection and meta.reply = the error's direction in it. */
    void emit(Label error, Label found) {
        var six = code.label("quoted-ipv6");
        var tuple = code.label("quoted-tuple");
        code.section("ICMP error").bind(error);
        code.comment("fits into one packet, else it is none (RFC 1812, 4.3.2.3; RFC 4443, 2.4)");
        emission.get(R1, Meta.FRAGMENT);
        emission.dropIf(Condition.NE, R1, 0, UNKNOWN);
        code.mov(R1, R9).alu(AluOp.ADD, R1, 8);
        emission.put(Meta.HEADER_END, R1);
        emission.get(R1, Meta.FAMILY);
        code.jumpIf(Condition.EQ, R1, 6, six);
        quoted4(tuple);
        code.bind(six);
        quoted6();
        code.bind(tuple).comment("the quoted packet's sender is the one who gets the error");
        for (int i = 0; i < 16; i += 8) {
            code.load(Width.DW, R1, META, Meta.ORIGIN_ADDRESS.offset() + i);
            code.load(Width.DW, R2, META, Meta.DESTINATION.offset() + i);
            emission.dropIf(Condition.NE, R1, R2, UNKNOWN);
        }
        new ConnectionKey(emission).emit(Meta.ORIGIN_ADDRESS, Meta.TARGET_ADDRESS);
        look(found);
    }

    private void look(Label found) {
        var hit = code.label("quoted-hit");
        emission.lookup(Maps.CONNECTIONS, META, Meta.KEY.offset());
        code.jumpIf(Condition.NE, R0, 0, hit);
        emission.lookup(Maps.HALF_OPEN, META, Meta.KEY.offset());
        code.jumpIf(Condition.EQ, R0, 0, emission.drop(UNKNOWN));
        code.bind(hit).mov(R8, R0);
        emission.get(R3, Meta.EPOCH);
        for (var slot : List.of(ConnValue.ORIGIN_SLOT, ConnValue.TARGET_SLOT)) {
            emission.get(R1, R8, slot.member(Slot.EPOCH));
            emission.dropIf(Condition.NE, R1, R3, UNKNOWN);
            emission.get(R1, R8, slot.member(Slot.ACTION));
            emission.dropIf(Condition.NE, R1, Action.ALLOW.ordinal(), UNKNOWN);
        }
        code.comment("to the origin if the quoted packet came from it");
        emission.get(R1, R8, ConnValue.LOW_IS_ORIGIN);
        emission.get(R2, Meta.SOURCE_IS_LOW);
        code.alu(AluOp.XOR, R1, R2).alu(AluOp.XOR, R1, 1);
        emission.put(Meta.REPLY, R1);
        code.jump(found);
    }

    private void quote(int bytes) {
        code.mov(R1, CONTEXT).mov(R2, R9).alu(AluOp.ADD, R2, 8).mov(R3, R10);
        code.alu(AluOp.ADD, R3, QUOTED).mov(R4, bytes).call(Helper.SKB_LOAD_BYTES);
        emission.dropIf(Condition.NE, R0, 0, UNKNOWN);
    }

    private void quoted4(Label tuple) {
        quote(28);
        code.load(Width.B, R1, R10, QUOTED);
        emission.dropIf(Condition.NE, R1, 0x45, UNKNOWN);
        code.load(Width.B, R1, R10, QUOTED + 9);
        emission.put(Meta.PROTOCOL, R1);
        for (int i = 0; i < 2; i++) {
            var field = i == 0 ? Meta.ORIGIN_ADDRESS : Meta.TARGET_ADDRESS;
            code.load(Width.W, R1, R10, QUOTED + 12 + 4 * i).store(Width.DW, META, field.offset(), R1);
            code.storeImm(Width.DW, META, field.offset() + 8, 0);
        }
        ports(20, 1);
        code.jump(tuple);
    }

    private void quoted6() {
        quote(48);
        code.load(Width.B, R1, R10, QUOTED + 6);
        emission.put(Meta.PROTOCOL, R1);
        for (int i = 0; i < 4; i++) {
            code.load(Width.DW, R1, R10, QUOTED + 8 + 8 * i);
            code.store(Width.DW, META, Meta.ORIGIN_ADDRESS.offset() + 8 * i, R1);
        }
        ports(40, 58);
    }

    private void ports(int at, int icmp) {
        var plain = code.label("quoted-ports");
        var done = code.label("quoted-done");
        emission.get(R2, Meta.PROTOCOL);
        code.jumpIf(Condition.NE, R2, icmp, plain);
        code.load(Width.H, R1, R10, QUOTED + at + 4);
        emission.put(Meta.SOURCE_PORT, R1);
        code.jump(done).bind(plain);
        code.load(Width.H, R1, R10, QUOTED + at).load(Width.H, R2, R10, QUOTED + at + 2);
        emission.put(Meta.SOURCE_PORT, R1);
        emission.put(Meta.DESTINATION_PORT, R2);
        code.bind(done);
    }
}
