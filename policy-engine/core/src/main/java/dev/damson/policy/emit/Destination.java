package dev.damson.policy.emit;

import static dev.damson.policy.ebpf.Register.R0;
import static dev.damson.policy.ebpf.Register.R1;
import static dev.damson.policy.ebpf.Register.R10;
import static dev.damson.policy.ebpf.Register.R2;
import static dev.damson.policy.ebpf.Register.R3;
import static dev.damson.policy.ebpf.Register.R4;
import static dev.damson.policy.emit.Emission.CONTEXT;
import static dev.damson.policy.emit.Emission.META;

import dev.damson.policy.ebpf.AluOp;
import dev.damson.policy.ebpf.Assembler;
import dev.damson.policy.ebpf.Condition;
import dev.damson.policy.ebpf.Register;
import dev.damson.policy.ebpf.Width;
import dev.damson.wire.layout.DropReason;
import dev.damson.wire.layout.Field;
import dev.damson.wire.layout.HostEntry;
import dev.damson.wire.layout.Maps;
import dev.damson.wire.layout.Meta;
import dev.damson.wire.layout.PortRecord;

/**
 * Where a packet goes, from (domain, destination address): the frame's destination MAC has to be that address's MAC,
 * so that the port that gets the packet is the one whose policy judged it.
 */
final class Destination {
    private static final int KEY = -128;

    private final Emission emission;
    private final Assembler code;
    private final int key;

    Destination(Emission emission) {
        this(emission, KEY);
    }

    /** @param key stack place of the host table's key */
    Destination(Emission emission, int key) {
        this.emission = emission;
        this.code = emission.code;
        this.key = key;
    }

    /** R0 = the host entry of the address at base + offset (16 bytes), or null. */
    void lookup(Register base, int offset) {
        emission.get(R1, Meta.DOMAIN);
        code.store(Width.W, R10, key + HostEntry.KEY_DOMAIN.offset(), R1);
        emission.get(R1, Meta.FAMILY);
        code.store(Width.W, R10, key + HostEntry.KEY_FAMILY.offset(), R1);
        emission.copy(R10, key + HostEntry.KEY_ADDRESS.offset(), base, offset, 16, R1);
        emission.lookup(Maps.HOSTS, R10, key);
    }

    /**
     * Fills meta's peer port, and the connection's original direction from the packet's and meta.reply. What comes
     * through the tunnel goes to a port of this host, and never back into the tunnel.
     */
    void emit(Entrance entrance) {
        var here = code.label("destination-here");
        code.section("destination");
        lookup(META, Meta.DESTINATION.offset());
        emission.dropIf(Condition.EQ, R0, 0, DropReason.NO_DESTINATION);
        destinationMac(R0, HostEntry.MAC);
        emission.get(R1, R0, HostEntry.PORT);
        code.mov32(R2, PortRecord.NONE);
        if (entrance == Entrance.TUNNEL) {
            code.jumpIf(Condition.EQ, R1, R2, emission.drop(DropReason.NO_DESTINATION));
        } else {
            code.jumpIf(Condition.NE, R1, R2, here);
            emission.get(R3, R0, HostEntry.EDGE_ADDRESS);
            emission.dropIf(Condition.EQ, R3, 0, DropReason.NO_DESTINATION);
            code.bind(here);
        }
        emission.put(Meta.PEER_PORT, R1);
        orient(entrance);
    }

    /** Drops unless the frame's destination MAC is the one at base.mac. */
    void destinationMac(Register base, Field mac) {
        frameMac(base, mac, 0, DropReason.WRONG_DESTINATION_MAC);
    }

    /** Drops unless the packet's source lives on the edge that the packet came from, under the frame's source MAC. */
    void sourceOnEdge() {
        code.section("the source lives on that edge");
        lookup(META, Meta.SOURCE.offset());
        emission.dropIf(Condition.EQ, R0, 0, DropReason.NOT_ON_EDGE);
        emission.get(R1, R0, HostEntry.EDGE_ADDRESS);
        emission.get(R2, Meta.EDGE);
        emission.dropIf(Condition.NE, R1, R2, DropReason.NOT_ON_EDGE);
        frameMac(R0, HostEntry.MAC, Skb.SOURCE_MAC, DropReason.NOT_ON_EDGE);
    }

    private void frameMac(Register base, Field mac, int at, DropReason otherwise) {
        code.load(Width.W, R2, CONTEXT, Skb.DATA).load(Width.W, R3, CONTEXT, Skb.DATA_END);
        code.mov(R4, R2).alu(AluOp.ADD, R4, Skb.ETHERNET);
        emission.dropIf(Condition.GT, R4, R3, DropReason.MALFORMED);
        code.load(Width.W, R3, R2, at).load(Width.W, R4, base, mac.offset());
        emission.dropIf(Condition.NE, R3, R4, otherwise);
        code.load(Width.H, R3, R2, at + 4).load(Width.H, R4, base, mac.offset() + 4);
        emission.dropIf(Condition.NE, R3, R4, otherwise);
    }

    private void orient(Entrance entrance) {
        var reply = code.label("orient-reply");
        var done = code.label("oriented");
        if (entrance == Entrance.TUNNEL) {
            code.mov32(R1, PortRecord.NONE);
        } else {
            emission.get(R1, Meta.PORT);
        }
        emission.get(R2, Meta.PEER_PORT);
        emission.get(R3, Meta.REPLY);
        code.jumpIf(Condition.NE, R3, 0, reply);
        orient(R1, R2, Meta.SOURCE, Meta.DESTINATION);
        code.jump(done).bind(reply);
        orient(R2, R1, Meta.DESTINATION, Meta.SOURCE);
        code.bind(done);
    }

    private void orient(Register origin, Register target, Field originAddress, Field targetAddress) {
        emission.put(Meta.ORIGIN_PORT_SLOT, origin);
        emission.put(Meta.TARGET_PORT_SLOT, target);
        emission.copy(META, Meta.ORIGIN_ADDRESS, META, originAddress, R4);
        emission.copy(META, Meta.TARGET_ADDRESS, META, targetAddress, R4);
    }
}
