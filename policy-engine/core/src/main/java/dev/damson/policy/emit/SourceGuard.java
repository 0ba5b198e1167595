package dev.damson.policy.emit;

import static dev.damson.policy.ebpf.Register.R1;
import static dev.damson.policy.ebpf.Register.R2;
import static dev.damson.policy.ebpf.Register.R3;
import static dev.damson.policy.ebpf.Register.R4;
import static dev.damson.policy.ebpf.Register.R5;

import dev.damson.policy.ebpf.Assembler;
import dev.damson.policy.ebpf.Condition;
import dev.damson.policy.ebpf.Label;
import dev.damson.policy.ebpf.Register;
import dev.damson.policy.ebpf.Width;
import dev.damson.wire.layout.DropReason;
import dev.damson.wire.layout.Meta;
import dev.damson.wire.layout.PortRecord;

/**
 * Anti-spoofing (SEMANTICS, 6): what leaves a workload's port carries that port's MAC and one of its addresses, and no
 * workload plays router or DHCP server.
 */
final class SourceGuard {
    static final Register PORT_RECORD = Register.R8;

    private final Emission emission;
    private final Assembler code;
    private final Entrance entrance;
    private final boolean workload;
    private final boolean service;
    private final Label arp;
    private final Label solicitation;

    /** @param entrance a service port's packets are checked against connections, another edge's against its addresses */
    SourceGuard(Emission emission, Entrance entrance) {
        this.emission = emission;
        this.code = emission.code;
        this.entrance = entrance;
        this.workload = entrance == Entrance.WORKLOAD_PORT;
        this.service = entrance == Entrance.SERVICE_PORT;
        this.arp = code.label("arp");
        this.solicitation = code.label("neighbour-solicitation");
    }

    Label arp() {
        return arp;
    }

    Label solicitation() {
        return solicitation;
    }

    /** Meta gets the port's domain; the tunnel's dispatcher has put it there already. */
    void domain() {
        if (entrance == Entrance.TUNNEL) {
            return;
        }
        emission.get(R1, PORT_RECORD, PortRecord.DOMAIN);
        emission.put(Meta.DOMAIN, R1);
        emission.get(R1, PORT_RECORD, PortRecord.DOMAIN_SLOT);
        emission.put(Meta.DOMAIN_SLOT, R1);
        emission.put(Meta.EDGE, 0);
        emission.put(Meta.CHAIN_MARK, 0);
    }

    /** R2 points at the frame, 14 bytes are there. */
    void sourceMac() {
        if (!workload) {
            return;
        }
        code.comment("source MAC is the port's").load(Width.W, R1, R2, 6);
        code.load(Width.W, R4, PORT_RECORD, PortRecord.MAC.offset());
        emission.dropIf(Condition.NE, R1, R4, DropReason.SPOOFED_MAC);
        code.load(Width.H, R1, R2, 10).load(Width.H, R4, PORT_RECORD, PortRecord.MAC.offset() + 4);
        emission.dropIf(Condition.NE, R1, R4, DropReason.SPOOFED_MAC);
    }

    /** R1 is the EtherType; goes on here for IPv4. */
    void otherThanIp() {
        if (workload) {
            code.jumpIf(Condition.EQ, R1, Skb.network16(0x0806), arp);
        }
        emission.dropIf(Condition.NE, R1, Skb.network16(0x0800), DropReason.ETHERTYPE);
    }

    void source4(Register address) {
        if (!workload) {
            return;
        }
        emission.dropIf(Condition.EQ, address, 0, DropReason.SPOOFED_ADDRESS);
        owned4(address, R1, DropReason.SPOOFED_ADDRESS);
    }

    /** Goes on here if the IPv4 address (as loaded) is the port's, else drops. */
    void owned4(Register address, Register scratch, DropReason otherwise) {
        var owned = code.label("owned");
        code.comment("address belongs to the port");
        for (int i = 0; i < PortRecord.MAX_ADDRESSES; i++) {
            emission.get(scratch, PORT_RECORD, PortRecord.ADDRESSES4.element(i, 4));
            code.jumpIf(Condition.EQ, scratch, address, owned);
        }
        code.jump(emission.drop(otherwise)).bind(owned);
    }

    /** Checks meta's IPv6 source; "::" (duplicate address detection, MLD) goes nowhere, since Damson answers nobody. */
    void source6() {
        if (!workload) {
            return;
        }
        var owned = code.label("owned6");
        var check = code.label("owned6-check");
        code.load(Width.DW, R4, Emission.META, Meta.SOURCE.offset());
        code.load(Width.DW, R5, Emission.META, Meta.SOURCE.offset() + 8);
        code.jumpIf(Condition.NE, R5, 0, check);
        emission.dropIf(Condition.EQ, R4, 0, DropReason.MULTICAST);
        code.bind(check).comment("address belongs to the port");
        for (int i = 0; i < PortRecord.MAX_ADDRESSES; i++) {
            var next = code.label("not-" + i);
            int at = PortRecord.ADDRESSES6.offset() + 16 * i;
            code.load(Width.DW, R1, PORT_RECORD, at).jumpIf(Condition.NE, R1, R4, next);
            code.load(Width.DW, R3, PORT_RECORD, at + 8).jumpIf(Condition.EQ, R3, R5, owned);
            code.bind(next);
        }
        code.jump(emission.drop(DropReason.SPOOFED_ADDRESS)).bind(owned);
    }

    /** R1 is a UDP source port as loaded: servers of DHCP and DHCPv6 answer from 67 and 547. */
    void udpSourcePort() {
        if (!service) {
            emission.dropIf(Condition.EQ, R1, Skb.network16(67), DropReason.ROGUE_DHCP);
            emission.dropIf(Condition.EQ, R1, Skb.network16(547), DropReason.ROGUE_DHCP);
        }
    }

    /** R1 is an ICMP type: redirects and router advertisements are no workload's. */
    void icmpType() {
        if (!service) {
            emission.dropIf(Condition.EQ, R1, 5, DropReason.ROGUE_ROUTER);
            emission.dropIf(Condition.EQ, R1, 9, DropReason.ROGUE_ROUTER);
        }
    }

    /** R1 is an ICMPv6 type: router advertisement, redirect; neighbour discovery; multicast listeners. */
    void icmp6Type() {
        if (workload) {
            emission.dropIf(Condition.EQ, R1, 134, DropReason.ROGUE_ROUTER);
            emission.dropIf(Condition.EQ, R1, 137, DropReason.ROGUE_ROUTER);
            code.jumpIf(Condition.EQ, R1, 135, solicitation);
        } else if (service) {
            emission.dropIf(Condition.EQ, R1, 134, DropReason.NOT_FROM_FLOW);
            emission.dropIf(Condition.EQ, R1, 137, DropReason.NOT_FROM_FLOW);
            emission.dropIf(Condition.EQ, R1, 135, DropReason.NOT_FROM_FLOW);
        } else {
            emission.dropIf(Condition.EQ, R1, 134, DropReason.ROGUE_ROUTER);
            emission.dropIf(Condition.EQ, R1, 137, DropReason.ROGUE_ROUTER);
            code.comment("no edge asks: each answers its own workloads");
            emission.dropIf(Condition.EQ, R1, 135, DropReason.SPOOFED_NEIGHBOUR);
        }
        emission.dropIf(Condition.EQ, R1, 136, DropReason.NEIGHBOUR_ADVERTISEMENT);
        emission.dropIf(Condition.EQ, R1, 133, DropReason.MULTICAST);
        for (int listener : new int[] {130, 131, 132, 143}) {
            emission.dropIf(Condition.EQ, R1, listener, DropReason.MULTICAST);
        }
    }
}
