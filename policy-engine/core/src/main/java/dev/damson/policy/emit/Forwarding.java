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
import dev.damson.wire.layout.HostEntry;
import dev.damson.wire.layout.InstanceCounters;
import dev.damson.wire.layout.InstanceRecord;
import dev.damson.wire.layout.Maps;
import dev.damson.wire.layout.Meta;
import dev.damson.wire.layout.PortRecord;

/** What an allowed packet meets: counters, taps, its chain, and the port it is for. R8 is the connection. */
final class Forwarding {
    private static final int MACS = -392;
    private static final int INSTANCE_PORT = -400;
    /** The host table's key: a new connection's entry still lies where the key of other lookups goes. */
    private static final int HOST_KEY = -504;

    private final Emission emission;
    private final Assembler code;
    private final DomainPlan plan;
    private final Destination hosts;
    private final Tunnel tunnel;
    final ChainSteps chains;

    Forwarding(Emission emission, DomainPlan plan) {
        this.emission = emission;
        this.code = emission.code;
        this.plan = plan;
        this.hosts = new Destination(emission, HOST_KEY);
        this.tunnel = new Tunnel(emission);
        this.chains = new ChainSteps(emission, plan.chains(), plan.longestChain());
    }

    boolean hasChains() {
        return !plan.chains().isEmpty();
    }

    /** Adds the packet to the connection's counters. */
    void count() {
        var reply = code.label("count-reply");
        var done = code.label("counted");
        code.section("count");
        emission.get(R1, Meta.NOW_NS);
        emission.put(R8, ConnValue.LAST_SEEN_NS, R1);
        emission.get(R1, Meta.SEGMENTS);
        emission.get(R2, Meta.WIRE_LENGTH);
        emission.get(R3, Meta.TCP_FLAGS);
        code.alu(AluOp.AND, R3, 0x17);
        emission.get(R4, Meta.REPLY);
        code.jumpIf(Condition.NE, R4, 0, reply);
        add(ConnValue.PACKETS_FORWARD, ConnValue.BYTES_FORWARD, ConnValue.TCP_FORWARD);
        code.jump(done).bind(reply);
        add(ConnValue.PACKETS_REVERSE, ConnValue.BYTES_REVERSE, ConnValue.TCP_REVERSE);
        code.bind(done);
    }

    private void add(Field packets, Field bytes, Field flags) {
        var same = code.label("same-flags");
        emission.get(R5, R8, packets);
        code.alu(AluOp.ADD, R5, R1);
        emission.put(R8, packets, R5);
        emission.get(R5, R8, bytes);
        code.alu(AluOp.ADD, R5, R2);
        emission.put(R8, bytes, R5);
        emission.get(R5, R8, flags);
        code.mov(R4, R5).alu(AluOp.OR, R4, R3).jumpIf(Condition.EQ, R4, R5, same);
        emission.put(R8, flags, R4);
        code.bind(same);
    }

    void taps() {
        new TapCopies(emission, plan.taps())
                .emit(new TapCopies.Source(
                        R8,
                        ConnValue.ORIGIN_SLOT,
                        ConnValue.TARGET_SLOT,
                        ConnValue.ORIGIN_PORT,
                        ConnValue.TARGET_PORT,
                        ConnValue.FLOW_ID));
    }

    /** From the workload's port: the whole chain lies ahead, in the direction of the packet. */
    void chainAndDeliver() {
        fitsIntoTunnel();
        if (hasChains()) {
            var reply = code.label("chain-reply");
            var send = code.label("to-instance");
            var deliver = code.label("deliver");
            code.section("through the chain: towards an instance");
            emission.get(R1, Meta.REPLY);
            code.jumpIf(Condition.NE, R1, 0, reply);
            chains.towards(chains.places(), send);
            code.jump(deliver).bind(reply);
            chains.towards(chains.places().reversed(), send);
            code.jump(deliver);
            toInstance(send);
            code.bind(deliver);
        }
        deliver(false);
    }

    /** What another edge gets has to fit into the tunnel; its sender learns how large that is (RFC 1191, RFC 8201). */
    private void fitsIntoTunnel() {
        var fits = code.label("fits");
        code.section("size");
        side(ConnValue.ORIGIN_PORT, ConnValue.TARGET_PORT);
        code.mov32(R2, PortRecord.NONE).jumpIf(Condition.NE, R1, R2, fits);
        tunnel.fits(fits);
        Answer.tooLarge(emission, this).emit();
        code.bind(fits);
    }

    /** R9 = an instance's record: the packet enters on the side of its direction, under the instance's two MACs. */
    void toInstance(Label send) {
        var reply = code.label("enter-outside");
        var enter = code.label("enter");
        code.section("to an instance").bind(send);
        emission.get(R1, Meta.REPLY);
        code.jumpIf(Condition.NE, R1, 0, reply);
        macs(InstanceRecord.OUTSIDE_MAC.offset(), InstanceRecord.INSIDE_MAC.offset());
        emission.get(R1, R9, InstanceRecord.INSIDE_PORT);
        code.jump(enter).bind(reply);
        macs(InstanceRecord.INSIDE_MAC.offset(), InstanceRecord.OUTSIDE_MAC.offset());
        emission.get(R1, R9, InstanceRecord.OUTSIDE_PORT);
        code.bind(enter).store(Width.DW, R10, INSTANCE_PORT, R1);
        storeMacs();
        code.load(Width.DW, R1, R10, INSTANCE_PORT);
        emission.lookupIndex(Maps.PORTS, R1);
        emission.dropIf(Condition.EQ, R0, 0, DropReason.PORT_GONE);
        code.mov(R9, R0);
        emission.get(R1, R9, PortRecord.INSTANCE);
        instanceCounter(InstanceCounters.IN);
        redirect();
    }

    /** R1 = instance slot. */
    void instanceCounter(Field counter) {
        var done = code.label("instance-counted");
        emission.lookupIndex(Maps.INSTANCE_COUNTERS, R1);
        code.jumpIf(Condition.EQ, R0, 0, done);
        emission.get(R1, Meta.SEGMENTS);
        emission.count(R0, counter, R1);
        code.bind(done);
    }

    private void macs(int destination, int source) {
        code.load(Width.W, R2, R9, destination).store(Width.W, R10, MACS, R2);
        code.load(Width.H, R2, R9, destination + 4).store(Width.H, R10, MACS + 4, R2);
        mac(6, source);
    }

    /** Stack MACs + at = the six bytes at R9 + offset. */
    private void mac(int at, int offset) {
        for (int i = 0; i < 6; i += 2) {
            code.load(Width.H, R2, R9, offset + i).store(Width.H, R10, MACS + at + i, R2);
        }
    }

    private void storeMacs() {
        code.mov(R1, CONTEXT)
                .mov(R2, 0)
                .mov(R3, R10)
                .alu(AluOp.ADD, R3, MACS)
                .mov(R4, 12)
                .mov(R5, 0);
        code.call(Helper.SKB_STORE_BYTES);
        emission.dropIf(Condition.NE, R0, 0, DropReason.REDIRECT_FAILED);
    }

    /** @param restore after a chain: the frame gets back the MACs of the two workloads */
    void deliver(boolean restore) {
        var elsewhere = code.label("to-another-edge");
        code.section("deliver");
        if (restore) {
            senderMac();
        }
        side(ConnValue.ORIGIN_PORT, ConnValue.TARGET_PORT);
        code.mov32(R2, PortRecord.NONE).jumpIf(Condition.EQ, R1, R2, elsewhere);
        portRecord();
        receiverMac(restore, PortRecord.MAC);
        redirect();
        code.bind(elsewhere);
        host(Meta.DESTINATION);
        receiverMac(restore, HostEntry.MAC);
        emission.get(R1, R9, HostEntry.EDGE_ADDRESS);
        code.comment("it moved here meanwhile: its connections are judged again at once");
        emission.dropIf(Condition.EQ, R1, 0, DropReason.NO_DESTINATION);
        tunnel.sendOf(plan.chains());
    }

    /** R9 = the port's record, or the host entry, whose MAC the frame has, or gets back. */
    private void receiverMac(boolean restore, Field mac) {
        if (restore) {
            mac(0, mac.offset());
            storeMacs();
        } else {
            hosts.destinationMac(R9, mac);
        }
    }

    /** The frame to be has the source MAC that the other side of the connection knows. */
    private void senderMac() {
        var elsewhere = code.label("sender-elsewhere");
        var done = code.label("sender-mac");
        side(ConnValue.TARGET_PORT, ConnValue.ORIGIN_PORT);
        code.mov32(R2, PortRecord.NONE).jumpIf(Condition.EQ, R1, R2, elsewhere);
        portRecord();
        mac(6, PortRecord.MAC.offset());
        code.jump(done).bind(elsewhere);
        host(Meta.SOURCE);
        mac(6, HostEntry.MAC.offset());
        code.bind(done);
    }

    /** R9 = the host entry of an address of the packet. */
    private void host(Field address) {
        hosts.lookup(META, address.offset());
        emission.dropIf(Condition.EQ, R0, 0, DropReason.NO_DESTINATION);
        code.mov(R9, R0);
    }

    /** R1 = the connection's field for this packet's direction. */
    private void side(Field reply, Field forward) {
        var isReply = code.label("side-reply");
        var done = code.label("side");
        emission.get(R2, Meta.REPLY);
        code.jumpIf(Condition.NE, R2, 0, isReply);
        emission.get(R1, R8, forward);
        code.jump(done).bind(isReply);
        emission.get(R1, R8, reply);
        code.bind(done);
    }

    /** R1 = slot → R9 = the port's record. */
    private void portRecord() {
        emission.lookupIndex(Maps.PORTS, R1);
        emission.dropIf(Condition.EQ, R0, 0, DropReason.NO_DESTINATION);
        code.mov(R9, R0);
    }

    /** Back to where the packet came from: its port, or the edge that sent it. */
    void toSender() {
        var port = code.label("sender-here");
        emission.get(R1, Meta.EDGE);
        code.jumpIf(Condition.EQ, R1, 0, port);
        tunnel.send();
        code.bind(port);
        emission.get(R1, Meta.PORT);
        emission.lookupIndex(Maps.PORTS, R1);
        emission.dropIf(Condition.EQ, R0, 0, DropReason.PORT_GONE);
        code.mov(R9, R0);
        redirect();
    }

    /** R9 = a port's record: straight into its peer's namespace, or out of a plain device. */
    void redirect() {
        var plain = code.label("plain-device");
        code.section("redirect");
        emission.get(R1, R9, PortRecord.IFINDEX);
        emission.dropIf(Condition.EQ, R1, 0, DropReason.PORT_GONE);
        code.mov(R1, 0).store(Width.W, CONTEXT, Skb.MARK, R1);
        code.mov(R1, CONTEXT).mov(R2, Skb.PACKET_HOST).call(Helper.SKB_CHANGE_TYPE);
        emission.get(R3, R9, PortRecord.FLAGS);
        emission.get(R1, R9, PortRecord.IFINDEX);
        code.mov(R2, 0);
        var peer = code.label("peer");
        code.jumpIf(Condition.SET, R3, PortRecord.REDIRECT_PEER, peer)
                .jump(plain)
                .bind(peer);
        code.call(Helper.REDIRECT_PEER).exit();
        code.bind(plain).call(Helper.REDIRECT).exit();
    }
}
