package dev.damson.policy.emit;

import static dev.damson.policy.ebpf.Register.R0;
import static dev.damson.policy.ebpf.Register.R1;
import static dev.damson.policy.ebpf.Register.R10;
import static dev.damson.policy.ebpf.Register.R2;
import static dev.damson.policy.ebpf.Register.R3;
import static dev.damson.policy.ebpf.Register.R4;
import static dev.damson.policy.ebpf.Register.R8;
import static dev.damson.policy.emit.Emission.CONTEXT;
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
import dev.damson.wire.layout.Field;
import dev.damson.wire.layout.InstanceCounters;
import dev.damson.wire.layout.InstanceRecord;
import dev.damson.wire.layout.Maps;
import dev.damson.wire.layout.Meta;
import dev.damson.wire.layout.PortRecord;
import java.util.List;

/**
 * What a service port's packet enters. It passes only as part of a connection that went into this instance, on the
 * side where such a packet leaves, under the instance's MACs; then it goes on along the chain, or to its port.
 */
final class ServiceProgram {
    /** Health probes (SEMANTICS, service insertion): UDP between two addresses of 198.18.0.0/15. */
    static final int PROBE_PORT = 7007;

    private static final int KIND = -408;
    private static final int INSTANCE = -416;
    private static final int NONCE = -424;

    private final Assembler code = new Assembler("service");
    private final Emission emission = new Emission(code);
    private final Forwarding forwarding;
    private final Label foreign = code.label("not-from-flow");

    ServiceProgram(DomainPlan plan) {
        this.forwarding = new Forwarding(emission, plan);
    }

    Assembler emit() {
        var parsed = code.label("parsed");
        var error = code.label("icmp-error");
        var found = code.label("found");
        emission.begin();
        emission.put(Meta.SEGMENTS, 1);
        emission.get(R1, Meta.PORT);
        emission.lookupIndex(Maps.PORTS, R1);
        emission.dropIf(Condition.EQ, R0, 0, DropReason.PORT_GONE);
        code.mov(R8, R0);
        emission.get(R1, R8, PortRecord.KIND);
        code.store(Width.DW, R10, KIND, R1);
        emission.get(R1, R8, PortRecord.INSTANCE);
        code.store(Width.DW, R10, INSTANCE, R1);
        var guard = new SourceGuard(emission, Entrance.SERVICE_PORT);
        var transport = new TransportParser(emission, guard, parsed, error);
        var fragments = new Fragments(emission);
        var known = code.label("known");
        new PacketParser(emission, guard, transport, fragments).emit();
        code.bind(parsed);
        fragments.first(known);
        fragments.later(known);
        code.bind(known);
        probe();
        new ConnectionKey(emission).emit(Meta.SOURCE, Meta.DESTINATION);
        lookup(found);
        new IcmpErrors(emission).emit(error, found);
        code.bind(found);
        expected();
        along();
        foreign();
        emission.end();
        return code;
    }

    /** A probe that came through proves the instance; it goes no further. */
    private void probe() {
        var none = code.label("no-probe");
        var out = code.label("probe-out");
        code.section("health probe");
        emission.get(R1, Meta.PROTOCOL);
        code.jumpIf(Condition.NE, R1, 17, none);
        emission.get(R1, Meta.DESTINATION_PORT);
        code.jumpIf(Condition.NE, R1, Skb.network16(PROBE_PORT), none);
        code.load(Width.W, R1, META, Meta.DESTINATION.offset()).alu(AluOp.AND, R1, 0xfeff);
        code.jumpIf(Condition.NE, R1, 18 << 8 | 198, none);
        emission.get(R2, Meta.L4_OFFSET);
        code.alu(AluOp.ADD, R2, 8)
                .mov(R1, CONTEXT)
                .mov(R3, R10)
                .alu(AluOp.ADD, R3, NONCE)
                .mov(R4, 8);
        code.call(Helper.SKB_LOAD_BYTES).jumpIf(Condition.NE, R0, 0, out);
        code.load(Width.DW, R1, R10, INSTANCE);
        emission.lookupIndex(Maps.INSTANCE_COUNTERS, R1);
        code.jumpIf(Condition.EQ, R0, 0, out).load(Width.DW, R1, R10, NONCE).toBigEndian(R1, 64);
        emission.put(R0, InstanceCounters.PROBE_NONCE, R1);
        code.bind(out).mov(R0, Skb.ACT_SHOT).exit().bind(none);
    }

    private void lookup(Label found) {
        var hit = code.label("hit");
        emission.lookup(Maps.CONNECTIONS, META, Meta.KEY.offset());
        code.jumpIf(Condition.NE, R0, 0, hit);
        emission.lookup(Maps.HALF_OPEN, META, Meta.KEY.offset());
        code.jumpIf(Condition.EQ, R0, 0, foreign).bind(hit).mov(R8, R0);
        emission.get(R1, R8, ConnValue.LOW_IS_ORIGIN);
        emission.get(R2, Meta.SOURCE_IS_LOW);
        code.alu(AluOp.XOR, R1, R2);
        emission.put(Meta.REPLY, R1);
        code.jump(found);
    }

    /** The originator's packets leave outside, the responder's inside, each under the instance's two MACs. */
    private void expected() {
        var reply = code.label("expect-reply");
        var done = code.label("expected");
        code.section("expected side and MACs").load(Width.DW, R1, R10, KIND);
        emission.get(R2, Meta.REPLY);
        code.jumpIf(Condition.NE, R2, 0, reply);
        code.jumpIf(Condition.NE, R1, PortRecord.Kind.SERVICE_OUT.ordinal(), foreign);
        macs(InstanceRecord.OUTSIDE_MAC, InstanceRecord.INSIDE_MAC);
        code.jump(done).bind(reply);
        code.jumpIf(Condition.NE, R1, PortRecord.Kind.SERVICE_IN.ordinal(), foreign);
        macs(InstanceRecord.INSIDE_MAC, InstanceRecord.OUTSIDE_MAC);
        code.bind(done);
    }

    private void macs(Field destination, Field source) {
        code.load(Width.DW, R1, R10, INSTANCE);
        emission.lookupIndex(Maps.INSTANCES, R1);
        code.jumpIf(Condition.EQ, R0, 0, foreign);
        code.load(Width.W, R2, CONTEXT, Skb.DATA).load(Width.W, R3, CONTEXT, Skb.DATA_END);
        code.mov(R4, R2).alu(AluOp.ADD, R4, Skb.ETHERNET).jumpIf(Condition.GT, R4, R3, foreign);
        for (int i = 0; i < 6; i += 2) {
            same(i, destination.offset() + i);
            same(6 + i, source.offset() + i);
        }
    }

    private void same(int frame, int record) {
        code.load(Width.H, R3, R2, frame).load(Width.H, R4, R0, record).jumpIf(Condition.NE, R3, R4, foreign);
    }

    /** Finds the instance's place in the connection's chain and goes on from there. */
    private void along() {
        var places = forwarding.chains.places();
        var send = code.label("to-instance");
        var deliver = code.label("deliver");
        var reply = code.label("along-reply");
        code.section("place in the chain").load(Width.DW, R1, R10, INSTANCE);
        forwarding.instanceCounter(InstanceCounters.OUT);
        emission.get(R1, Meta.REPLY);
        code.jumpIf(Condition.NE, R1, 0, reply);
        from(places, deliver, send);
        code.bind(reply);
        from(places.reversed(), deliver, send);
        forwarding.toInstance(send);
        code.bind(deliver);
        forwarding.deliver(true);
    }

    private void from(List<Integer> places, Label deliver, Label send) {
        for (int i = 0; i < places.size(); i++) {
            var next = code.label("not-place-" + places.get(i));
            emission.get(R1, R8, ChainSteps.function(places.get(i)));
            code.jumpIf(Condition.EQ, R1, 0, next);
            emission.get(R1, R8, ChainSteps.instance(places.get(i)));
            code.load(Width.DW, R2, R10, INSTANCE).jumpIf(Condition.NE, R1, R2, next);
            forwarding.chains.towards(places.subList(i + 1, places.size()), send);
            code.jump(deliver).bind(next);
        }
        code.jump(foreign);
    }

    private void foreign() {
        code.section("not from a flow").bind(foreign).load(Width.DW, R1, R10, INSTANCE);
        forwarding.instanceCounter(InstanceCounters.NOT_FROM_FLOW);
        code.jump(emission.drop(DropReason.NOT_FROM_FLOW));
    }
}
