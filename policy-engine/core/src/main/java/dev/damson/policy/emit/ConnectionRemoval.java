package dev.damson.policy.emit;

import static dev.damson.policy.ebpf.Register.R0;
import static dev.damson.policy.ebpf.Register.R1;
import static dev.damson.policy.ebpf.Register.R10;
import static dev.damson.policy.ebpf.Register.R2;
import static dev.damson.policy.ebpf.Register.R8;
import static dev.damson.policy.ebpf.Register.R9;
import static dev.damson.policy.emit.Emission.META;

import dev.damson.policy.ebpf.AluOp;
import dev.damson.policy.ebpf.Assembler;
import dev.damson.policy.ebpf.Condition;
import dev.damson.policy.ebpf.Label;
import dev.damson.policy.ebpf.Width;
import dev.damson.wire.layout.ClosedRecord;
import dev.damson.wire.layout.ConnValue;
import dev.damson.wire.layout.Maps;
import dev.damson.wire.layout.Meta;
import dev.damson.wire.layout.MetaFlag;

/**
 * Takes the connection at R8 out of its table, gives its place back to its port's quota and reports its end where its
 * beginning was reported too. Overwrites R9.
 */
final class ConnectionRemoval {
    /** Stack place of the record's address; 0 where there is nothing to report. */
    private static final int RECORD = -432;

    private final Emission emission;
    private final Assembler code;

    ConnectionRemoval(Emission emission) {
        this.emission = emission;
        this.code = emission.code;
    }

    void emit() {
        var halfOpen = code.label("remove-half-open");
        var done = code.label("removed");
        var report = code.label("removal-report");
        copy();
        emission.owner(R9, R8);
        emission.get(R1, Meta.FLAGS);
        var established = code.label("remove-established");
        code.jumpIf(Condition.SET, R1, MetaFlag.ESTABLISHED_ENTRY, established)
                .jump(halfOpen)
                .bind(established);
        emission.delete(Maps.CONNECTIONS, META, Meta.KEY.offset());
        code.jumpIf(Condition.NE, R0, 0, done);
        emission.lookupIndex(Maps.PORT_CONNECTIONS, R9);
        code.jumpIf(Condition.EQ, R0, 0, report)
                .mov(R1, -1)
                .atomicAdd(Width.DW, R0, 0, R1)
                .jump(report);
        code.bind(halfOpen);
        emission.delete(Maps.HALF_OPEN, META, Meta.KEY.offset());
        code.jumpIf(Condition.NE, R0, 0, done).bind(report);
        report(done);
        code.bind(done);
    }

    /** Once it is out of its table its place may be another's: what is reported is copied before. */
    private void copy() {
        var silent = code.label("removal-silent");
        code.storeImm(Width.DW, R10, RECORD, 0);
        emission.get(R1, R8, ConnValue.FLAGS);
        code.alu(AluOp.AND, R1, ConnValue.LOGGED).jumpIf(Condition.EQ, R1, 0, silent);
        emission.lookupIndex(Maps.SCRATCH, 0);
        code.jumpIf(Condition.EQ, R0, 0, silent).store(Width.DW, R10, RECORD, R0);
        emission.get(R1, Meta.NOW_NS);
        emission.put(R0, ClosedRecord.TIME_NS, R1);
        emission.get(R1, R8, ConnValue.FLOW_ID);
        emission.put(R0, ClosedRecord.FLOW_ID, R1);
        emission.put(R0, ClosedRecord.KIND, ClosedRecord.CLOSED);
        emission.get(R1, Meta.DOMAIN);
        emission.put(R0, ClosedRecord.DOMAIN, R1);
        emission.copy(R0, ClosedRecord.KEY, META, Meta.KEY, R1);
        emission.copy(R0, ClosedRecord.VALUE.offset(), R8, 0, ConnValue.STRUCT.size(), R1);
        code.bind(silent);
    }

    private void report(Label done) {
        code.load(Width.DW, R2, R10, RECORD).jumpIf(Condition.EQ, R2, 0, done);
        FlowEvents.output(emission, ClosedRecord.STRUCT.size());
    }
}
