package dev.damson.policy.emit;

import static dev.damson.policy.ebpf.Register.R0;
import static dev.damson.policy.ebpf.Register.R1;
import static dev.damson.policy.ebpf.Register.R10;
import static dev.damson.policy.ebpf.Register.R2;
import static dev.damson.policy.ebpf.Register.R3;
import static dev.damson.policy.ebpf.Register.R4;
import static dev.damson.policy.ebpf.Register.R8;
import static dev.damson.policy.ebpf.Register.R9;
import static dev.damson.policy.emit.Emission.META;

import dev.damson.policy.ebpf.AluOp;
import dev.damson.policy.ebpf.Assembler;
import dev.damson.policy.ebpf.Condition;
import dev.damson.policy.ebpf.Label;
import dev.damson.policy.ebpf.Register;
import dev.damson.policy.ebpf.Width;
import dev.damson.wire.layout.Field;
import dev.damson.wire.layout.Maps;
import dev.damson.wire.layout.Meta;

/** R8 = the identity of an address in meta; 0 where the domain knows none. */
final class IdentityLookup {
    private static final int PREFIX_KEY = -32;

    private final Emission emission;
    private final Assembler code;
    private final int cells;

    IdentityLookup(Emission emission, int cells) {
        this.emission = emission;
        this.code = emission.code;
        this.cells = cells;
    }

    void emit(Field address) {
        var six = code.label("address6");
        var done = code.label("identity");
        emission.get(R1, Meta.FAMILY);
        code.jumpIf(Condition.EQ, R1, 6, six);
        trie(address, done);
        code.bind(six);
        hosts(address, done);
        code.bind(done);
    }

    private void trie(Field address, Label done) {
        code.comment("16-8-8 trie; the mask is the bounds check, and takes a node's mark off");
        code.load(Width.W, R2, META, address.offset()).toBigEndian(R2, 32);
        code.loadMapValue(R9, Maps.ADDRESSES_4, 0);
        code.mov(R3, R2).alu(AluOp.RSH, R3, 16);
        cell(R3);
        for (int shift = 8; shift >= 0; shift -= 8) {
            code.jumpIf32(Condition.SGE, R8, 0, done);
            code.mov32(R3, R8).mov(R4, R2);
            if (shift > 0) {
                code.alu(AluOp.RSH, R4, shift);
            }
            code.alu(AluOp.AND, R4, 0xff).alu(AluOp.ADD, R3, R4);
            code.alu(AluOp.AND, R3, cells - 1);
            cell(R3);
        }
        code.jump(done);
    }

    private void cell(Register index) {
        code.alu(AluOp.LSH, index, 2).mov(R1, R9).alu(AluOp.ADD, R1, index).load(Width.W, R8, R1, 0);
    }

    private void hosts(Field address, Label done) {
        var known = code.label("known6");
        emission.lookup(Maps.HOSTS_6, META, address.offset());
        code.jumpIf(Condition.NE, R0, 0, known);
        code.storeImm(Width.W, R10, PREFIX_KEY, 128);
        for (int i = 0; i < 16; i += 4) {
            code.load(Width.W, R1, META, address.offset() + i).store(Width.W, R10, PREFIX_KEY + 4 + i, R1);
        }
        emission.lookup(Maps.PREFIXES_6, R10, PREFIX_KEY);
        code.jumpIf(Condition.NE, R0, 0, known).mov(R8, 0).jump(done);
        code.bind(known).load(Width.W, R8, R0, 0);
    }
}
