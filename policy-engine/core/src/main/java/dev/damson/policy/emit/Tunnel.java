package dev.damson.policy.emit;

import static dev.damson.policy.ebpf.Register.R0;
import static dev.damson.policy.ebpf.Register.R1;
import static dev.damson.policy.ebpf.Register.R10;
import static dev.damson.policy.ebpf.Register.R2;
import static dev.damson.policy.ebpf.Register.R3;
import static dev.damson.policy.ebpf.Register.R4;
import static dev.damson.policy.ebpf.Register.R8;
import static dev.damson.policy.emit.Emission.CONTEXT;

import dev.damson.policy.ebpf.AluOp;
import dev.damson.policy.ebpf.Assembler;
import dev.damson.policy.ebpf.Condition;
import dev.damson.policy.ebpf.Helper;
import dev.damson.policy.ebpf.Label;
import dev.damson.policy.ebpf.Register;
import dev.damson.policy.ebpf.Width;
import dev.damson.policy.plan.PlannedChain;
import dev.damson.wire.layout.ChainRecord;
import dev.damson.wire.layout.ConnValue;
import dev.damson.wire.layout.DropReason;
import dev.damson.wire.layout.Field;
import dev.damson.wire.layout.HostState;
import dev.damson.wire.layout.Maps;
import dev.damson.wire.layout.Meta;
import dev.damson.wire.layout.Slot;
import java.util.List;

/** The way to another edge: VXLAN (RFC 7348) with the domain's number as VNI, through a device in external mode. */
final class Tunnel {
    /** Stack place of the {@code struct bpf_tunnel_key}, and where its members lie in it ({@code linux/bpf.h}). */
    private static final int KEY = -480;

    private static final int KEY_BYTES = 44;
    private static final int REMOTE_ADDRESS = 4;
    private static final int TTL = 21;
    private static final int LOCAL_ADDRESS = 28;

    /** Stack place of the {@code struct vxlan_metadata}: the group number of VXLAN-GBP. */
    private static final int OPTION = -512;

    private static final int OPTION_BYTES = 4;

    private static final int HOPS = 64;
    /** Outer UDP checksums of IPv4 may be zero (RFC 7348, 5); the outer packet is never cut into fragments. */
    private static final int ZERO_CHECKSUM = 1 << 1;

    private static final int DO_NOT_FRAGMENT = 1 << 2;

    private final Emission emission;
    private final Assembler code;

    Tunnel(Emission emission) {
        this.emission = emission;
        this.code = emission.code;
    }

    /** destination = a field of the host's state */
    void hostState(Register destination, Field field) {
        code.loadMapValue(destination, Maps.HOST.symbol(), field.offset());
        code.load(Emission.width(field), destination, destination, 0);
    }

    /** Goes on here where the packet, or each of its segments, is too large to be carried in one piece. */
    void fits(Label fits) {
        var whole = code.label("not-segmented");
        var measured = code.label("measured");
        code.comment("bytes of IP on the wire").load(Width.W, R1, CONTEXT, Skb.GSO_SIZE);
        code.jumpIf(Condition.EQ, R1, 0, whole);
        emission.get(R2, Meta.HEADER_END);
        code.alu(AluOp.ADD, R1, R2).jump(measured).bind(whole);
        emission.get(R1, Meta.WIRE_LENGTH);
        code.bind(measured).alu(AluOp.SUB, R1, Skb.ETHERNET);
        hostState(R2, HostState.TUNNEL_MTU);
        code.comment("a host without a tunnel says so later").jumpIf(Condition.EQ, R2, 0, fits);
        code.jumpIf(Condition.LE, R1, R2, fits);
    }

    /** R1 = the other edge's address as it is stored. */
    void send() {
        key();
        redirect();
    }

    /** Likewise, for a packet of the connection at R8: the target's edge learns which chain the originator's has run. */
    void sendOf(List<PlannedChain> chains) {
        key();
        if (!chains.isEmpty()) {
            mark();
        }
        redirect();
    }

    private void mark() {
        var none = code.label("no-mark");
        emission.get(R1, Meta.REPLY);
        code.jumpIf(Condition.NE, R1, 0, none);
        emission.get(R1, R8, ConnValue.ORIGIN_SLOT.member(Slot.CHAIN));
        code.jumpIf(Condition.EQ, R1, 0, none);
        chainMark(none);
        code.store(Width.W, R10, OPTION, R1).mov(R1, CONTEXT).mov(R2, R10).alu(AluOp.ADD, R2, OPTION);
        code.mov(R3, OPTION_BYTES).call(Helper.SKB_SET_TUNNEL_OPT);
        emission.dropIf(Condition.NE, R0, 0, DropReason.REDIRECT_FAILED);
        code.bind(none);
    }

    /** R1 = a chain's number → R1 = its mark. */
    void chainMark(Label none) {
        code.alu(AluOp.SUB, R1, 1);
        emission.lookupIndex(Maps.CHAINS, R1);
        code.jumpIf(Condition.EQ, R0, 0, none);
        emission.get(R1, R0, ChainRecord.MARK);
    }

    /** Meta gets the mark that came with a packet. */
    void receiveMark() {
        code.section("chain that the originator's edge has run")
                .mov(R1, CONTEXT)
                .mov(R2, R10);
        code.alu(AluOp.ADD, R2, OPTION).mov(R3, OPTION_BYTES).call(Helper.SKB_GET_TUNNEL_OPT);
        code.comment("zero where there is none; the upper half has flags").load(Width.H, R1, R10, OPTION);
        emission.put(Meta.CHAIN_MARK, R1);
    }

    private void key() {
        code.section("tunnel").toBigEndian(R1, 32);
        for (int i = 0; i < KEY_BYTES - 4; i += 8) {
            code.storeImm(Width.DW, R10, KEY + i, 0);
        }
        code.storeImm(Width.W, R10, KEY + KEY_BYTES - 4, 0);
        code.store(Width.W, R10, KEY + REMOTE_ADDRESS, R1);
        emission.get(R1, Meta.DOMAIN);
        code.store(Width.W, R10, KEY, R1).storeImm(Width.B, R10, KEY + TTL, HOPS);
        hostState(R1, HostState.TUNNEL_ADDRESS);
        code.toBigEndian(R1, 32).store(Width.W, R10, KEY + LOCAL_ADDRESS, R1);
        code.mov(R1, 0).store(Width.W, CONTEXT, Skb.MARK, R1);
        code.mov(R1, CONTEXT).mov(R2, R10).alu(AluOp.ADD, R2, KEY);
        code.mov(R3, KEY_BYTES).mov(R4, ZERO_CHECKSUM | DO_NOT_FRAGMENT).call(Helper.SKB_SET_TUNNEL_KEY);
        emission.dropIf(Condition.NE, R0, 0, DropReason.REDIRECT_FAILED);
    }

    private void redirect() {
        hostState(R1, HostState.TUNNEL_IFINDEX);
        emission.dropIf(Condition.EQ, R1, 0, DropReason.NO_TUNNEL);
        code.mov(R2, 0).call(Helper.REDIRECT).exit();
    }
}
