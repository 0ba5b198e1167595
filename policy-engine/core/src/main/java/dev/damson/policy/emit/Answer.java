package dev.damson.policy.emit;

import static dev.damson.policy.ebpf.Register.R0;
import static dev.damson.policy.ebpf.Register.R1;
import static dev.damson.policy.ebpf.Register.R10;
import static dev.damson.policy.ebpf.Register.R2;
import static dev.damson.policy.ebpf.Register.R3;
import static dev.damson.policy.ebpf.Register.R4;
import static dev.damson.policy.ebpf.Register.R5;
import static dev.damson.policy.emit.Emission.CONTEXT;
import static dev.damson.policy.emit.Emission.META;

import dev.damson.policy.ebpf.AluOp;
import dev.damson.policy.ebpf.Assembler;
import dev.damson.policy.ebpf.Condition;
import dev.damson.policy.ebpf.Helper;
import dev.damson.policy.ebpf.Width;
import dev.damson.wire.layout.DropReason;
import dev.damson.wire.layout.Field;
import dev.damson.wire.layout.HostState;
import dev.damson.wire.layout.Maps;
import dev.damson.wire.layout.Meta;

/**
 * Answers a packet to its sender, in the packet itself and in the name of its destination. What is rejected gets a TCP
 * reset (RFC 9293, 3.10.7.1) or "administratively prohibited" (RFC 1812, 5.2.7.1; RFC 4443, 3.1); what does not fit into
 * the tunnel gets "fragmentation needed" or "packet too big" (RFC 1191; RFC 4443, 3.2). So many a second for each port; a
 * packet with IP options or extension headers drops without an answer.
 */
final class Answer {
    private static final long NANOS_PER_ANSWER = 10_000_000L;
    private static final long BURST = 50;

    /** The answer on the stack: its IP header lies on a word. */
    private static final int IP = -192;

    private static final int FRAME = IP - Skb.ETHERNET;
    private static final int SEQUENCE = -272;

    private static final int TCP = 6;
    private static final int SYN = 2;
    private static final int FIN = 1;
    private static final int RST = 4;
    private static final int ACK = 16;
    private static final int TCP_BYTES = 20;
    private static final int ICMP_BYTES = 8;
    /** Type and code of errors, as a little-endian load gives them. */
    private static final int FRAGMENTATION_NEEDED = 4 << 8 | 3;

    private static final int PACKET_TOO_BIG = 2;
    private static final int PROHIBITED_4 = 13 << 8 | 3;
    private static final int PROHIBITED_6 = 1 << 8 | 1;

    /** What an error quotes behind the IP header. */
    private static final int QUOTED = 8;

    private final Emission emission;
    private final Assembler code;
    private final Forwarding forwarding;
    private final DropReason reason;
    private final DropReason unanswered;

    private Answer(Emission emission, Forwarding forwarding, DropReason reason, DropReason unanswered) {
        this.emission = emission;
        this.code = emission.code;
        this.forwarding = forwarding;
        this.reason = reason;
        this.unanswered = unanswered;
    }

    static Answer rejected(Emission emission, Forwarding forwarding) {
        return new Answer(emission, forwarding, DropReason.REJECTED, DropReason.REJECTED_UNANSWERED);
    }

    static Answer tooLarge(Emission emission, Forwarding forwarding) {
        return new Answer(emission, forwarding, DropReason.TOO_LARGE, DropReason.TOO_LARGE);
    }

    private boolean saysHowLarge() {
        return reason == DropReason.TOO_LARGE;
    }

    void emit() {
        var six = code.label("answer-ipv6");
        code.section("answer: " + reason.word());
        emission.get(R1, Meta.FRAGMENT);
        code.comment("nothing is said of later fragments (RFC 1122, 3.2.2)").alu(AluOp.AND, R1, Meta.FRAGMENT_OFFSET);
        emission.dropIf(Condition.NE, R1, 0, reason);
        share();
        macs();
        emission.get(R1, Meta.FAMILY);
        code.jumpIf(Condition.EQ, R1, 6, six);
        family(new Layout(false));
        code.bind(six);
        family(new Layout(true));
    }

    /** Where things lie in an answer of a family. */
    private record Layout(boolean six) {
        int header() {
            return six ? 40 : 20;
        }

        int transport() {
            return IP + header();
        }

        /** The two addresses stand at the end of the IP header. */
        int addressBytes() {
            return six ? 32 : 8;
        }

        int protocol() {
            return six ? 58 : 1;
        }
    }

    /** A bucket of answers, as a point in time up to which they are spent. */
    private void share() {
        var within = code.label("answer-within");
        emission.get(R1, Meta.PORT);
        emission.lookupIndex(Maps.REJECTS, R1);
        emission.dropIf(Condition.EQ, R0, 0, unanswered);
        emission.get(R1, Meta.NOW_NS);
        code.loadImm64(R3, BURST * NANOS_PER_ANSWER).mov(R4, R1).alu(AluOp.SUB, R4, R3);
        code.load(Width.DW, R2, R0, 0)
                .jumpIf(Condition.GE, R2, R4, within)
                .mov(R2, R4)
                .bind(within);
        code.alu(AluOp.ADD, R2, (int) NANOS_PER_ANSWER);
        emission.dropIf(Condition.GT, R2, R1, unanswered);
        code.store(Width.DW, R0, 0, R2);
    }

    /** The frame's two addresses change places. */
    private void macs() {
        load(0, FRAME, 12);
        for (int i = 0; i < 6; i += 2) {
            code.load(Width.H, R1, R10, FRAME + i).load(Width.H, R2, R10, FRAME + 6 + i);
            code.store(Width.H, R10, FRAME + i, R2).store(Width.H, R10, FRAME + 6 + i, R1);
        }
    }

    /** Stack = bytes of the packet; without them there is no answer. */
    private void load(int offset, int stack, int bytes) {
        code.mov(R1, CONTEXT)
                .mov(R2, offset)
                .mov(R3, R10)
                .alu(AluOp.ADD, R3, stack)
                .mov(R4, bytes);
        code.call(Helper.SKB_LOAD_BYTES);
        emission.dropIf(Condition.NE, R0, 0, reason);
    }

    private void family(Layout layout) {
        var tcp = code.label(layout.six() ? "reset-6" : "reset-4");
        int offset = Skb.ETHERNET + layout.header();
        emission.get(R1, Meta.L4_OFFSET);
        emission.dropIf(Condition.NE, R1, offset, reason);
        if (saysHowLarge()) {
            error(layout);
            return;
        }
        emission.get(R1, Meta.PROTOCOL);
        code.jumpIf(Condition.EQ, R1, TCP, tcp);
        error(layout);
        code.bind(tcp);
        reset(layout);
    }

    private void error(Layout layout) {
        code.comment(saysHowLarge() ? "too large" : "administratively prohibited");
        int at = layout.transport();
        int bytes = ICMP_BYTES + layout.header() + QUOTED;
        load(Skb.ETHERNET, at + ICMP_BYTES, layout.header() + QUOTED);
        if (saysHowLarge()) {
            code.storeImm(Width.H, R10, at, layout.six() ? PACKET_TOO_BIG : FRAGMENTATION_NEEDED);
            new Tunnel(emission).hostState(R1, HostState.TUNNEL_MTU);
            code.comment("the next hop's MTU, at the end of the word").toBigEndian(R1, 32);
            code.store(Width.W, R10, at + 4, R1);
        } else {
            code.storeImm(Width.H, R10, at, layout.six() ? PROHIBITED_6 : PROHIBITED_4);
            code.storeImm(Width.W, R10, at + 4, 0);
        }
        code.storeImm(Width.H, R10, at + 2, 0);
        header(layout, layout.protocol(), bytes);
        if (layout.six()) {
            pseudoChecksum(layout, layout.protocol(), bytes);
        } else {
            checksum(at, bytes, 0);
        }
        code.store(Width.H, R10, at + 2, R0);
        send(offset(layout) + bytes);
    }

    private static int offset(Layout layout) {
        return Skb.ETHERNET + layout.header();
    }

    private void reset(Layout layout) {
        var acknowledged = code.label("reset-acknowledged");
        var filled = code.label("reset-filled");
        int at = layout.transport();
        code.comment("reset");
        emission.get(R5, Meta.TCP_FLAGS);
        code.alu(AluOp.AND, R5, RST);
        emission.dropIf(Condition.NE, R5, 0, reason);
        load(offset(layout) + 4, SEQUENCE, 8);
        put(at, Meta.DESTINATION_PORT);
        put(at + 2, Meta.SOURCE_PORT);
        emission.get(R5, Meta.TCP_FLAGS);
        code.jumpIf(Condition.SET, R5, ACK, acknowledged);
        code.comment("acknowledges everything that came: SYN and FIN count one each");
        code.load(Width.W, R1, R10, SEQUENCE).toBigEndian(R1, 32);
        emission.get(R2, Meta.WIRE_LENGTH);
        emission.get(R3, Meta.HEADER_END);
        code.alu(AluOp.SUB, R2, R3).alu(AluOp.ADD, R1, R2);
        code.mov(R2, R5).alu(AluOp.AND, R2, FIN).alu(AluOp.ADD, R1, R2);
        code.mov(R2, R5).alu(AluOp.AND, R2, SYN).alu(AluOp.RSH, R2, 1).alu(AluOp.ADD, R1, R2);
        code.toBigEndian(R1, 32);
        code.storeImm(Width.W, R10, at + 4, 0).store(Width.W, R10, at + 8, R1);
        code.storeImm(Width.H, R10, at + 12, (RST | ACK) << 8 | 0x50).jump(filled);
        code.bind(acknowledged).load(Width.W, R1, R10, SEQUENCE + 4).store(Width.W, R10, at + 4, R1);
        code.storeImm(Width.W, R10, at + 8, 0).storeImm(Width.H, R10, at + 12, RST << 8 | 0x50);
        code.bind(filled).storeImm(Width.H, R10, at + 14, 0).storeImm(Width.W, R10, at + 16, 0);
        header(layout, TCP, TCP_BYTES);
        pseudoChecksum(layout, TCP, TCP_BYTES);
        code.store(Width.H, R10, at + 16, R0);
        send(offset(layout) + TCP_BYTES);
    }

    private void put(int stack, Field field) {
        emission.get(R1, field);
        code.store(Width.H, R10, stack, R1);
    }

    /** From the packet's destination to its source, which lie in meta. */
    private void header(Layout layout, int protocol, int payload) {
        if (layout.six()) {
            code.storeImm(Width.H, R10, FRAME + 12, Skb.network16(0x86dd));
            code.storeImm(Width.W, R10, IP, 0x60).storeImm(Width.H, R10, IP + 4, Skb.network16(payload));
            code.storeImm(Width.B, R10, IP + 6, protocol).storeImm(Width.B, R10, IP + 7, 64);
            emission.copy(R10, IP + 8, META, Meta.DESTINATION.offset(), 16, R1);
            emission.copy(R10, IP + 24, META, Meta.SOURCE.offset(), 16, R1);
            return;
        }
        code.storeImm(Width.H, R10, FRAME + 12, Skb.network16(0x0800));
        code.storeImm(Width.H, R10, IP, 0x45);
        code.storeImm(Width.H, R10, IP + 2, Skb.network16(layout.header() + payload));
        code.storeImm(Width.W, R10, IP + 4, Skb.network16(0x4000) << 16).comment("do not fragment");
        code.storeImm(Width.B, R10, IP + 8, 64).storeImm(Width.B, R10, IP + 9, protocol);
        code.storeImm(Width.H, R10, IP + 10, 0);
        code.load(Width.W, R1, META, Meta.DESTINATION.offset()).store(Width.W, R10, IP + 12, R1);
        code.load(Width.W, R1, META, Meta.SOURCE.offset()).store(Width.W, R10, IP + 16, R1);
        checksum(IP, layout.header(), 0);
        code.store(Width.H, R10, IP + 10, R0);
    }

    /** The two addresses, protocol, length and the transport's bytes. */
    private void pseudoChecksum(Layout layout, int protocol, int bytes) {
        checksum(
                layout.transport() - layout.addressBytes(),
                layout.addressBytes() + bytes,
                Skb.network16(protocol) + Skb.network16(bytes));
    }

    /** R0 = the Internet checksum of bytes on the stack. */
    private void checksum(int stack, int bytes, int seed) {
        code.mov(R1, 0)
                .mov(R2, 0)
                .mov(R3, R10)
                .alu(AluOp.ADD, R3, stack)
                .mov(R4, bytes)
                .mov(R5, seed);
        code.call(Helper.CSUM_DIFF).mov32(R0, R0);
        for (int i = 0; i < 2; i++) {
            code.mov(R1, R0).alu(AluOp.RSH, R1, 16).alu(AluOp.AND, R0, 0xffff).alu(AluOp.ADD, R0, R1);
        }
        code.alu(AluOp.XOR, R0, 0xffff);
    }

    private void send(int bytes) {
        code.mov(R1, CONTEXT).mov(R2, bytes).mov(R3, 0).call(Helper.SKB_CHANGE_TAIL);
        emission.dropIf(Condition.NE, R0, 0, DropReason.REDIRECT_FAILED);
        code.mov(R1, CONTEXT)
                .mov(R2, 0)
                .mov(R3, R10)
                .alu(AluOp.ADD, R3, FRAME)
                .mov(R4, bytes)
                .mov(R5, 0);
        code.call(Helper.SKB_STORE_BYTES);
        emission.dropIf(Condition.NE, R0, 0, DropReason.REDIRECT_FAILED);
        emission.countDrop(reason);
        forwarding.toSender();
    }
}
