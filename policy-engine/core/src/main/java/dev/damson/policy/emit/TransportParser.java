package dev.damson.policy.emit;

import static dev.damson.policy.ebpf.Register.R1;
import static dev.damson.policy.ebpf.Register.R10;
import static dev.damson.policy.ebpf.Register.R2;
import static dev.damson.policy.ebpf.Register.R3;
import static dev.damson.policy.ebpf.Register.R4;
import static dev.damson.policy.ebpf.Register.R9;
import static dev.damson.policy.emit.Emission.CONTEXT;

import dev.damson.policy.ebpf.AluOp;
import dev.damson.policy.ebpf.Assembler;
import dev.damson.policy.ebpf.Condition;
import dev.damson.policy.ebpf.Label;
import dev.damson.policy.ebpf.Width;
import dev.damson.wire.layout.DropReason;
import dev.damson.wire.layout.Meta;
import dev.damson.wire.layout.MetaFlag;

/**
 * Reads TCP, UDP, SCTP, ICMP and ICMPv6 at R9 and leaves the service that rules speak of: the destination port in host
 * order, or ICMP type &lt;&lt; 8 | code.
 */
final class TransportParser {
    private final Emission emission;
    private final Assembler code;
    private final SourceGuard guard;
    private final Label start;
    private final Label ipv6;
    private final Label tooShort;
    private final Label incomplete;
    private final Label parsed;
    private final Label error;

    /**
     * @param parsed where to go with ports and service in meta
     * @param error where to go with an ICMP error, which quotes another packet
     */
    TransportParser(Emission emission, SourceGuard guard, Label parsed, Label error) {
        this.emission = emission;
        this.code = emission.code;
        this.guard = guard;
        this.parsed = parsed;
        this.error = error;
        this.start = code.label("transport");
        this.ipv6 = code.label("ipv6");
        this.tooShort = code.label("too-short");
        this.incomplete = code.label("incomplete");
    }

    Label start() {
        return start;
    }

    Label ipv6() {
        return ipv6;
    }

    Label tooShort() {
        return tooShort;
    }

    /** Where to go with a packet that is shorter than its headers say. */
    Label incomplete() {
        return incomplete;
    }

    void emit() {
        var tcp = code.label("tcp");
        var udp = code.label("udp");
        var ports = code.label("ports");
        var icmp = code.label("icmp");
        var icmp6 = code.label("icmp6");
        code.section("transport header").bind(start);
        emission.put(Meta.L4_OFFSET, R9);
        emission.get(R1, Meta.PROTOCOL);
        code.jumpIf(Condition.EQ, R1, 6, tcp);
        code.jumpIf(Condition.EQ, R1, 17, udp);
        code.jumpIf(Condition.EQ, R1, 132, ports);
        emission.get(R2, Meta.FAMILY);
        code.alu(AluOp.LSH, R2, 8).alu(AluOp.OR, R1, R2);
        code.jumpIf(Condition.EQ, R1, 4 << 8 | 1, icmp);
        code.jumpIf(Condition.EQ, R1, 6 << 8 | 58, icmp6);
        code.comment("any other protocol has no ports");
        emission.put(Meta.SOURCE_PORT, 0);
        emission.put(Meta.DESTINATION_PORT, 0);
        emission.put(Meta.SERVICE, 0);
        emission.put(Meta.HEADER_END, R9);
        code.jump(parsed);
        tcp(tcp);
        udp(udp, ports);
        icmp(icmp);
        icmp6(icmp6);
        code.bind(incomplete);
        emission.get(R1, Meta.FRAGMENT);
        emission.dropIf(Condition.NE, R1, 0, DropReason.FRAGMENT_HEADER);
        code.jump(emission.drop(DropReason.MALFORMED));
    }

    /** R2 = the transport header; as many bytes are in the packet and in the linear part. */
    private void header(int bytes) {
        code.load(Width.DW, R1, R10, PacketParser.L4_LENGTH);
        code.jumpIf(Condition.LT, R1, bytes, incomplete);
        code.load(Width.W, R2, CONTEXT, Skb.DATA).load(Width.W, R3, CONTEXT, Skb.DATA_END);
        code.alu(AluOp.ADD, R2, R9).mov(R4, R2).alu(AluOp.ADD, R4, bytes);
        code.jumpIf(Condition.GT, R4, R3, tooShort);
    }

    private void readPorts() {
        code.load(Width.H, R1, R2, 0).load(Width.H, R3, R2, 2);
        emission.put(Meta.SOURCE_PORT, R1);
        emission.put(Meta.DESTINATION_PORT, R3);
        code.toBigEndian(R3, 16);
        emission.put(Meta.SERVICE, R3);
    }

    private void tcp(Label label) {
        code.bind(label).comment("TCP");
        header(20);
        readPorts();
        code.load(Width.B, R1, R2, 13);
        emission.put(Meta.TCP_FLAGS, R1);
        code.load(Width.B, R1, R2, 12).alu(AluOp.RSH, R1, 4).alu(AluOp.LSH, R1, 2);
        emission.dropIf(Condition.LT, R1, 20, DropReason.MALFORMED);
        code.load(Width.DW, R3, R10, PacketParser.L4_LENGTH);
        code.jumpIf(Condition.GT, R1, R3, incomplete).alu(AluOp.ADD, R1, R9);
        emission.put(Meta.HEADER_END, R1);
        code.jump(parsed);
    }

    private void udp(Label udp, Label ports) {
        var read = code.label("read-ports");
        code.bind(udp).comment("UDP");
        header(8);
        code.load(Width.H, R1, R2, 0);
        guard.udpSourcePort();
        code.jump(read).bind(ports).comment("SCTP");
        header(12);
        code.bind(read);
        readPorts();
        code.mov(R1, R9).alu(AluOp.ADD, R1, 8);
        emission.put(Meta.HEADER_END, R1);
        code.jump(parsed);
    }

    private void icmp(Label label) {
        code.bind(label).comment("ICMP");
        header(8);
        code.load(Width.B, R1, R2, 0);
        guard.icmpType();
        for (int type : new int[] {3, 4, 11, 12}) {
            code.jumpIf(Condition.EQ, R1, type, error);
        }
        echo(8, 0);
    }

    private void icmp6(Label label) {
        code.bind(label).comment("ICMPv6");
        header(8);
        code.load(Width.B, R1, R2, 0);
        guard.icmp6Type();
        for (int type : new int[] {1, 2, 3, 4}) {
            code.jumpIf(Condition.EQ, R1, type, error);
        }
        echo(128, 129);
    }

    /** R1 is the type, R2 the header. Only echo has connections: request and reply share identifier and key. */
    private void echo(int request, int reply) {
        var replied = code.label("echo-reply");
        var done = code.label("icmp-done");
        code.load(Width.B, R3, R2, 1).mov(R4, R1).alu(AluOp.LSH, R4, 8).alu(AluOp.OR, R4, R3);
        emission.put(Meta.SERVICE, R4);
        code.toBigEndian(R4, 16);
        emission.put(Meta.DESTINATION_PORT, R4);
        code.load(Width.H, R3, R2, 4);
        emission.put(Meta.SOURCE_PORT, R3);
        code.mov(R3, R9).alu(AluOp.ADD, R3, 8);
        emission.put(Meta.HEADER_END, R3);
        code.jumpIf(Condition.EQ, R1, request, done).jumpIf(Condition.EQ, R1, reply, replied);
        emission.put(Meta.FLAGS, MetaFlag.STATELESS);
        emission.put(Meta.SOURCE_PORT, 0);
        code.jump(done).bind(replied);
        emission.put(Meta.FLAGS, MetaFlag.ICMP_REPLY);
        code.bind(done).jump(parsed);
    }
}
