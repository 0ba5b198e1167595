package dev.damson.policy.emit;

import static dev.damson.policy.ebpf.Register.R0;
import static dev.damson.policy.ebpf.Register.R1;
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
import dev.damson.policy.plan.DomainPlan;
import dev.damson.wire.layout.ConnValue;
import dev.damson.wire.layout.DropReason;
import dev.damson.wire.layout.Maps;
import dev.damson.wire.layout.Meta;
import dev.damson.wire.layout.MetaFlag;
import dev.damson.wire.layout.PortRecord;

/**
 * What a workload port's packet enters: parse, guard, connection table. A connection that both ends allowed in this
 * epoch is delivered here; anything else goes to the judging programs.
 */
final class IngressProgram {
    private final Assembler code = new Assembler("ingress");
    private final Emission emission = new Emission(code);
    private final Forwarding forwarding;

    IngressProgram(DomainPlan plan) {
        this.forwarding = new Forwarding(emission, plan);
    }

    Assembler emit() {
        var parsed = code.label("parsed");
        var error = code.label("icmp-error");
        var current = code.label("current");
        var stale = code.label("stale");
        var resolve = code.label("resolve");
        emission.begin();
        emission.put(Meta.SEGMENTS, 1);
        emission.get(R1, Meta.PORT);
        emission.lookupIndex(Maps.PORTS, R1);
        emission.dropIf(Condition.EQ, R0, 0, DropReason.PORT_GONE);
        code.mov(R8, R0);
        var guard = new SourceGuard(emission, true);
        var transport = new TransportParser(emission, guard, parsed, error);
        var fragments = new Fragments(emission);
        var known = code.label("known");
        new PacketParser(emission, guard, transport, fragments).emit();
        new Neighbours(emission, guard, forwarding).emit(transport.tooShort());
        code.bind(parsed);
        fragments.first(known);
        fragments.later(known);
        code.bind(known);
        noMulticast6();
        new ConnectionKey(emission).emit(Meta.SOURCE, Meta.DESTINATION);
        new ConnectionLookup(emission).emit(current, stale);
        unknown(resolve);
        known(stale);
        code.bind(resolve);
        new Destination(emission).emit();
        judge();
        new IcmpErrors(emission).emit(error, current);
        code.bind(current);
        forwarding.count();
        promote();
        forwarding.taps();
        forwarding.chainAndDeliver();
        emission.end();
        return code;
    }

    private void noMulticast6() {
        var unicast = code.label("unicast");
        emission.get(R1, Meta.FAMILY);
        code.jumpIf(Condition.NE, R1, 6, unicast).load(Width.B, R1, META, Meta.DESTINATION.offset());
        emission.dropIf(Condition.EQ, R1, 0xff, DropReason.MULTICAST);
        code.bind(unicast);
    }

    /** Nothing is known: both ends have to judge. */
    private void unknown(Label resolve) {
        emission.put(Meta.TO_JUDGE, Meta.ORIGIN_END | Meta.TARGET_END);
        emission.put(Meta.FLOW_ID, 0);
        emission.put(Meta.ORIGIN_IDENTITY, 0);
        emission.put(Meta.TARGET_IDENTITY, 0);
        code.jump(resolve);
    }

    /** What is still valid of the entry's judgement goes along. */
    private void known(Label stale) {
        code.section("judged in an earlier epoch").bind(stale);
        emission.copy(META, Meta.ORIGIN_SLOT, R8, ConnValue.ORIGIN_SLOT, R1);
        emission.copy(META, Meta.TARGET_SLOT, R8, ConnValue.TARGET_SLOT, R1);
        emission.get(R1, R8, ConnValue.FLOW_ID);
        emission.put(Meta.FLOW_ID, R1);
        emission.get(R1, R8, ConnValue.SERVICE);
        emission.put(Meta.SERVICE, R1);
        emission.get(R1, R8, ConnValue.ORIGIN_IDENTITY);
        emission.put(Meta.ORIGIN_IDENTITY, R1);
        emission.get(R1, R8, ConnValue.TARGET_IDENTITY);
        emission.put(Meta.TARGET_IDENTITY, R1);
    }

    private void judge() {
        var target = code.label("judge-target");
        var origin = code.label("judge-origin");
        code.section("judge");
        emission.get(R1, Meta.TO_JUDGE);
        code.jumpIf(Condition.SET, R1, Meta.ORIGIN_END, origin).jump(target).bind(origin);
        emission.tailCall(Maps.FROM, Meta.ORIGIN_PORT_SLOT);
        code.jump(emission.drop(DropReason.NO_PROGRAM)).bind(target);
        emission.tailCall(Maps.TO, Meta.TARGET_PORT_SLOT);
        code.jump(emission.drop(DropReason.NO_PROGRAM));
    }

    /** The reply makes a half-open connection an established one, within the quota of the port that opened it. */
    private void promote() {
        var done = code.label("promoted");
        var half = code.label("promote");
        var full = code.label("promote-full");
        code.section("promote");
        emission.get(R1, Meta.FLAGS);
        code.jumpIf(Condition.SET, R1, MetaFlag.HALF_OPEN_ENTRY, half)
                .jump(done)
                .bind(half);
        emission.get(R1, Meta.REPLY);
        code.jumpIf(Condition.EQ, R1, 0, done);
        emission.get(R1, R8, ConnValue.ORIGIN_PORT);
        emission.lookupIndex(Maps.PORTS, R1);
        code.jumpIf(Condition.EQ, R0, 0, done);
        emission.get(R9, R0, PortRecord.QUOTA);
        emission.get(R1, R8, ConnValue.ORIGIN_PORT);
        emission.lookupIndex(Maps.PORT_CONNECTIONS, R1);
        code.jumpIf(Condition.EQ, R0, 0, done).load(Width.DW, R1, R0, 0).jumpIf(Condition.GE, R1, R9, full);
        code.mov(R9, R0);
        emission.get(R1, R8, ConnValue.FLAGS);
        code.alu(AluOp.OR, R1, ConnValue.REPLIED);
        emission.put(R8, ConnValue.FLAGS, R1);
        code.loadMap(R1, Maps.CONNECTIONS.symbol()).mov(R2, META).alu(AluOp.ADD, R2, Meta.KEY.offset());
        code.mov(R3, R8).mov(R4, 1).comment("BPF_NOEXIST").call(Helper.MAP_UPDATE_ELEM);
        code.jumpIf(Condition.NE, R0, 0, full).mov(R1, 1).atomicAdd(Width.DW, R9, 0, R1);
        emission.delete(Maps.HALF_OPEN, META, Meta.KEY.offset());
        code.jump(done).bind(full).comment("stays half-open: it works, and may be pushed out under a flood");
        code.bind(done);
    }
}
