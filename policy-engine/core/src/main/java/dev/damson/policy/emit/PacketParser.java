package dev.damson.policy.emit;

import static dev.damson.policy.ebpf.Register.R0;
import static dev.damson.policy.ebpf.Register.R1;
import static dev.damson.policy.ebpf.Register.R10;
import static dev.damson.policy.ebpf.Register.R2;
import static dev.damson.policy.ebpf.Register.R3;
import static dev.damson.policy.ebpf.Register.R4;
import static dev.damson.policy.ebpf.Register.R5;
import static dev.damson.policy.ebpf.Register.R9;
import static dev.damson.policy.emit.Emission.CONTEXT;
import static dev.damson.policy.emit.Emission.META;

import dev.damson.policy.ebpf.AluOp;
import dev.damson.policy.ebpf.Assembler;
import dev.damson.policy.ebpf.Condition;
import dev.damson.policy.ebpf.Helper;
import dev.damson.policy.ebpf.Label;
import dev.damson.policy.ebpf.Width;
import dev.damson.wire.layout.DropReason;
import dev.damson.wire.layout.Meta;

/**
 * Reads Ethernet, IPv4 or IPv6 with extension headers, and the transport header into {@link Meta}. R8 holds the port
 * record throughout; R9 becomes the transport header's offset. Packet data is only read directly: a direct write would
 * make the kernel copy every cloned packet.
 */
final class PacketParser {
    private static final int PULLED = -16;
    static final int L4_LENGTH = -24;
    private static final int EXTENSION = -32;
    private static final int FRAGMENT_HEADER = 44;
    private static final int EXTENSION_HEADERS = 8;
    private static final int EXTENSION_BYTES = 256;

    private final Emission emission;
    private final Assembler code;
    private final SourceGuard guard;
    private final TransportParser transport;
    private final Fragments fragments;
    private final Label restart;
    private final Label tooShort;

    /** @param guard what a port's packets must have; a service port's have the addresses of others */
    PacketParser(Emission emission, SourceGuard guard, TransportParser transport, Fragments fragments) {
        this.emission = emission;
        this.code = emission.code;
        this.guard = guard;
        this.transport = transport;
        this.fragments = fragments;
        this.restart = code.label("frame");
        this.tooShort = transport.tooShort();
    }

    void emit() {
        facts();
        ethernet();
        ipv4();
        ipv6();
        transport.emit();
        pull();
    }

    private void facts() {
        var segmented = code.label("segments");
        code.section("facts of port and packet");
        guard.domain();
        emission.put(Meta.FLAGS, 0);
        emission.put(Meta.REPLY, 0);
        emission.put(Meta.TCP_FLAGS, 0);
        code.load(Width.W, R1, CONTEXT, Skb.GSO_SEGMENTS)
                .jumpIf(Condition.NE, R1, 0, segmented)
                .mov(R1, 1);
        code.bind(segmented);
        emission.put(Meta.SEGMENTS, R1);
        code.load(Width.W, R1, CONTEXT, Skb.LENGTH);
        emission.put(Meta.WIRE_LENGTH, R1);
        code.call(Helper.KTIME_GET_NS);
        emission.put(Meta.NOW_NS, R0);
        code.load(Width.W, R1, CONTEXT, Skb.VLAN_PRESENT);
        emission.dropIf(Condition.NE, R1, 0, DropReason.VLAN);
        code.storeImm(Width.DW, R10, PULLED, 0);
    }

    private void ethernet() {
        code.section("Ethernet").bind(restart);
        emission.put(Meta.FRAGMENT, 0);
        packetPointers();
        code.mov(R4, R2).alu(AluOp.ADD, R4, Skb.ETHERNET);
        emission.dropIf(Condition.GT, R4, R3, DropReason.MALFORMED);
        guard.sourceMac();
        code.load(Width.H, R1, R2, 12);
        code.jumpIf(Condition.EQ, R1, Skb.network16(0x86dd), transport.ipv6());
        guard.otherThanIp();
    }

    private void packetPointers() {
        code.load(Width.W, R2, CONTEXT, Skb.DATA).load(Width.W, R3, CONTEXT, Skb.DATA_END);
    }

    private void ipv4() {
        code.section("IPv4").mov(R4, R2).alu(AluOp.ADD, R4, Skb.IPV4_END).jumpIf(Condition.GT, R4, R3, tooShort);
        code.load(Width.B, R1, R2, 14).mov(R5, R1).alu(AluOp.RSH, R5, 4);
        emission.dropIf(Condition.NE, R5, 4, DropReason.MALFORMED);
        code.alu(AluOp.AND, R1, 15);
        emission.dropIf(Condition.LT, R1, 5, DropReason.MALFORMED);
        code.alu(AluOp.LSH, R1, 2).mov(R9, R1).alu(AluOp.ADD, R9, Skb.ETHERNET);
        code.comment("total length holds the header and fits into the packet");
        code.load(Width.H, R4, R2, 16).toBigEndian(R4, 16);
        code.load(Width.W, R5, CONTEXT, Skb.LENGTH).alu(AluOp.SUB, R5, Skb.ETHERNET);
        emission.dropIf(Condition.GT, R4, R5, DropReason.MALFORMED);
        emission.dropIf(Condition.LT, R4, R1, DropReason.MALFORMED);
        code.alu(AluOp.SUB, R4, R1).store(Width.DW, R10, L4_LENGTH, R4);
        code.load(Width.H, R1, R2, 20).toBigEndian(R1, 16);
        code.alu(AluOp.AND, R1, Meta.MORE_FRAGMENTS | Meta.FRAGMENT_OFFSET);
        emission.put(Meta.FRAGMENT, R1);
        code.load(Width.B, R1, R2, 23);
        emission.put(Meta.PROTOCOL, R1);
        emission.put(Meta.FAMILY, 4);
        code.load(Width.H, R1, R2, 18);
        emission.put(Meta.FRAGMENT_ID, R1);
        code.load(Width.W, R4, R2, 26).load(Width.W, R5, R2, 30);
        code.store(Width.DW, META, Meta.SOURCE.offset(), R4);
        code.storeImm(Width.DW, META, Meta.SOURCE.offset() + 8, 0);
        code.store(Width.DW, META, Meta.DESTINATION.offset(), R5);
        code.storeImm(Width.DW, META, Meta.DESTINATION.offset() + 8, 0);
        guard.source4(R4);
        code.alu(AluOp.AND, R5, 0xff).comment("multicast and broadcast: 224.0.0.0 and above");
        emission.dropIf(Condition.GE, R5, 224, DropReason.MULTICAST);
        emission.get(R1, Meta.FRAGMENT);
        code.jumpIf(Condition.EQ, R1, 0, transport.start());
        fragments.split();
        code.jump(transport.start());
    }

    private void ipv6() {
        code.section("IPv6").bind(transport.ipv6());
        code.mov(R4, R2).alu(AluOp.ADD, R4, Skb.IPV6_END).jumpIf(Condition.GT, R4, R3, tooShort);
        code.load(Width.B, R1, R2, 14).alu(AluOp.RSH, R1, 4);
        emission.dropIf(Condition.NE, R1, 6, DropReason.MALFORMED);
        code.load(Width.H, R4, R2, 18).toBigEndian(R4, 16);
        code.load(Width.W, R5, CONTEXT, Skb.LENGTH).alu(AluOp.SUB, R5, Skb.IPV6_END);
        emission.dropIf(Condition.GT, R4, R5, DropReason.MALFORMED);
        code.store(Width.DW, R10, L4_LENGTH, R4);
        code.load(Width.B, R1, R2, 20);
        emission.put(Meta.PROTOCOL, R1);
        emission.put(Meta.FAMILY, 6);
        emission.copy(META, Meta.SOURCE.offset(), R2, 22, 16, R1);
        emission.copy(META, Meta.DESTINATION.offset(), R2, 38, 16, R1);
        guard.source6();
        code.mov(R9, Skb.IPV6_END);
        for (int i = 0; i <= EXTENSION_HEADERS; i++) {
            extensionHeader(i);
        }
    }

    /** One step along the chain of extension headers (RFC 8200, 4): each says the next one's type and its own length. */
    private void extensionHeader(int number) {
        var header = code.label("extension-" + number);
        var plain = code.label("length-" + number);
        var next = code.label("next-" + number);
        var fragment = code.label("fragment-" + number);
        var passed = code.label("passed-" + number);
        emission.get(R1, Meta.PROTOCOL);
        for (int type : new int[] {0, 43, FRAGMENT_HEADER, 51, 60, 135, 139, 140}) {
            code.jumpIf(Condition.EQ, R1, type, header);
        }
        code.jump(transport.start()).bind(header);
        if (number == EXTENSION_HEADERS) {
            code.jump(emission.drop(DropReason.EXTENSION_HEADERS));
            return;
        }
        code.mov(R1, CONTEXT)
                .mov(R2, R9)
                .mov(R3, R10)
                .alu(AluOp.ADD, R3, EXTENSION)
                .mov(R4, 8);
        code.call(Helper.SKB_LOAD_BYTES).jumpIf(Condition.NE, R0, 0, transport.incomplete());
        emission.get(R3, Meta.PROTOCOL);
        code.load(Width.B, R1, R10, EXTENSION).load(Width.B, R2, R10, EXTENSION + 1);
        emission.put(Meta.PROTOCOL, R1);
        code.jumpIf(Condition.EQ, R3, FRAGMENT_HEADER, fragment).jumpIf(Condition.NE, R3, 51, plain);
        code.alu(AluOp.ADD, R2, 2).alu(AluOp.LSH, R2, 2).jump(next).comment("authentication header: in words, minus 2");
        code.bind(plain).alu(AluOp.ADD, R2, 1).alu(AluOp.LSH, R2, 3);
        code.bind(next).alu(AluOp.ADD, R9, R2);
        emission.dropIf(Condition.GT, R9, Skb.IPV6_END + EXTENSION_BYTES, DropReason.EXTENSION_HEADERS);
        length();
        code.jump(passed).bind(fragment).mov(R2, 8).alu(AluOp.ADD, R9, R2);
        length();
        fragmentHeader(passed);
        code.bind(passed);
    }

    /** What follows the IP header is shorter by R2. */
    private void length() {
        code.load(Width.DW, R1, R10, L4_LENGTH).jumpIf(Condition.GT, R2, R1, transport.incomplete());
        code.alu(AluOp.SUB, R1, R2).store(Width.DW, R10, L4_LENGTH, R1);
    }

    /** RFC 8200, 4.5; one that says "the only fragment" is as good as none (RFC 6946). */
    private void fragmentHeader(Label passed) {
        emission.get(R1, Meta.FRAGMENT);
        emission.dropIf(Condition.NE, R1, 0, DropReason.MALFORMED);
        code.load(Width.H, R1, R10, EXTENSION + 2).toBigEndian(R1, 16).mov(R2, R1);
        code.alu(AluOp.AND, R1, 1).alu(AluOp.LSH, R1, Integer.numberOfTrailingZeros(Meta.MORE_FRAGMENTS));
        code.alu(AluOp.RSH, R2, 3).alu(AluOp.OR, R1, R2);
        emission.put(Meta.FRAGMENT, R1);
        code.load(Width.W, R2, R10, EXTENSION + 4);
        emission.put(Meta.FRAGMENT_ID, R2);
        code.jumpIf(Condition.EQ, R1, 0, passed);
        fragments.split();
    }

    /** Headers that do not lie in the linear part are fetched, once; then reading begins anew. */
    private void pull() {
        var whole = code.label("pull");
        code.section("headers beyond the linear part").bind(tooShort).load(Width.DW, R1, R10, PULLED);
        emission.dropIf(Condition.NE, R1, 0, DropReason.MALFORMED);
        code.storeImm(Width.DW, R10, PULLED, 1);
        code.load(Width.W, R2, CONTEXT, Skb.LENGTH).jumpIf(Condition.LE, R2, Skb.PULL_LIMIT, whole);
        code.mov(R2, Skb.PULL_LIMIT)
                .bind(whole)
                .mov(R1, CONTEXT)
                .call(Helper.SKB_PULL_DATA)
                .jump(restart);
    }
}
