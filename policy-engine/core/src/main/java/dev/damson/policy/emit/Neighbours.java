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
import static dev.damson.policy.emit.SourceGuard.PORT_RECORD;

import dev.damson.policy.ebpf.AluOp;
import dev.damson.policy.ebpf.Assembler;
import dev.damson.policy.ebpf.Condition;
import dev.damson.policy.ebpf.Helper;
import dev.damson.policy.ebpf.Label;
import dev.damson.policy.ebpf.Register;
import dev.damson.policy.ebpf.Width;
import dev.damson.wire.layout.DropReason;
import dev.damson.wire.layout.HostEntry;
import dev.damson.wire.layout.Meta;
import dev.damson.wire.layout.PortRecord;

/**
 * Answers ARP (RFC 826) and neighbour solicitation (RFC 4861, 4.3) from the host table, in the packet itself, back to
 * the port that asked: no workload ever sees another one's question, and nobody can answer for somebody else.
 */
final class Neighbours {
    private static final int FRAME = -96;
    private static final int PSEUDO = -264;
    private static final int BODY = PSEUDO + 40;
    private static final int ARP_BYTES = 42;
    private static final int SOLICITATION_BYTES = 86;

    private final Emission emission;
    private final Assembler code;
    private final SourceGuard guard;
    private final Forwarding forwarding;
    private final Destination hosts;

    Neighbours(Emission emission, SourceGuard guard, Forwarding forwarding) {
        this.emission = emission;
        this.code = emission.code;
        this.guard = guard;
        this.forwarding = forwarding;
        this.hosts = new Destination(emission);
    }

    void emit(Label tooShort) {
        var answer = code.label("answer-asker");
        arp(tooShort, answer);
        solicitation(answer);
        code.bind(answer).mov(R9, PORT_RECORD);
        forwarding.redirect();
    }

    private void arp(Label tooShort, Label answer) {
        var probe = code.label("arp-probe");
        code.section("ARP").bind(guard.arp());
        code.mov(R4, R2).alu(AluOp.ADD, R4, ARP_BYTES).jumpIf(Condition.GT, R4, R3, tooShort);
        code.comment("Ethernet and IPv4").load(Width.W, R1, R2, 14);
        emission.dropIf(Condition.NE, R1, 0x0008_0100, DropReason.MALFORMED);
        code.load(Width.H, R1, R2, 18);
        emission.dropIf(Condition.NE, R1, 0x0406, DropReason.MALFORMED);
        macIsPorts(22, DropReason.SPOOFED_ARP);
        code.load(Width.W, R5, R2, 28).jumpIf(Condition.EQ, R5, 0, probe);
        guard.owned4(R5, R1, DropReason.SPOOFED_ARP);
        code.bind(probe).load(Width.H, R1, R2, 20);
        code.comment("only requests are answered, and nobody needs a workload's own replies");
        emission.dropIf(Condition.NE, R1, Skb.network16(1), DropReason.NEIGHBOUR_ADVERTISEMENT);
        code.load(Width.W, R4, R2, 38).store(Width.DW, META, Meta.DESTINATION.offset(), R4);
        code.storeImm(Width.DW, META, Meta.DESTINATION.offset() + 8, 0);
        code.store(Width.W, R10, FRAME + 28, R4).store(Width.H, R10, FRAME + 38, R5);
        code.alu(AluOp.RSH, R5, 16).store(Width.H, R10, FRAME + 40, R5);
        emission.put(Meta.FAMILY, 4);
        neighbour();
        bytes(R9, HostEntry.MAC.offset(), FRAME + 6);
        bytes(R9, HostEntry.MAC.offset(), FRAME + 22);
        bytes(PORT_RECORD, PortRecord.MAC.offset(), FRAME);
        bytes(PORT_RECORD, PortRecord.MAC.offset(), FRAME + 32);
        code.storeImm(Width.H, R10, FRAME + 12, Skb.network16(0x0806));
        code.storeImm(Width.H, R10, FRAME + 14, Skb.network16(1));
        code.storeImm(Width.H, R10, FRAME + 16, Skb.network16(0x0800));
        code.storeImm(Width.H, R10, FRAME + 18, Skb.network16(0x0604));
        code.storeImm(Width.H, R10, FRAME + 20, Skb.network16(2));
        write(0, FRAME, ARP_BYTES);
        code.jump(answer);
    }

    /** R9 = the host entry of meta's destination, which is not the asker's own address. */
    private void neighbour() {
        hosts.lookup(META, Meta.DESTINATION.offset());
        emission.dropIf(Condition.EQ, R0, 0, DropReason.NO_SUCH_NEIGHBOUR);
        code.mov(R9, R0);
        emission.get(R1, R9, HostEntry.PORT);
        emission.get(R2, Meta.PORT);
        emission.dropIf(Condition.EQ, R1, R2, DropReason.NO_SUCH_NEIGHBOUR);
    }

    /** The six bytes at R2 + offset are the port's MAC. */
    private void macIsPorts(int offset, DropReason otherwise) {
        for (int i = 0; i < 6; i += 2) {
            code.load(Width.H, R1, R2, offset + i).load(Width.H, R4, PORT_RECORD, PortRecord.MAC.offset() + i);
            emission.dropIf(Condition.NE, R1, R4, otherwise);
        }
    }

    private void bytes(Register from, int offset, int stack) {
        for (int i = 0; i < 6; i += 2) {
            code.load(Width.H, R1, from, offset + i).store(Width.H, R10, stack + i, R1);
        }
    }

    private void write(int offset, int stack, int length) {
        code.mov(R1, CONTEXT)
                .mov(R2, offset)
                .mov(R3, R10)
                .alu(AluOp.ADD, R3, stack)
                .mov(R4, length)
                .mov(R5, 0);
        code.call(Helper.SKB_STORE_BYTES);
        emission.dropIf(Condition.NE, R0, 0, DropReason.REDIRECT_FAILED);
    }

    private void solicitation(Label answer) {
        code.section("neighbour solicitation").bind(guard.solicitation());
        emission.dropIf(Condition.NE, R9, Skb.IPV6_END, DropReason.MALFORMED);
        emission.get(R1, Meta.WIRE_LENGTH);
        emission.dropIf(Condition.NE, R1, SOLICITATION_BYTES, DropReason.MALFORMED);
        code.mov(R1, CONTEXT).mov(R2, 21).mov(R3, R10).alu(AluOp.ADD, R3, FRAME).mov(R4, 1);
        code.call(Helper.SKB_LOAD_BYTES);
        emission.dropIf(Condition.NE, R0, 0, DropReason.MALFORMED);
        code.comment("hop limit 255: from this link").load(Width.B, R1, R10, FRAME);
        emission.dropIf(Condition.NE, R1, 255, DropReason.SPOOFED_NEIGHBOUR);
        code.mov(R1, CONTEXT)
                .mov(R2, Skb.IPV6_END)
                .mov(R3, R10)
                .alu(AluOp.ADD, R3, BODY)
                .mov(R4, 32);
        code.call(Helper.SKB_LOAD_BYTES);
        emission.dropIf(Condition.NE, R0, 0, DropReason.MALFORMED);
        code.comment("source link-layer option: the port's MAC").load(Width.H, R1, R10, BODY + 24);
        emission.dropIf(Condition.NE, R1, 0x0101, DropReason.SPOOFED_NEIGHBOUR);
        code.mov(R2, R10).alu(AluOp.ADD, R2, BODY + 26);
        macIsPorts(0, DropReason.SPOOFED_NEIGHBOUR);
        emission.copy(META, Meta.DESTINATION.offset(), R10, BODY + 8, 16, R1);
        neighbour();
        advertisement();
        code.jump(answer);
    }

    /** The answer's addresses, pseudo header and body lie side by side, as the checksum wants them. */
    private void advertisement() {
        emission.copy(R10, PSEUDO, META, Meta.DESTINATION.offset(), 16, R1);
        emission.copy(R10, PSEUDO + 16, META, Meta.SOURCE.offset(), 16, R1);
        code.storeImm(Width.W, R10, PSEUDO + 32, 32 << 24).storeImm(Width.W, R10, PSEUDO + 36, 58 << 24);
        code.storeImm(Width.W, R10, BODY, 136).comment("solicited, override");
        code.storeImm(Width.W, R10, BODY + 4, 0x60);
        code.storeImm(Width.H, R10, BODY + 24, 0x0102);
        bytes(R9, HostEntry.MAC.offset(), BODY + 26);
        bytes(R9, HostEntry.MAC.offset(), FRAME + 6);
        bytes(PORT_RECORD, PortRecord.MAC.offset(), FRAME);
        code.mov(R1, 0)
                .mov(R2, 0)
                .mov(R3, R10)
                .alu(AluOp.ADD, R3, PSEUDO)
                .mov(R4, 72)
                .mov(R5, 0);
        code.call(Helper.CSUM_DIFF).mov32(R0, R0);
        for (int i = 0; i < 2; i++) {
            code.mov(R1, R0).alu(AluOp.RSH, R1, 16).alu(AluOp.AND, R0, 0xffff).alu(AluOp.ADD, R0, R1);
        }
        code.alu(AluOp.XOR, R0, 0xffff).store(Width.H, R10, BODY + 2, R0);
        write(Skb.IPV6_END, BODY, 32);
        write(22, PSEUDO, 32);
        write(0, FRAME, 12);
    }
}
