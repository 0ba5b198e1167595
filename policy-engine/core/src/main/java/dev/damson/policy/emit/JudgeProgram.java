package dev.damson.policy.emit;

import static dev.damson.policy.ebpf.Register.R1;
import static dev.damson.policy.ebpf.Register.R10;
import static dev.damson.policy.ebpf.Register.R2;
import static dev.damson.policy.ebpf.Register.R3;
import static dev.damson.policy.ebpf.Register.R4;
import static dev.damson.policy.ebpf.Register.R5;
import static dev.damson.policy.ebpf.Register.R8;
import static dev.damson.policy.ebpf.Register.R9;

import dev.damson.policy.ebpf.AluOp;
import dev.damson.policy.ebpf.Assembler;
import dev.damson.policy.ebpf.Condition;
import dev.damson.policy.ebpf.Label;
import dev.damson.policy.ebpf.Register;
import dev.damson.policy.ebpf.Width;
import dev.damson.policy.plan.EndTable;
import dev.damson.policy.tables.TableReading;
import dev.damson.wire.layout.DropReason;
import dev.damson.wire.layout.Field;
import dev.damson.wire.layout.HostState;
import dev.damson.wire.layout.Maps;
import dev.damson.wire.layout.Meta;
import dev.damson.wire.layout.Slot;
import dev.damson.wire.layout.VerdictRecord;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Judges one end of a connection by the profile's class table and hands on: to the other end if it still has to be
 * judged, else to the finish program. Dimensions that the table does not tell apart are not emitted.
 */
final class JudgeProgram {
    private static final int OWN_ROW = -40;
    private static final int OPEN_PLACE = -48;

    private final Emission emission;
    private final Assembler code;
    private final EndTable table;
    private final TableSymbols symbols;
    private final boolean origin;
    private final int addressCells;
    private final Optional<TableReading> reading;

    /**
     * @param origin true: the originator's end, whose peer is the target
     * @param addressCells entries of the domain's IPv4 trie, a power of two
     * @param reading what the table says, where a listing wants to know it
     */
    JudgeProgram(
            String name,
            EndTable table,
            TableSymbols symbols,
            boolean origin,
            int addressCells,
            Optional<TableReading> reading) {
        this.code = new Assembler(name);
        this.emission = new Emission(code);
        this.table = table;
        this.symbols = symbols;
        this.origin = origin;
        this.addressCells = addressCells;
        this.reading = reading;
    }

    Assembler emit() {
        emission.begin();
        ownRow();
        code.section("who is the " + peer() + "? its address → its identity");
        new IdentityLookup(emission, addressCells).emit(origin ? Meta.TARGET_ADDRESS : Meta.ORIGIN_ADDRESS);
        emission.put(origin ? Meta.TARGET_IDENTITY : Meta.ORIGIN_IDENTITY, R8);
        cell(table, symbols, true);
        symbols.lower().ifPresent(this::settle);
        record();
        handOn();
        emission.endDropping(DropReason.NO_PROGRAM);
        return code;
    }

    /** Stack = first row for the own address, where the port's addresses are judged differently. */
    private void ownRow() {
        if (table.rowOfOwn().length == 0) {
            return;
        }
        code.section("which of the port's addresses is it? its identity → the first class that counts for it");
        new IdentityLookup(emission, addressCells).emit(origin ? Meta.ORIGIN_ADDRESS : Meta.TARGET_ADDRESS);
        entry(symbols.rowOfOwn(), table.rowOfOwn().length);
        code.store(Width.DW, R10, OWN_ROW, R8);
    }

    /** R8 = identity → R8 = what stands in the cell of the identity and the packet's service. */
    private void cell(EndTable part, TableSymbols names, boolean upper) {
        peerClass(part, names, upper);
        serviceClass(part, names, upper);
        code.section("the cell of class and column → the number of the verdict");
        if (part.cells().length > 1) {
            emission.dropIf(Condition.GE, R8, part.cells().length, DropReason.NO_PROGRAM);
        }
        element(R8, "verdict numbers by class and column", names.cells(), R8, R1, part.cells().length);
    }

    /** value = the u16 of a table at index, which is below the table's length and is overwritten. */
    private void element(Register value, String remark, String symbol, Register index, Register scratch, int length) {
        if (length == 1) {
            code.remark(remark).loadMapValue(scratch, symbol, 0);
        } else {
            code.alu(AluOp.LSH, index, 1).remark(remark).loadMapValue(scratch, symbol, 0);
            code.alu(AluOp.ADD, scratch, index);
        }
        code.load(Width.H, value, scratch, 0);
    }

    /** register *= number of columns. */
    private void rows(Register register, int columns) {
        if (columns > 1) {
            code.alu(AluOp.MUL, register, columns);
        }
    }

    /** R8 = cell of the upper table → R8 = record; what is open there is looked up in the lower one. */
    private void settle(TableSymbols.Lower names) {
        var lower = table.lower().orElseThrow();
        var decided = code.label("decided");
        code.section("left open by the rules before: the lower table");
        code.jumpIf(Condition.LT, R8, table.records().size(), decided);
        boolean several = lower.open() > 1;
        if (several) {
            code.alu(AluOp.SUB, R8, table.records().size());
            rows(R8, lower.width());
            code.store(Width.DW, R10, OPEN_PLACE, R8);
        } else {
            emission.dropIf(Condition.NE, R8, table.records().size(), DropReason.NO_PROGRAM);
        }
        emission.get(R8, origin ? Meta.TARGET_IDENTITY : Meta.ORIGIN_IDENTITY);
        cell(lower.table(), names.table(), false);
        if (several) {
            code.load(Width.DW, R1, R10, OPEN_PLACE).alu(AluOp.ADD, R8, R1);
        }
        emission.dropIf(Condition.GE, R8, lower.joined().length, DropReason.NO_PROGRAM);
        element(R8, "verdict numbers by open place and lower cell", names.joined(), R8, R1, lower.joined().length);
        code.bind(decided);
    }

    /** R8 = identity → R8 = first cell of its class. */
    private void peerClass(EndTable part, TableSymbols names, boolean upper) {
        code.section("is the " + peer() + " one of …? its identity → its class");
        if (upper) {
            reading.ifPresent(words -> words.peers().forEach(row -> code.comment("class " + row.row() + "  " + row)));
        }
        if (part.cells().length == part.stride()) {
            code.comment("one class: everybody is judged alike");
            if (part.stride() > 1) {
                code.mov(R8, 0);
            }
            return;
        }
        entry(names.classOfIdentity(), part.classOfIdentity().length);
        if (upper && part.rowOfOwn().length != 0) {
            code.load(Width.DW, R1, R10, OWN_ROW).alu(AluOp.ADD, R8, R1);
        }
        rows(R8, part.stride());
    }

    /** R8 = identity → R8 = its u16 of a table; beyond the end that of identity 0. */
    private void entry(String symbol, int length) {
        if (length > 1) {
            var known = code.label("identity-known");
            code.jumpIf(Condition.LT, R8, length, known).mov(R8, 0).bind(known);
        }
        element(R8, "classes by identity", symbol, R8, R1, length);
    }

    /** R8 += column of the service. */
    private void serviceClass(EndTable part, TableSymbols names, boolean upper) {
        var found = code.label("service-class");
        code.section("which service? protocol and port, or ICMP type and code → its column");
        if (upper) {
            reading.ifPresent(words -> words.columns()
                    .forEach(column -> code.comment("column " + column.column() + "  " + column.services())));
        }
        if (part.stride() == 1) {
            code.comment("one column: every service is judged alike");
            return;
        }
        emission.get(R1, Meta.PROTOCOL);
        emission.get(R2, Meta.SERVICE);
        for (var protocol : part.services().keySet()) {
            var next = code.label("not-" + TableReading.protocol(protocol));
            code.jumpIf(Condition.NE, R1, protocol, next);
            code.alu(AluOp.LSH, R2, 1)
                    .remark("service classes of " + TableReading.protocol(protocol))
                    .loadMapValue(R3, names.services(protocol), 0);
            code.alu(AluOp.ADD, R3, R2).jump(found).bind(next);
        }
        code.alu(AluOp.LSH, R1, 1).remark("service classes by protocol").loadMapValue(R3, names.serviceOfProtocol(), 0);
        code.alu(AluOp.ADD, R3, R1).bind(found).load(Width.H, R4, R3, 0);
        if (part.columnOfService().length != 0) {
            code.comment("the domain's service class → this table's column");
            emission.dropIf(Condition.GE, R4, part.columnOfService().length, DropReason.NO_PROGRAM);
            element(R4, "columns by service class", names.columnOfService(), R4, R3, part.columnOfService().length);
        }
        code.alu(AluOp.ADD, R8, R4);
    }

    /** Reads the record at R8, follows it where it has expired, and fills this end's slot in meta. */
    private void record() {
        Field slot = origin ? Meta.ORIGIN_SLOT : Meta.TARGET_SLOT;
        code.section("the verdict: the record of the rule that decides");
        reading.ifPresent(
                words -> words.verdicts().forEach(verdict -> code.comment(verdict.number() + "  " + verdict)));
        var found = code.label("record");
        int chain = ExpiryChain.longest(table.records());
        for (int i = 0; i <= chain; i++) {
            at(i == chain ? null : found);
        }
        code.bind(found);
        emission.get(R1, Meta.EPOCH);
        emission.put(slot.member(Slot.EPOCH), R1);
        move(VerdictRecord.ACTION, slot.member(Slot.ACTION));
        move(VerdictRecord.PENDING, slot.member(Slot.PENDING));
        move(VerdictRecord.FLAGS, slot.member(Slot.FLAGS));
        move(VerdictRecord.RULE, slot.member(Slot.RULE));
        move(VerdictRecord.PENDING_RULE, slot.member(Slot.PENDING_RULE));
        move(VerdictRecord.CHAIN, slot.member(Slot.CHAIN));
        move(VerdictRecord.TAPS, slot.member(Slot.TAPS));
    }

    /** R9 = record at index R8; to {@code found} unless it has expired, in which case R8 = its successor. */
    private void at(@Nullable Label found) {
        emission.dropIf(Condition.GE, R8, table.records().size(), DropReason.NO_PROGRAM);
        if (table.records().size() == 1) {
            code.remark("verdict records").loadMapValue(R9, symbols.records(), 0);
        } else {
            code.alu(AluOp.LSH, R8, Integer.numberOfTrailingZeros(VerdictRecord.STRUCT.size()));
            code.remark("verdict records")
                    .loadMapValue(R9, symbols.records(), 0)
                    .alu(AluOp.ADD, R9, R8);
        }
        if (found == null) {
            return;
        }
        emission.get(R1, R9, VerdictRecord.EXPIRES);
        code.jumpIf(Condition.EQ, R1, 0, found);
        code.loadMapValue(R2, Maps.HOST.symbol(), HostState.WALL_OFFSET_NS.offset())
                .load(Width.DW, R3, R2, 0);
        emission.get(R4, Meta.NOW_NS);
        code.alu(AluOp.ADD, R3, R4).jumpIf(Condition.LT, R3, R1, found);
        emission.get(R8, R9, VerdictRecord.EXPIRED_NEXT);
    }

    private void move(Field from, Field to) {
        emission.get(R1, R9, from);
        emission.put(to, R1);
    }

    /** What the other side is called. */
    private String peer() {
        return origin ? "destination" : "source";
    }

    private void handOn() {
        code.section(origin ? "hand on: to the other end if it is judged here too, else finish" : "hand on: finish");
        if (origin) {
            var finish = code.label("finish");
            emission.get(R5, Meta.TO_JUDGE);
            var other = code.label("other-end");
            code.jumpIf(Condition.SET, R5, Meta.TARGET_END, other).jump(finish).bind(other);
            emission.tailCall(Maps.TO, Meta.TARGET_PORT_SLOT);
            code.jump(emission.drop(DropReason.NO_PROGRAM)).bind(finish);
        }
        emission.tailCall(Maps.FINISH, Meta.DOMAIN_SLOT);
    }
}
