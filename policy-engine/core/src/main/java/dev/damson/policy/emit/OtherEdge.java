package dev.damson.policy.emit;

import static dev.damson.policy.ebpf.Register.R1;
import static dev.damson.policy.ebpf.Register.R2;
import static dev.damson.policy.ebpf.Register.R8;

import dev.damson.policy.ebpf.AluOp;
import dev.damson.policy.ebpf.Assembler;
import dev.damson.policy.ebpf.Condition;
import dev.damson.wire.layout.Field;
import dev.damson.wire.layout.Maps;
import dev.damson.wire.layout.Meta;
import dev.damson.wire.layout.PortRecord;
import dev.damson.wire.layout.Slot;
import dev.damson.wire.layout.VerdictRecord.Action;

/**
 * Across hosts each end is judged wholly by one edge: the end whose port is elsewhere is judged there alone, and here it
 * lets everything pass.
 */
final class OtherEdge {
    private final Emission emission;
    private final Assembler code;
    private final int addressCells;

    /** @param addressCells entries of the domain's IPv4 trie, a power of two */
    OtherEdge(Emission emission, int addressCells) {
        this.emission = emission;
        this.code = emission.code;
        this.addressCells = addressCells;
    }

    /** Expects the original direction in meta; takes ends that are not here out of meta.to_judge. Overwrites R8, R9. */
    void leave() {
        end(Meta.ORIGIN_PORT_SLOT, Meta.ORIGIN_SLOT, Meta.ORIGIN_END, Meta.TARGET_ADDRESS, Meta.TARGET_IDENTITY);
        end(Meta.TARGET_PORT_SLOT, Meta.TARGET_SLOT, Meta.TARGET_END, Meta.ORIGIN_ADDRESS, Meta.ORIGIN_IDENTITY);
    }

    /** @param ownAddress of the end that is here: the program that looks it up is the other end's */
    private void end(Field port, Field slot, int end, Field ownAddress, Field ownIdentity) {
        var here = code.label("end-here");
        code.section(end == Meta.ORIGIN_END ? "originator on another edge" : "target on another edge");
        emission.get(R1, port);
        code.mov32(R2, PortRecord.NONE).jumpIf(Condition.NE, R1, R2, here);
        emission.get(R1, Meta.EPOCH);
        emission.put(slot.member(Slot.EPOCH), R1);
        emission.put(slot.member(Slot.ACTION), Action.ALLOW.ordinal());
        emission.put(slot.member(Slot.PENDING), Action.ALLOW.ordinal());
        for (var field : new Field[] {Slot.FLAGS, Slot.RULE, Slot.PENDING_RULE, Slot.CHAIN, Slot.RESERVED, Slot.TAPS}) {
            emission.put(slot.member(field), 0);
        }
        emission.get(R1, Meta.TO_JUDGE);
        code.alu(AluOp.AND, R1, (Meta.ORIGIN_END | Meta.TARGET_END) & ~end);
        emission.put(Meta.TO_JUDGE, R1);
        new IdentityLookup(emission, addressCells).emit(ownAddress);
        emission.put(ownIdentity, R8);
        code.bind(here);
    }

    /** On to the first end that is to be judged; goes on here where its program is missing. */
    void judge() {
        var origin = code.label("judge-origin");
        var target = code.label("judge-target");
        var missing = code.label("judge-none");
        code.section("judge");
        emission.get(R1, Meta.TO_JUDGE);
        code.jumpIf(Condition.SET, R1, Meta.ORIGIN_END, origin).jumpIf(Condition.SET, R1, Meta.TARGET_END, target);
        emission.tailCall(Maps.FINISH, Meta.DOMAIN_SLOT);
        code.jump(missing).bind(origin);
        emission.tailCall(Maps.FROM, Meta.ORIGIN_PORT_SLOT);
        code.jump(missing).bind(target);
        emission.tailCall(Maps.TO, Meta.TARGET_PORT_SLOT);
        code.bind(missing);
    }
}
