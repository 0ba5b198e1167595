package dev.damson.policy.emit;

import static dev.damson.policy.ebpf.Register.R0;
import static dev.damson.policy.ebpf.Register.R1;
import static dev.damson.policy.ebpf.Register.R10;
import static dev.damson.policy.ebpf.Register.R2;
import static dev.damson.policy.ebpf.Register.R3;
import static dev.damson.policy.ebpf.Register.R4;
import static dev.damson.policy.ebpf.Register.R8;
import static dev.damson.policy.ebpf.Register.R9;
import static dev.damson.policy.emit.Emission.CONTEXT;

import dev.damson.policy.ebpf.AluOp;
import dev.damson.policy.ebpf.Assembler;
import dev.damson.policy.ebpf.Condition;
import dev.damson.policy.ebpf.Helper;
import dev.damson.policy.ebpf.Width;
import dev.damson.wire.layout.DropReason;
import dev.damson.wire.layout.EdgeEntry;
import dev.damson.wire.layout.Maps;
import dev.damson.wire.layout.Meta;
import dev.damson.wire.layout.PortRecord;
import dev.damson.wire.program.Dispatcher;

/**
 * What the tunnel's link holds for good: it lets in what a known edge of the packet's domain sends, and jumps into that
 * domain's live generation. {@code wire} keeps the result as bytes, as it does the ports' dispatcher.
 */
final class TunnelDispatcherProgram {
    /** Stack place of the first members of a {@code struct bpf_tunnel_key}: VNI and outer source, in host order. */
    private static final int KEY = -24;

    private static final int KEY_BYTES = 8;

    private TunnelDispatcherProgram() {}

    static Assembler emit() {
        var code = new Assembler("tunnel");
        var emission = new Emission(code);
        var odd = code.label("odd");
        emission.begin();
        emission.put(Meta.SEGMENTS, 1);
        emission.put(Meta.PORT, PortRecord.TUNNEL);
        code.mov(R1, CONTEXT).mov(R2, R10).alu(AluOp.ADD, R2, KEY).mov(R3, KEY_BYTES);
        code.mov(R4, 0).call(Helper.SKB_GET_TUNNEL_KEY);
        emission.dropIf(Condition.NE, R0, 0, DropReason.UNKNOWN_EDGE);
        code.load(Width.W, R1, R10, KEY);
        emission.put(Meta.DOMAIN, R1);
        code.load(Width.W, R1, R10, KEY + EdgeEntry.KEY_ADDRESS.offset()).toBigEndian(R1, 32);
        emission.put(Meta.EDGE, R1);
        code.store(Width.W, R10, KEY + EdgeEntry.KEY_ADDRESS.offset(), R1);
        emission.lookup(Maps.EDGES, R10, KEY);
        emission.dropIf(Condition.EQ, R0, 0, DropReason.UNKNOWN_EDGE);
        emission.get(R9, R0, EdgeEntry.DOMAIN_SLOT);
        emission.dropIf(Condition.GE, R9, Maps.MAX_DOMAINS, DropReason.NO_REVISION);
        emission.put(Meta.DOMAIN_SLOT, R9);
        code.loadMapValue(R1, Maps.LIVE.symbol(), 0).mov(R2, R9).alu(AluOp.LSH, R2, 3);
        code.alu(AluOp.ADD, R1, R2).load(Width.DW, R8, R1, 0);
        emission.dropIf(Condition.EQ, R8, 0, DropReason.NO_REVISION);
        emission.put(Meta.EPOCH, R8);
        code.alu(AluOp.RSH, R8, 32);
        emission.put(Meta.GENERATION, R8);
        code.mov(R1, CONTEXT).mov(R3, R9);
        code.jumpIf(Condition.SET, R8, 1, odd)
                .loadMap(R2, Dispatcher.EVEN_ARRIVAL)
                .call(Helper.TAIL_CALL);
        code.jump(emission.drop(DropReason.NO_PROGRAM));
        code.bind(odd).loadMap(R2, Dispatcher.ODD_ARRIVAL).call(Helper.TAIL_CALL);
        code.jump(emission.drop(DropReason.NO_PROGRAM));
        emission.end();
        return code;
    }
}
