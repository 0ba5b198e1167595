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

    Destination(Emission emission) {
        this.emission = emission;
        this.code = emission.code;
    }

    /** R0 = the host entry of the address at base + offset (16 bytes), or null. */
    void lookup(Register base, int offset) {
        emission.get(R1, Meta.DOMAIN);
        code.store(Width.W, R10, KEY + HostEntry.KEY_DOMAIN.offset(), R1);
        emission.get(R1, Meta.FAMILY);
        code.store(Width.W, R10, KEY + HostEntry.KEY_FAMILY.offset(), R1);
        emission.copy(R10, KEY + HostEntry.KEY_ADDRESS.offset(), base, offset, 16, R1);
        emission.lookup(Maps.HOSTS, R10, KEY);
    }

    /** Fills meta's peer port, and the connection's original direction from the packet's and meta.reply. */
    void emit() {
        code.section("destination");
        lookup(META, Meta.DESTINATION.offset());
        emission.dropIf(Condition.EQ, R0, 0, DropReason.NO_DESTINATION);
        destinationMac(R0, HostEntry.MAC);
        emission.get(R1, R0, HostEntry.PORT);
        code.mov32(R2, PortRecord.NONE).jumpIf(Condition.EQ, R1, R2, emission.drop(DropReason.NO_DESTINATION));
        emission.put(Meta.PEER_PORT, R1);
        orient();
    }

    /** Drops unless the frame's destination MAC is the one at base.mac. */
    void destinationMac(Register base, Field mac) {
        code.load(Width.W, R2, CONTEXT, Skb.DATA).load(Width.W, R3, CONTEXT, Skb.DATA_END);
        code.mov(R4, R2).alu(AluOp.ADD, R4, Skb.ETHERNET);
        emission.dropIf(Condition.GT, R4, R3, DropReason.MALFORMED);
        code.load(Width.W, R3, R2, 0).load(Width.W, R4, base, mac.offset());
        emission.dropIf(Condition.NE, R3, R4, DropReason.WRONG_DESTINATION_MAC);
        code.load(Width.H, R3, R2, 4).load(Width.H, R4, base, mac.offset() + 4);
        emission.dropIf(Condition.NE, R3, R4, DropReason.WRONG_DESTINATION_MAC);
    }

    private void orient() {
        var reply = code.label("orient-reply");
        var done = code.label("oriented");
        emission.get(R1, Meta.PORT);
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
