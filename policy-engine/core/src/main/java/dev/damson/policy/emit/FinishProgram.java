package dev.damson.policy.emit;

import static dev.damson.policy.ebpf.Register.R0;
import static dev.damson.policy.ebpf.Register.R1;
import static dev.damson.policy.ebpf.Register.R2;
import static dev.damson.policy.ebpf.Register.R3;
import static dev.damson.policy.ebpf.Register.R7;
import static dev.damson.policy.ebpf.Register.R8;
import static dev.damson.policy.emit.Emission.META;

import dev.damson.policy.ebpf.AluOp;
import dev.damson.policy.ebpf.Assembler;
import dev.damson.policy.ebpf.Condition;
import dev.damson.policy.ebpf.Helper;
import dev.damson.policy.ebpf.Label;
import dev.damson.policy.plan.DomainPlan;
import dev.damson.wire.layout.DropReason;
import dev.damson.wire.layout.Field;
import dev.damson.wire.layout.Maps;
import dev.damson.wire.layout.Meta;
import dev.damson.wire.layout.MetaFlag;
import dev.damson.wire.layout.PortRecord;
import dev.damson.wire.layout.Slot;
import dev.damson.wire.layout.VerdictRecord;
import dev.damson.wire.layout.VerdictRecord.Action;

/** Completes a judgement: both ends' verdicts are in meta. Remembers, reports, and lets go or drops. */
final class FinishProgram {
    private static final int SYN = 2;
    private static final int SYN_ACK = 2 | 16;

    private final Assembler code = new Assembler("finish");
    private final Emission emission = new Emission(code);
    private final DomainPlan plan;
    private final Forwarding forwarding;
    private final FlowEvents events;
    private final OtherEdge otherEdge;

    /** @param addressCells entries of the domain's IPv4 trie, a power of two */
    FinishProgram(DomainPlan plan, int addressCells) {
        this.plan = plan;
        this.otherEdge = new OtherEdge(emission, addressCells);
        this.forwarding = new Forwarding(emission, plan);
        this.events = new FlowEvents(emission);
    }

    Assembler emit() {
        var deniedAtOrigin = code.label("denied-at-origin");
        var deniedAtTarget = code.label("denied-at-target");
        var remembered = code.label("remembered");
        var fresh = code.label("fresh");
        emission.begin();
        code.section("does every end that was judged allow it?");
        emission.get(R1, Meta.ORIGIN_SLOT.member(Slot.ACTION));
        code.jumpIf(Condition.NE, R1, Action.ALLOW.ordinal(), deniedAtOrigin);
        emission.get(R1, Meta.TARGET_SLOT.member(Slot.ACTION));
        code.jumpIf(Condition.NE, R1, Action.ALLOW.ordinal(), deniedAtTarget);
        flowId();
        wouldDeny(Meta.ORIGIN_SLOT, Meta.ORIGIN_END);
        wouldDeny(Meta.TARGET_SLOT, Meta.TARGET_END);
        var table = new ConnectionStore(emission, forwarding);
        table.update(remembered, fresh);
        code.bind(fresh);
        opening();
        report();
        table.insert();
        var forward = code.label("forward");
        code.jump(forward).bind(remembered);
        forwarding.count();
        code.bind(forward);
        forwarding.taps();
        forwarding.chainAndDeliver();
        denied(deniedAtOrigin, deniedAtTarget);
        emission.end();
        return code;
    }

    private void flowId() {
        var known = code.label("flow-known");
        emission.get(R1, Meta.FLOW_ID);
        code.jumpIf(Condition.NE, R1, 0, known)
                .call(Helper.GET_PRANDOM_U32)
                .mov(R8, R0)
                .alu(AluOp.LSH, R8, 32);
        code.call(Helper.GET_PRANDOM_U32).alu(AluOp.OR, R8, R0);
        emission.put(Meta.FLOW_ID, R8);
        code.bind(known);
    }

    private void wouldDeny(Field slot, int end) {
        var agrees = code.label("pending-agrees");
        emission.get(R1, slot.member(Slot.PENDING));
        code.jumpIf(Condition.EQ, R1, Action.ALLOW.ordinal(), agrees);
        events.emit(FlowEvents.Kind.WOULD_DENY, end, true);
        code.bind(agrees);
    }

    /** A TCP connection begins with a SYN; anything else of an unknown one is mid-stream. */
    private void opening() {
        var opens = code.label("opens");
        code.section("does the packet open a connection?");
        emission.get(R1, Meta.PROTOCOL);
        var tcp = code.label("opening-tcp");
        code.jumpIf(Condition.EQ, R1, 6, tcp);
        code.comment("a packet of no connection that runs backwards");
        emission.get(R1, Meta.REPLY);
        code.jumpIf(Condition.EQ, R1, 0, opens);
        emission.flag(MetaFlag.MID_STREAM, R1);
        code.jump(opens).bind(tcp);
        emission.get(R1, Meta.TCP_FLAGS);
        code.alu(AluOp.AND, R1, SYN_ACK).jumpIf(Condition.EQ, R1, SYN, opens);
        slotFlags();
        code.jumpIf(Condition.SET, R1, VerdictRecord.TCP_STRICT, emission.drop(DropReason.MID_STREAM));
        emission.flag(MetaFlag.MID_STREAM, R1);
        code.bind(opens);
    }

    /** R1 = flags of both verdicts. */
    private void slotFlags() {
        emission.get(R1, Meta.ORIGIN_SLOT.member(Slot.FLAGS));
        emission.get(R2, Meta.TARGET_SLOT.member(Slot.FLAGS));
        code.alu(AluOp.OR, R1, R2);
    }

    private void report() {
        var silent = code.label("silent");
        var logged = code.label("logged");
        slotFlags();
        code.jumpIf(Condition.SET, R1, VerdictRecord.LOG, logged).jump(silent).bind(logged);
        code.comment("a connection is told of once, by the originator's edge");
        emission.get(R1, Meta.ORIGIN_PORT_SLOT);
        code.mov32(R2, PortRecord.NONE).jumpIf(Condition.EQ, R1, R2, silent);
        events.emit(FlowEvents.Kind.NEW, Meta.ORIGIN_END, false);
        code.bind(silent);
    }

    private void denied(Label atOrigin, Label atTarget) {
        var drop = code.label("denied");
        code.section("denied at the source's end").bind(atOrigin);
        reverse();
        forget();
        flowId();
        code.comment("the target's end never saw it").mov(R1, 0);
        emission.put(Meta.TARGET_SLOT.member(Slot.TAPS), R1);
        emission.get(R8, Meta.ORIGIN_SLOT.member(Slot.ACTION));
        events.emit(FlowEvents.Kind.DENIED, Meta.ORIGIN_END, true);
        code.jump(drop).section("denied at the destination's end").bind(atTarget);
        reverse();
        forget();
        flowId();
        emission.get(R8, Meta.TARGET_SLOT.member(Slot.ACTION));
        events.emit(FlowEvents.Kind.DENIED, Meta.TARGET_END, true);
        code.bind(drop);
        new TapCopies(emission, plan.taps())
                .emit(new TapCopies.Source(
                        R7,
                        Meta.ORIGIN_SLOT,
                        Meta.TARGET_SLOT,
                        Meta.ORIGIN_PORT_SLOT,
                        Meta.TARGET_PORT_SLOT,
                        Meta.FLOW_ID));
        emission.dropIf(Condition.NE, R8, Action.REJECT.ordinal(), DropReason.DENIED);
        Answer.rejected(emission, forwarding).emit();
    }

    /**
     * A mid-stream segment of an unknown connection may belong to one that was opened from the other side (SEMANTICS,
     * 7), and so may a datagram in the first minutes of a port: judge that direction; if it is denied too, judge the first
     * one again, whose verdict is the one to tell.
     */
    private void reverse() {
        var last = code.label("no-reverse");
        var again = code.label("again");
        var tcp = code.label("reverse-tcp");
        var unknown = code.label("reverse");
        emission.get(R1, Meta.PROTOCOL);
        code.jumpIf(Condition.EQ, R1, 6, tcp).jumpIf(Condition.NE, R1, 17, last);
        inGrace(Meta.ORIGIN_PORT_SLOT, unknown);
        inGrace(Meta.TARGET_PORT_SLOT, unknown);
        code.jump(last).bind(tcp);
        emission.get(R1, Meta.TCP_FLAGS);
        code.alu(AluOp.AND, R1, SYN_ACK).jumpIf(Condition.EQ, R1, SYN, last);
        code.bind(unknown);
        emission.get(R1, Meta.FLAGS);
        code.jumpIf(
                Condition.SET,
                R1,
                MetaFlag.ESTABLISHED_ENTRY | MetaFlag.HALF_OPEN_ENTRY | MetaFlag.REVERSE_FAILED,
                last);
        code.mov(R2, R1).alu(AluOp.OR, R1, MetaFlag.REVERSE_TRIED);
        var first = code.label("first-denial");
        var second = code.label("second-denial");
        code.jumpIf(Condition.SET, R2, MetaFlag.REVERSE_TRIED, second).jump(first);
        code.bind(second).alu(AluOp.OR, R1, MetaFlag.REVERSE_FAILED).jump(again);
        code.bind(first).bind(again);
        emission.put(Meta.FLAGS, R1);
        swap();
        otherEdge.leave();
        otherEdge.judge();
        code.bind(last);
    }

    private void inGrace(Field port, Label within) {
        var over = code.label("grace-over");
        emission.get(R1, port);
        emission.lookupIndex(Maps.PORTS, R1);
        code.jumpIf(Condition.EQ, R0, 0, over);
        emission.get(R1, Meta.NOW_NS);
        emission.get(R2, R0, PortRecord.GRACE_UNTIL_NS);
        code.jumpIf(Condition.LT, R1, R2, within).bind(over);
    }

    private void swap() {
        var forward = code.label("swapped");
        emission.get(R1, Meta.REPLY);
        code.alu(AluOp.XOR, R1, 1);
        emission.put(Meta.REPLY, R1);
        emission.get(R2, Meta.DESTINATION_PORT);
        code.jumpIf(Condition.EQ, R1, 0, forward);
        emission.get(R2, Meta.SOURCE_PORT);
        code.bind(forward).toBigEndian(R2, 16);
        emission.put(Meta.SERVICE, R2);
        exchange(Meta.ORIGIN_PORT_SLOT, Meta.TARGET_PORT_SLOT);
        for (int i = 0; i < 2; i++) {
            exchange(Meta.ORIGIN_ADDRESS.element(i, 8), Meta.TARGET_ADDRESS.element(i, 8));
        }
        emission.put(Meta.TO_JUDGE, Meta.ORIGIN_END | Meta.TARGET_END);
    }

    private void exchange(Field a, Field b) {
        emission.get(R2, a);
        emission.get(R3, b);
        emission.put(a, R3);
        emission.put(b, R2);
    }

    /** A connection that is denied now ends. */
    private void forget() {
        var none = code.label("nothing-known");
        var found = code.label("ends");
        var established = code.label("ends-established");
        emission.get(R1, Meta.FLAGS);
        var known = code.label("known-entry");
        code.jumpIf(Condition.SET, R1, MetaFlag.ESTABLISHED_ENTRY | MetaFlag.HALF_OPEN_ENTRY, known)
                .jump(none)
                .bind(known);
        code.jumpIf(Condition.SET, R1, MetaFlag.ESTABLISHED_ENTRY, established);
        emission.lookup(Maps.HALF_OPEN, META, Meta.KEY.offset());
        code.jumpIf(Condition.EQ, R0, 0, none).jump(found).bind(established);
        emission.lookup(Maps.CONNECTIONS, META, Meta.KEY.offset());
        code.jumpIf(Condition.EQ, R0, 0, none).bind(found).mov(R8, R0);
        new ConnectionRemoval(emission).emit();
        code.bind(none);
    }
}
