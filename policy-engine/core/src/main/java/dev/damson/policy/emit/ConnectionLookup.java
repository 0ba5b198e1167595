package dev.damson.policy.emit;

import static dev.damson.policy.ebpf.Register.R0;
import static dev.damson.policy.ebpf.Register.R1;
import static dev.damson.policy.ebpf.Register.R2;
import static dev.damson.policy.ebpf.Register.R3;
import static dev.damson.policy.ebpf.Register.R4;
import static dev.damson.policy.ebpf.Register.R8;
import static dev.damson.policy.emit.Emission.META;

import dev.damson.policy.ebpf.AluOp;
import dev.damson.policy.ebpf.Assembler;
import dev.damson.policy.ebpf.Condition;
import dev.damson.policy.ebpf.Label;
import dev.damson.wire.layout.ConnValue;
import dev.damson.wire.layout.Maps;
import dev.damson.wire.layout.Meta;
import dev.damson.wire.layout.MetaFlag;
import dev.damson.wire.layout.Slot;

/** Finds the packet's connection and says what of it still has to be judged. */
final class ConnectionLookup {
    /** A half-open connection that saw no packet for so long is none any more; its late answer is a new one. */
    static final long HALF_OPEN_SECONDS = 60;

    private static final int SYN = 2;
    private static final int RST = 4;
    private static final int ACK = 16;

    private final Emission emission;
    private final Assembler code;

    ConnectionLookup(Emission emission) {
        this.emission = emission;
        this.code = emission.code;
    }

    /**
     * Goes to {@code current} with R8 = entry where both ends were judged in this epoch, to {@code stale} with R8 =
     * entry and meta.to_judge, and goes on here where there is none.
     */
    void emit(Label current, Label stale) {
        var miss = code.label("miss");
        var hit = code.label("hit");
        var halfOpen = code.label("half-open");
        var fresh = code.label("fresh");
        code.section("connection table");
        emission.jumpIfFlag(MetaFlag.STATELESS, R1, miss);
        emission.lookup(Maps.CONNECTIONS, META, Meta.KEY.offset());
        code.jumpIf(Condition.EQ, R0, 0, halfOpen).mov(R8, R0);
        emission.flag(MetaFlag.ESTABLISHED_ENTRY, R1);
        code.jump(hit).bind(halfOpen);
        emission.lookup(Maps.HALF_OPEN, META, Meta.KEY.offset());
        code.jumpIf(Condition.EQ, R0, 0, miss).mov(R8, R0);
        emission.get(R1, Meta.NOW_NS);
        emission.get(R2, R8, ConnValue.LAST_SEEN_NS);
        code.jumpIf(Condition.GE, R2, R1, fresh).alu(AluOp.SUB, R1, R2);
        code.loadImm64(R2, HALF_OPEN_SECONDS * 1_000_000_000L).jumpIf(Condition.GT, R1, R2, miss);
        code.bind(fresh);
        emission.flag(MetaFlag.HALF_OPEN_ENTRY, R1);
        code.bind(hit);
        emission.get(R1, R8, ConnValue.LOW_IS_ORIGIN);
        emission.get(R2, Meta.SOURCE_IS_LOW);
        code.alu(AluOp.XOR, R1, R2);
        emission.put(Meta.REPLY, R1);
        echoDirection(miss);
        portReuse(miss);
        epochs(current, stale);
        code.bind(miss);
        emission.put(Meta.REPLY, 0);
    }

    /** An echo request runs with its connection and a reply against it; anything else is judged alone. */
    private void echoDirection(Label miss) {
        var fits = code.label("echo-fits");
        var echo = code.label("echo");
        emission.get(R2, Meta.PROTOCOL);
        code.jumpIf(Condition.EQ, R2, 1, echo)
                .jumpIf(Condition.NE, R2, 58, fits)
                .bind(echo);
        emission.get(R2, Meta.FLAGS);
        code.alu(AluOp.RSH, R2, Integer.numberOfTrailingZeros(MetaFlag.ICMP_REPLY))
                .alu(AluOp.AND, R2, 1)
                .jumpIf(Condition.EQ, R1, R2, fits);
        emission.put(Meta.FLAGS, MetaFlag.STATELESS);
        code.jump(miss).bind(fits);
    }

    /** A SYN on a connection that has ended is a new connection with the same ports. */
    private void portReuse(Label miss) {
        var alive = code.label("alive");
        var over = code.label("over");
        emission.get(R1, Meta.TCP_FLAGS);
        code.alu(AluOp.AND, R1, SYN | ACK).jumpIf(Condition.NE, R1, SYN, alive);
        emission.get(R1, R8, ConnValue.TCP_FORWARD);
        emission.get(R2, R8, ConnValue.TCP_REVERSE);
        code.mov(R3, R1).alu(AluOp.OR, R3, R2).jumpIf(Condition.SET, R3, RST, over);
        code.alu(AluOp.AND, R1, R2).jumpIf(Condition.SET, R1, 1, over).jump(alive);
        code.bind(over);
        new ConnectionRemoval(emission).emit();
        emission.put(Meta.FLAGS, 0);
        code.jump(miss).bind(alive);
    }

    private void epochs(Label current, Label stale) {
        var origin = code.label("origin-current");
        var target = code.label("target-current");
        emission.get(R3, Meta.EPOCH);
        emission.get(R1, R8, ConnValue.ORIGIN_SLOT.member(Slot.EPOCH));
        emission.get(R2, R8, ConnValue.TARGET_SLOT.member(Slot.EPOCH));
        code.mov(R4, 0);
        code.jumpIf(Condition.EQ, R1, R3, origin)
                .alu(AluOp.OR, R4, Meta.ORIGIN_END)
                .bind(origin);
        code.jumpIf(Condition.EQ, R2, R3, target)
                .alu(AluOp.OR, R4, Meta.TARGET_END)
                .bind(target);
        code.jumpIf(Condition.EQ, R4, 0, current);
        emission.put(Meta.TO_JUDGE, R4);
        code.jump(stale);
    }
}
