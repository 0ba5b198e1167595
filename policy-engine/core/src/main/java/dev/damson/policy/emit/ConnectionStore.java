package dev.damson.policy.emit;

import static dev.damson.policy.ebpf.Register.R0;
import static dev.damson.policy.ebpf.Register.R1;
import static dev.damson.policy.ebpf.Register.R10;
import static dev.damson.policy.ebpf.Register.R2;
import static dev.damson.policy.ebpf.Register.R3;
import static dev.damson.policy.ebpf.Register.R4;
import static dev.damson.policy.ebpf.Register.R8;
import static dev.damson.policy.ebpf.Register.R9;
import static dev.damson.policy.emit.Emission.META;

import dev.damson.policy.ebpf.AluOp;
import dev.damson.policy.ebpf.Assembler;
import dev.damson.policy.ebpf.Condition;
import dev.damson.policy.ebpf.Helper;
import dev.damson.policy.ebpf.Label;
import dev.damson.policy.ebpf.Width;
import dev.damson.wire.layout.ConnValue;
import dev.damson.wire.layout.DropReason;
import dev.damson.wire.layout.Field;
import dev.damson.wire.layout.MapSpec;
import dev.damson.wire.layout.Maps;
import dev.damson.wire.layout.Meta;
import dev.damson.wire.layout.MetaFlag;
import dev.damson.wire.layout.PortRecord;
import dev.damson.wire.layout.Slot;
import dev.damson.wire.layout.VerdictRecord;

/** Writes a judgement into the connection table: into the entry that is there, or into a new one. */
final class ConnectionStore {
    private static final int VALUE = -208;

    private final Emission emission;
    private final Assembler code;
    private final Forwarding forwarding;

    ConnectionStore(Emission emission, Forwarding forwarding) {
        this.emission = emission;
        this.code = emission.code;
        this.forwarding = forwarding;
    }

    /** Goes to {@code done} with R8 = the entry that was there, now with both verdicts, or to {@code fresh}. */
    void update(Label done, Label fresh) {
        var established = code.label("update-established");
        var found = code.label("update");
        code.section("the connection is known: its entry gets the new verdicts");
        emission.get(R1, Meta.FLAGS);
        code.jumpIf(Condition.SET, R1, MetaFlag.ESTABLISHED_ENTRY, established);
        var half = code.label("update-half-open");
        code.jumpIf(Condition.SET, R1, MetaFlag.HALF_OPEN_ENTRY, half)
                .jump(fresh)
                .bind(half);
        emission.lookup(Maps.HALF_OPEN, META, Meta.KEY.offset());
        code.jumpIf(Condition.EQ, R0, 0, fresh).jump(found).bind(established);
        emission.lookup(Maps.CONNECTIONS, META, Meta.KEY.offset());
        code.jumpIf(Condition.EQ, R0, 0, fresh).bind(found).mov(R8, R0);
        if (forwarding.hasChains()) {
            forgetOtherGenerationsHops();
        }
        verdicts();
        if (forwarding.hasChains()) {
            forwarding.chains.assign();
        } else {
            noHops();
        }
        code.jump(done);
    }

    /** A function's number means something only within one revision: an instance of another one is no choice here. */
    private void forgetOtherGenerationsHops() {
        var same = code.label("same-generation");
        emission.get(R1, R8, ConnValue.GENERATION);
        emission.get(R2, Meta.GENERATION);
        code.jumpIf(Condition.EQ, R1, R2, same);
        noHops();
        code.bind(same);
    }

    private void noHops() {
        for (int i = 0; i < ConnValue.MAX_HOPS; i += 2) {
            code.storeImm(Width.DW, R8, ConnValue.HOP.offset() + 4 * i, 0);
        }
    }

    private void verdicts() {
        emission.copy(R8, ConnValue.ORIGIN_SLOT, META, Meta.ORIGIN_SLOT, R1);
        emission.copy(R8, ConnValue.TARGET_SLOT, META, Meta.TARGET_SLOT, R1);
        move(ConnValue.GENERATION, Meta.GENERATION);
        move(ConnValue.ORIGIN_PORT, Meta.ORIGIN_PORT_SLOT);
        move(ConnValue.TARGET_PORT, Meta.TARGET_PORT_SLOT);
        move(ConnValue.ORIGIN_IDENTITY, Meta.ORIGIN_IDENTITY);
        move(ConnValue.TARGET_IDENTITY, Meta.TARGET_IDENTITY);
        var known = code.label("mark-known");
        emission.get(R1, Meta.REPLY);
        code.jumpIf(Condition.NE, R1, 0, known);
        move(ConnValue.ORIGIN_MARK, Meta.CHAIN_MARK);
        code.bind(known);
    }

    private void move(Field to, Field from) {
        emission.get(R1, from);
        emission.put(R8, to, R1);
    }

    /** R8 = a new entry on the stack, stored in the table it belongs to; this packet is counted in it. */
    void insert() {
        var stateless = code.label("stateless");
        code.section("a new connection: its entry").mov(R8, R10).alu(AluOp.ADD, R8, VALUE);
        for (int i = 0; i < ConnValue.STRUCT.size(); i += 8) {
            code.storeImm(Width.DW, R10, VALUE + i, 0);
        }
        move(ConnValue.CREATED_NS, Meta.NOW_NS);
        move(ConnValue.LAST_SEEN_NS, Meta.NOW_NS);
        move(ConnValue.FLOW_ID, Meta.FLOW_ID);
        emission.get(R1, Meta.SOURCE_IS_LOW);
        emission.get(R2, Meta.REPLY);
        code.alu(AluOp.XOR, R1, R2);
        emission.put(R8, ConnValue.LOW_IS_ORIGIN, R1);
        move(ConnValue.SERVICE, Meta.SERVICE);
        flags();
        verdicts();
        forwarding.count();
        if (forwarding.hasChains()) {
            forwarding.chains.assign();
        }
        emission.jumpIfFlag(MetaFlag.STATELESS, R1, stateless);
        table();
        code.bind(stateless);
    }

    private void flags() {
        var silent = code.label("entry-silent");
        var opened = code.label("entry-opened");
        code.mov(R3, 0);
        emission.get(R1, Meta.ORIGIN_SLOT.member(Slot.FLAGS));
        emission.get(R2, Meta.TARGET_SLOT.member(Slot.FLAGS));
        code.alu(AluOp.OR, R1, R2).alu(AluOp.AND, R1, VerdictRecord.LOG).jumpIf(Condition.EQ, R1, 0, silent);
        code.alu(AluOp.OR, R3, ConnValue.LOGGED).bind(silent);
        emission.get(R1, Meta.FLAGS);
        code.alu(AluOp.AND, R1, MetaFlag.MID_STREAM).jumpIf(Condition.EQ, R1, 0, opened);
        code.alu(AluOp.OR, R3, ConnValue.MID_STREAM).bind(opened);
        emission.put(R8, ConnValue.FLAGS, R3);
    }

    /** A connection met mid-stream is established already, within its port's quota; any other is half-open. */
    private void table() {
        var halfOpen = code.label("insert-half-open");
        var midStream = code.label("insert-mid-stream");
        var done = code.label("inserted");
        emission.get(R1, Meta.FLAGS);
        code.jumpIf(Condition.SET, R1, MetaFlag.MID_STREAM, midStream)
                .jump(halfOpen)
                .bind(midStream);
        emission.owner(R1, META, Meta.ORIGIN_PORT_SLOT, Meta.TARGET_PORT_SLOT);
        emission.lookupIndex(Maps.PORTS, R1);
        code.jumpIf(Condition.EQ, R0, 0, halfOpen);
        emission.get(R9, R0, PortRecord.QUOTA);
        emission.owner(R1, META, Meta.ORIGIN_PORT_SLOT, Meta.TARGET_PORT_SLOT);
        emission.lookupIndex(Maps.PORT_CONNECTIONS, R1);
        code.jumpIf(Condition.EQ, R0, 0, halfOpen).load(Width.DW, R1, R0, 0);
        emission.dropIf(Condition.GE, R1, R9, DropReason.PORT_QUOTA);
        code.mov(R9, R0);
        store(Maps.CONNECTIONS);
        emission.dropIf(Condition.NE, R0, 0, DropReason.CONNECTIONS_FULL);
        code.mov(R1, 1).atomicAdd(Width.DW, R9, 0, R1).jump(done).bind(halfOpen);
        store(Maps.HALF_OPEN);
        code.bind(done);
    }

    private void store(MapSpec table) {
        code.loadMap(R1, table.symbol()).mov(R2, META).alu(AluOp.ADD, R2, Meta.KEY.offset());
        code.mov(R3, R8).mov(R4, 0).call(Helper.MAP_UPDATE_ELEM);
    }
}
