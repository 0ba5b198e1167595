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
 * What a packet enters that leaves a workload's port, or that comes through the tunnel: parse, guard, connection table. A
 * connection that both ends allowed in this epoch is delivered here; anything else goes to the judging programs.
 */
final class IngressProgram {
    private final Assembler code;
    private final Emission emission;
    private final Forwarding forwarding;
    private final Entrance entrance;
    private final OtherEdge otherEdge;

    /** @param addressCells entries of the domain's IPv4 trie, a power of two */
    IngressProgram(DomainPlan plan, Entrance entrance, int addressCells) {
        this.code = new Assembler(entrance == Entrance.TUNNEL ? "arrival" : "ingress");
        this.emission = new Emission(code);
        this.entrance = entrance;
        this.forwarding = new Forwarding(emission, plan);
        this.otherEdge = new OtherEdge(emission, addressCells);
    }

    Assembler emit() {
        var parsed = code.label("parsed");
        var error = code.label("icmp-error");
        var current = code.label("current");
        var stale = code.label("stale");
        var resolve = code.label("resolve");
        emission.begin();
        emission.put(Meta.SEGMENTS, 1);
        boolean tunnel = entrance == Entrance.TUNNEL;
        if (tunnel) {
            new Tunnel(emission).receiveMark();
        } else {
            portRecord();
        }
        var guard = new SourceGuard(emission, entrance);
        var fragments = new Fragments(emission);
        var known = code.label("known");
        var claimedError = tunnel ? code.label("icmp-error-from-edge") : error;
        var transport = new TransportParser(emission, guard, parsed, claimedError);
        new PacketParser(emission, guard, transport, fragments).emit();
        if (!tunnel) {
            new Neighbours(emission, guard, forwarding).emit(transport.tooShort());
        }
        code.bind(parsed);
        fragments.first(known);
        fragments.later(known);
        code.bind(known);
        if (tunnel) {
            new Destination(emission).sourceOnEdge();
        }
        noMulticast6();
        new ConnectionKey(emission).emit(Meta.SOURCE, Meta.DESTINATION);
        var unchanged = forwarding.hasChains() && tunnel ? code.label("judged") : current;
        new ConnectionLookup(emission).emit(unchanged, stale);
        unknown(resolve);
        if (!unchanged.equals(current)) {
            chainBefore(unchanged, current, stale);
        }
        known(stale);
        code.bind(resolve);
        new Destination(emission).emit(entrance);
        otherEdge.leave();
        otherEdge.judge();
        code.jump(emission.drop(DropReason.NO_PROGRAM));
        if (tunnel) {
            code.bind(claimedError);
            new Destination(emission).sourceOnEdge();
            code.jump(error);
        }
        new IcmpErrors(emission).emit(error, current);
        code.bind(current);
        forwarding.count();
        promote();
        forwarding.taps();
        forwarding.chainAndDeliver();
        emission.end();
        return code;
    }

    private void portRecord() {
        emission.get(R1, Meta.PORT);
        emission.lookupIndex(Maps.PORTS, R1);
        emission.dropIf(Condition.EQ, R0, 0, DropReason.PORT_GONE);
        code.mov(R8, R0);
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

    /** Where the originator's edge has another chain than it had, what is left to do here is asked anew. */
    private void chainBefore(Label judged, Label current, Label stale) {
        code.section("chain that the originator's edge has run, before").bind(judged);
        emission.get(R1, Meta.REPLY);
        code.jumpIf(Condition.NE, R1, 0, current);
        emission.get(R1, Meta.CHAIN_MARK);
        emission.get(R2, R8, ConnValue.ORIGIN_MARK);
        code.jumpIf(Condition.EQ, R1, R2, current);
        emission.put(Meta.TO_JUDGE, Meta.TARGET_END);
        code.jump(stale);
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
        emission.owner(R1, R8);
        emission.lookupIndex(Maps.PORTS, R1);
        code.jumpIf(Condition.EQ, R0, 0, done);
        emission.get(R9, R0, PortRecord.QUOTA);
        emission.owner(R1, R8);
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
