package dev.damson.policy.emit;

import static dev.damson.policy.ebpf.Register.R1;
import static dev.damson.policy.ebpf.Register.R2;
import static dev.damson.policy.ebpf.Register.R3;
import static dev.damson.policy.ebpf.Register.R8;
import static dev.damson.policy.emit.Emission.CONTEXT;

import dev.damson.policy.ebpf.AluOp;
import dev.damson.policy.ebpf.Assembler;
import dev.damson.policy.ebpf.Condition;
import dev.damson.policy.ebpf.Helper;
import dev.damson.policy.ebpf.Width;
import dev.damson.wire.layout.DropReason;
import dev.damson.wire.layout.Maps;
import dev.damson.wire.layout.Meta;
import dev.damson.wire.program.Dispatcher;

/**
 * What a port's link holds for good: it reads the domain's live generation and epoch in one load and jumps into that
 * generation. {@code wire} keeps the result as bytes, so that an edge can close a port before it has any revision.
 */
final class DispatcherProgram {
    private DispatcherProgram() {}

    static Assembler emit(int portSlot, int domainSlot) {
        var code = new Assembler("dispatcher");
        var emission = new Emission(code);
        var odd = code.label("odd");
        emission.begin();
        emission.put(Meta.SEGMENTS, 1);
        emission.put(Meta.PORT, portSlot);
        code.loadMapValue(R1, Maps.LIVE.symbol(), 0).mov(R2, domainSlot).alu(AluOp.LSH, R2, 3);
        code.alu(AluOp.ADD, R1, R2).load(Width.DW, R8, R1, 0);
        emission.dropIf(Condition.EQ, R8, 0, DropReason.NO_REVISION);
        emission.put(Meta.EPOCH, R8);
        code.alu(AluOp.RSH, R8, 32);
        emission.put(Meta.GENERATION, R8);
        code.mov(R1, CONTEXT).mov(R3, portSlot);
        code.jumpIf(Condition.SET, R8, 1, odd)
                .loadMap(R2, Dispatcher.EVEN_ENTRY)
                .call(Helper.TAIL_CALL);
        code.jump(emission.drop(DropReason.NO_PROGRAM));
        code.bind(odd).loadMap(R2, Dispatcher.ODD_ENTRY).call(Helper.TAIL_CALL);
        code.jump(emission.drop(DropReason.NO_PROGRAM));
        emission.end();
        return code;
    }
}
