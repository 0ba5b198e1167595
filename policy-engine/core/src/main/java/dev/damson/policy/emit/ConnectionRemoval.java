package dev.damson.policy.emit;

import static dev.damson.policy.ebpf.Register.R0;
import static dev.damson.policy.ebpf.Register.R1;
import static dev.damson.policy.ebpf.Register.R8;
import static dev.damson.policy.ebpf.Register.R9;
import static dev.damson.policy.emit.Emission.META;

import dev.damson.policy.ebpf.Assembler;
import dev.damson.policy.ebpf.Condition;
import dev.damson.policy.ebpf.Width;
import dev.damson.wire.layout.ConnValue;
import dev.damson.wire.layout.Maps;
import dev.damson.wire.layout.Meta;
import dev.damson.wire.layout.MetaFlag;

/** Takes the connection at R8 out of its table and gives its place back to its port's quota. Overwrites R9. */
final class ConnectionRemoval {
    private final Emission emission;
    private final Assembler code;

    ConnectionRemoval(Emission emission) {
        this.emission = emission;
        this.code = emission.code;
    }

    void emit() {
        var halfOpen = code.label("remove-half-open");
        var done = code.label("removed");
        emission.get(R9, R8, ConnValue.ORIGIN_PORT);
        emission.get(R1, Meta.FLAGS);
        var established = code.label("remove-established");
        code.jumpIf(Condition.SET, R1, MetaFlag.ESTABLISHED_ENTRY, established)
                .jump(halfOpen)
                .bind(established);
        emission.delete(Maps.CONNECTIONS, META, Meta.KEY.offset());
        code.jumpIf(Condition.NE, R0, 0, done);
        emission.lookupIndex(Maps.PORT_CONNECTIONS, R9);
        code.jumpIf(Condition.EQ, R0, 0, done)
                .mov(R1, -1)
                .atomicAdd(Width.DW, R0, 0, R1)
                .jump(done);
        code.bind(halfOpen);
        emission.delete(Maps.HALF_OPEN, META, Meta.KEY.offset());
        code.bind(done);
    }
}
