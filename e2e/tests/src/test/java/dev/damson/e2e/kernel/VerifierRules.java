package dev.damson.e2e.kernel;

import static dev.damson.policy.ebpf.Register.R0;
import static dev.damson.policy.ebpf.Register.R1;
import static dev.damson.policy.ebpf.Register.R10;
import static dev.damson.policy.ebpf.Register.R2;
import static dev.damson.policy.ebpf.Register.R3;
import static dev.damson.policy.ebpf.Register.R4;
import static dev.damson.policy.ebpf.Register.R6;
import static dev.damson.policy.ebpf.Register.R7;

import dev.damson.policy.ebpf.AluOp;
import dev.damson.policy.ebpf.Assembler;
import dev.damson.policy.ebpf.Condition;
import dev.damson.policy.ebpf.Helper;
import dev.damson.policy.ebpf.Instruction;
import dev.damson.policy.ebpf.Opcode;
import dev.damson.policy.ebpf.Width;
import dev.damson.wire.layout.MapSpec;
import dev.damson.wire.program.ProgramImage;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** A small program for each rule of the verifier, most of them wrong, and beside some of them the right form. */
final class VerifierRules {
    static final List<MapSpec> MAPS = List.of(
            new MapSpec("out", MapSpec.Type.ARRAY, 4, 64, 1, MapSpec.MMAPABLE),
            new MapSpec("array", MapSpec.Type.ARRAY, 4, 16, 4, 0),
            new MapSpec("hash", MapSpec.Type.HASH, 8, 16, 2, 0),
            new MapSpec("programs", MapSpec.Type.PROG_ARRAY, 4, 4, 4, 0),
            new MapSpec("ring", MapSpec.Type.RINGBUF, 0, 0, 4096, 0),
            new MapSpec("constants", MapSpec.Type.ARRAY, 4, 16, 1, MapSpec.RDONLY_PROG));

    private static final int DATA = 76;
    private static final int DATA_END = 80;
    private static final int NO_OPERATION = 2;
    /** bpf_xdp_adjust_head, for programs of another type. */
    private static final int XDP_HELPER = 44;

    /** Who refuses a program. */
    enum Refused {
        BY_BOTH,
        BY_NOBODY,
        /** What the kernel lets the privileged do, and no program of ours has a use for. */
        BY_THE_SIMULATOR
    }

    record Rule(String name, Refused refused, ProgramImage program) {
        @Override
        public String toString() {
            return name;
        }
    }

    private VerifierRules() {}

    static Stream<Rule> all() {
        return Stream.of(
                        registers(), stack(), packet(), values(), context(), helpers(), reservations(), flow(), forms())
                .flatMap(rules -> rules);
    }

    private static Stream<Rule> registers() {
        return Stream.of(
                bad("register that nothing was put into", a -> a.mov(R0, R3)),
                bad("arithmetic on such a register", a -> a.alu(AluOp.ADD, R0, 1)),
                bad(
                        "register that a call has overwritten",
                        a -> a.mov(R2, 1).call(Helper.KTIME_GET_NS).mov(R0, R2)),
                good(
                        "register that a call keeps",
                        a -> a.mov(R6, 1).call(Helper.KTIME_GET_NS).mov(R0, R6)),
                bad("number as an address", a -> a.mov(R2, 5).load(Width.B, R0, R2, 0)),
                bad(
                        "pointer times two, read through",
                        a -> a.mov(R2, R10).alu(AluOp.MUL, R2, 2).load(Width.B, R0, R2, -8)),
                bad("two pointers added", a -> a.mov(R2, R10).alu(AluOp.ADD, R2, R1)),
                bad("pointer taken from a number", a -> a.mov(R2, 8).alu(AluOp.SUB, R2, R10)),
                bad("context moved, read through", a -> a.alu(AluOp.ADD, R1, 4).load(Width.W, R0, R1, 0)),
                stricter("context moved", a -> a.alu(AluOp.ADD, R1, 4)),
                bad("map moved", a -> a.loadMap(R2, "array").alu(AluOp.ADD, R2, 4)),
                stricter("half of a pointer", a -> a.mov32(R2, R1)),
                stricter("pointer returned", a -> a.mov(R0, R1), false),
                stricter(
                        "pointer stored in a map",
                        a -> a.loadMapValue(R2, "out", 0).store(Width.DW, R2, 0, R1)),
                stricter("pointer compared with a number", a -> {
                    var end = a.label("end");
                    a.jumpIf(Condition.EQ, R1, 5, end).mov(R0, 1).bind(end);
                }));
    }

    private static Stream<Rule> stack() {
        return Stream.of(
                stricter("stack that nothing was put into", a -> a.load(Width.DW, R0, R10, -8)),
                stricter("half of it", a -> a.storeImm(Width.W, R10, -8, 1).load(Width.DW, R0, R10, -8)),
                bad(
                        "below 512 bytes",
                        a -> a.mov(R2, R10).alu(AluOp.ADD, R2, -520).storeImm(Width.DW, R2, 0, 0)),
                good("the lowest of 512 bytes", a -> a.storeImm(Width.DW, R10, -512, 0)),
                bad("above the frame", a -> a.mov(R2, R10).storeImm(Width.DW, R2, 0, 0)),
                bad("not aligned", a -> a.mov(R2, R10).alu(AluOp.ADD, R2, -12).storeImm(Width.DW, R2, 0, 0)),
                bad("half of a pointer stored", a -> a.store(Width.W, R10, -8, R1)),
                bad(
                        "spilled pointer overwritten, read through",
                        a -> a.mov(R6, 0)
                                .store(Width.DW, R10, -8, R1)
                                .storeImm(Width.W, R10, -8, 0)
                                .load(Width.DW, R2, R10, -8)
                                .load(Width.W, R0, R2, 0)),
                good(
                        "spilled pointer read back",
                        a -> a.store(Width.DW, R10, -8, R1)
                                .load(Width.DW, R2, R10, -8)
                                .load(Width.W, R0, R2, 0)));
    }

    private static Stream<Rule> packet() {
        return Stream.of(
                bad("packet without a check", a -> a.load(Width.W, R2, R1, DATA).load(Width.B, R0, R2, 0)),
                good("checked byte", a -> checked(a, Condition.GT, 14).load(Width.B, R0, R2, 13)),
                bad(
                        "beyond the checked bytes",
                        a -> checked(a, Condition.GT, 14).load(Width.B, R0, R2, 14)),
                bad("the wrong way round", a -> checked(a, Condition.LE, 1400).load(Width.B, R0, R2, 0)),
                good(
                        "one more where the end is not reached",
                        a -> checked(a, Condition.GE, 14).load(Width.B, R0, R2, 14)),
                bad("in front of the packet", a -> checked(a, Condition.GT, 14).load(Width.B, R0, R2, -1)),
                bad(
                        "the end as an address",
                        a -> a.load(Width.W, R2, R1, DATA_END).load(Width.B, R0, R2, 0)),
                bad("the end moved", a -> a.load(Width.W, R2, R1, DATA_END).alu(AluOp.ADD, R2, 4)),
                bad(
                        "pointer kept over a helper that moves the packet",
                        a -> checked(a.mov(R6, R1), Condition.GT, 14)
                                .mov(R7, R2)
                                .mov(R1, R6)
                                .mov(R2, 20)
                                .call(Helper.SKB_PULL_DATA)
                                .load(Width.B, R0, R7, 0)),
                good(
                        "pointer kept over one that does not",
                        a -> checked(a, Condition.GT, 14)
                                .mov(R7, R2)
                                .call(Helper.KTIME_GET_NS)
                                .load(Width.B, R0, R7, 0)),
                bad(
                        "atomic in the packet",
                        a -> checked(a, Condition.GT, 14).mov(R4, 1).atomicAdd(Width.W, R2, 0, R4)));
    }

    /** R2 = a packet's beginning; goes on where so many bytes hold a comparison with its end. */
    private static Assembler checked(Assembler a, Condition beyond, int bytes) {
        var within = a.label("within");
        var out = a.label("out");
        return a.load(Width.W, R2, R1, DATA)
                .load(Width.W, R3, R1, DATA_END)
                .mov(R4, R2)
                .alu(AluOp.ADD, R4, bytes)
                .jumpIf(beyond, R4, R3, out)
                .jump(within)
                .bind(out)
                .mov(R0, 0)
                .exit()
                .bind(within);
    }

    private static Stream<Rule> values() {
        return Stream.of(
                bad("value that may be null", a -> lookup(a).load(Width.DW, R1, R0, 0)),
                good("value that is none", a -> found(a).load(Width.DW, R1, R0, 8)),
                bad("beyond a value", a -> found(a).load(Width.DW, R1, R0, 12)),
                bad("in front of a value", a -> found(a).load(Width.B, R1, R0, -1)),
                bad("value that may be null, moved", a -> lookup(a).alu(AluOp.ADD, R0, 8)),
                bad(
                        "read-only map written",
                        a -> a.loadMapValue(R2, "constants", 0).storeImm(Width.W, R2, 0, 1)),
                good(
                        "read-only map read",
                        a -> a.loadMapValue(R2, "constants", 0).load(Width.W, R0, R2, 0)),
                bad(
                        "map itself read as an address beyond it",
                        a -> a.loadMap(R2, "array").storeImm(Width.W, R2, 0, 1)),
                bad(
                        "index from the packet's length beyond a value",
                        a -> a.load(Width.W, R3, R1, 0)
                                .loadMapValue(R2, "out", 0)
                                .alu(AluOp.ADD, R2, R3)
                                .load(Width.DW, R0, R2, 0)),
                good(
                        "the same, masked",
                        a -> a.load(Width.W, R3, R1, 0)
                                .alu(AluOp.AND, R3, 31)
                                .loadMapValue(R2, "out", 0)
                                .alu(AluOp.ADD, R2, R3)
                                .load(Width.DW, R0, R2, 0)),
                bad(
                        "atomic not aligned",
                        a -> a.loadMapValue(R2, "out", 4).mov(R3, 1).atomicAdd(Width.DW, R2, 0, R3)),
                good("atomic", a -> a.loadMapValue(R2, "out", 8).mov(R3, 1).atomicAdd(Width.DW, R2, 0, R3)));
    }

    private static Assembler lookup(Assembler a) {
        return a.storeImm(Width.W, R10, -4, 1)
                .loadMap(R1, "array")
                .mov(R2, R10)
                .alu(AluOp.ADD, R2, -4)
                .call(Helper.MAP_LOOKUP_ELEM);
    }

    private static Assembler found(Assembler a) {
        var found = a.label("found");
        return lookup(a).jumpIf(Condition.NE, R0, 0, found).mov(R0, 0).exit().bind(found);
    }

    private static Stream<Rule> context() {
        return Stream.of(
                bad("field that classifiers may not read", a -> a.load(Width.W, R0, R1, 88)),
                stricter("metadata of drivers", a -> a.load(Width.W, R0, R1, 140)),
                bad("field that may only be read", a -> a.storeImm(Width.W, R1, 16, 0)),
                good("mark written", a -> a.storeImm(Width.W, R1, 8, 0)),
                bad("mark written in part", a -> a.storeImm(Width.H, R1, 8, 0)),
                good("mark read in part", a -> a.load(Width.H, R0, R1, 8)),
                bad("across two fields", a -> a.load(Width.W, R0, R1, 6)),
                bad("two fields at once", a -> a.load(Width.DW, R0, R1, 8)),
                good("control block at once", a -> a.load(Width.DW, R0, R1, 48)),
                bad("beyond the control block", a -> a.load(Width.DW, R0, R1, 64)),
                bad("half of the packet's beginning", a -> a.load(Width.H, R2, R1, DATA)),
                bad("packet's beginning written", a -> a.storeImm(Width.W, R1, DATA, 0)),
                bad("beyond the context", a -> a.load(Width.W, R0, R1, 400)),
                bad("atomic in the context", a -> a.mov(R2, 1).atomicAdd(Width.W, R1, 8, R2)));
    }

    private static Stream<Rule> helpers() {
        return Stream.of(
                bad("context where a map is due", a -> a.mov(R2, R10).call(Helper.MAP_LOOKUP_ELEM)),
                bad("key that nothing was put into", a -> a.loadMap(R1, "array").call(Helper.MAP_LOOKUP_ELEM)),
                stricter(
                        "key on stack that nothing was put into",
                        a -> a.loadMap(R1, "array")
                                .mov(R2, R10)
                                .alu(AluOp.ADD, R2, -4)
                                .call(Helper.MAP_LOOKUP_ELEM)),
                bad(
                        "key beyond the stack",
                        a -> a.storeImm(Width.W, R10, -4, 0)
                                .loadMap(R1, "hash")
                                .mov(R2, R10)
                                .alu(AluOp.ADD, R2, -4)
                                .call(Helper.MAP_LOOKUP_ELEM)),
                bad(
                        "number where the context is due",
                        a -> a.mov(R1, 0).mov(R2, 20).call(Helper.SKB_PULL_DATA)),
                bad(
                        "size of nothing",
                        a -> a.mov(R2, 0)
                                .mov(R3, R10)
                                .alu(AluOp.ADD, R3, -8)
                                .mov(R4, 0)
                                .call(Helper.SKB_LOAD_BYTES)),
                bad(
                        "size beyond the stack",
                        a -> a.mov(R2, 0)
                                .mov(R3, R10)
                                .alu(AluOp.ADD, R3, -8)
                                .mov(R4, 16)
                                .call(Helper.SKB_LOAD_BYTES)),
                good(
                        "bytes of the packet on stack",
                        a -> a.mov(R2, 0)
                                .mov(R3, R10)
                                .alu(AluOp.ADD, R3, -8)
                                .mov(R4, 8)
                                .call(Helper.SKB_LOAD_BYTES)
                                .load(Width.DW, R0, R10, -8)),
                bad(
                        "ring looked up in",
                        a -> a.storeImm(Width.DW, R10, -8, 0)
                                .loadMap(R1, "ring")
                                .mov(R2, R10)
                                .alu(AluOp.ADD, R2, -8)
                                .call(Helper.MAP_LOOKUP_ELEM)),
                bad(
                        "programs looked up",
                        a -> a.storeImm(Width.W, R10, -4, 0)
                                .loadMap(R1, "programs")
                                .mov(R2, R10)
                                .alu(AluOp.ADD, R2, -4)
                                .call(Helper.MAP_LOOKUP_ELEM)),
                bad(
                        "tail call into a map of values",
                        a -> a.loadMap(R2, "array").mov(R3, 0).call(Helper.TAIL_CALL)),
                bad(
                        "tail call without the context",
                        a -> a.mov(R1, R10).loadMap(R2, "programs").mov(R3, 0).call(Helper.TAIL_CALL)),
                good(
                        "tail call to nobody",
                        a -> a.loadMap(R2, "programs").mov(R3, 3).call(Helper.TAIL_CALL)),
                good(
                        "tail call beyond the end",
                        a -> a.loadMap(R2, "programs").mov(R3, 99).call(Helper.TAIL_CALL)),
                raw("helper for another type of program", 0, call(XDP_HELPER)),
                raw("helper that there is not", 0, call(9_999)));
    }

    private static Instruction call(int helper) {
        return new Instruction(Opcode.CALL_HELPER, 0, 0, 0, helper);
    }

    private static Stream<Rule> reservations() {
        return Stream.of(
                bad("reservation neither submitted nor discarded", VerifierRules::reserved),
                bad("reservation that may be null", a -> reserve(a).storeImm(Width.B, R0, 0, 1)),
                bad(
                        "reservation used after it was submitted",
                        a -> submit(reserved(a).mov(R6, R0)).storeImm(Width.B, R6, 0, 1)),
                bad(
                        "reservation submitted twice",
                        a -> submit(submit(reserved(a).mov(R6, R0)).mov(R0, R6))),
                bad(
                        "reservation submitted from its middle",
                        a -> submit(reserved(a).alu(AluOp.ADD, R0, 8))),
                bad("beyond a reservation", a -> submit(reserved(a).storeImm(Width.DW, R0, 12, 0))),
                good("reservation filled and submitted", a -> submit(reserved(a).storeImm(Width.DW, R0, 8, 0))),
                bad(
                        "reservation of an unknown size",
                        a -> a.load(Width.W, R2, R1, 0)
                                .loadMap(R1, "ring")
                                .mov(R3, 0)
                                .call(Helper.RINGBUF_RESERVE)));
    }

    private static Assembler reserve(Assembler a) {
        return a.loadMap(R1, "ring").mov(R2, 16).mov(R3, 0).call(Helper.RINGBUF_RESERVE);
    }

    private static Assembler reserved(Assembler a) {
        var got = a.label("got");
        return reserve(a).jumpIf(Condition.NE, R0, 0, got).mov(R0, 0).exit().bind(got);
    }

    private static Assembler submit(Assembler a) {
        return a.mov(R1, R0).mov(R2, 0).call(Helper.RINGBUF_SUBMIT);
    }

    private static Stream<Rule> flow() {
        return Stream.of(
                raw("jump beyond the end", 0, jump(20)),
                raw("jump in front of the beginning", 0, jump(-5)),
                raw("jump into the middle of a constant", 0, jump(NO_OPERATION)),
                raw("jump to itself", 0, jump(-1)),
                raw("instruction that nothing reaches", 0, jump(1)),
                raw("exit that nothing follows but instructions", 0, new Instruction(Opcode.RETURN, 0, 0, 0, 0)),
                raw("end without an exit", 6, new Instruction(Opcode.ALU64 | Opcode.MOV, 0, 0, 0, 0)),
                bad("loop without an end", a -> {
                    var again = a.label("again");
                    var end = a.label("end");
                    a.load(Width.W, R2, R1, 0)
                            .bind(again)
                            .alu(AluOp.ADD, R2, 1)
                            .jumpIf(Condition.EQ, R2, -1, end)
                            .alu(AluOp.AND, R2, 7)
                            .jump(again)
                            .bind(end);
                }),
                good("loop with one", a -> {
                    var again = a.label("again");
                    a.mov(R2, 0).bind(again).alu(AluOp.ADD, R2, 1).jumpIf(Condition.LT, R2, 10, again);
                }));
    }

    private static Instruction jump(int offset) {
        return new Instruction(Opcode.GOTO, 0, 0, offset, 0);
    }

    /** What no assembler of ours makes. */
    private static Stream<Rule> forms() {
        int add = Opcode.ALU64 | Opcode.ADD;
        int narrowAdd = Opcode.ALU | Opcode.ADD;
        int shift = Opcode.ALU64 | Opcode.LSH;
        return Stream.of(
                raw("frame pointer written", 0, new Instruction(Opcode.ALU64 | Opcode.MOV, 10, 0, 0, 0)),
                raw("register beyond the last", 0, new Instruction(Opcode.ALU64 | Opcode.MOV, 11, 0, 0, 0)),
                raw("unknown operation", 0, new Instruction(Opcode.ALU64 | 0xe0, 6, 0, 0, 0)),
                raw("division by the constant 0", 0, new Instruction(Opcode.ALU64 | Opcode.DIV, 6, 0, 0, 0)),
                raw("remainder by the constant 0", 0, new Instruction(Opcode.ALU | Opcode.MOD, 6, 0, 0, 0)),
                raw("shift by 64", 0, new Instruction(shift, 6, 0, 0, 64)),
                raw("shift by less than nothing", 0, new Instruction(shift, 6, 0, 0, -1)),
                raw("32-bit shift by 32", 0, new Instruction(Opcode.ALU | Opcode.RSH, 6, 0, 0, 32)),
                raw("byte order of 24 bits", 0, new Instruction(Opcode.ALU | Opcode.END, 6, 0, 0, 24)),
                raw("constant with a source register", 0, new Instruction(add, 6, 1, 0, 1)),
                raw("register with a constant", 0, new Instruction(narrowAdd | Opcode.SOURCE_X, 6, 6, 0, 1)),
                raw("arithmetic with an offset", 0, new Instruction(add, 6, 0, 7, 1)),
                raw("load with a constant", 0, new Instruction(Opcode.LDX | Opcode.MODE_MEM, 6, 1, 0, 1)),
                raw("jump with a register", 0, new Instruction(Opcode.GOTO, 1, 0, 0, 0)),
                raw("comparison with both", 0, new Instruction(Opcode.JMP | Opcode.JEQ, 6, 1, 0, 1)),
                raw("call with a register", 0, new Instruction(Opcode.CALL_HELPER, 1, 0, 0, 5)),
                raw("exit with a constant", 5, new Instruction(Opcode.RETURN, 0, 0, 0, 1)));
    }

    private static Rule bad(String name, Consumer<Assembler> body) {
        return new Rule(name, Refused.BY_BOTH, image(body, true));
    }

    private static Rule good(String name, Consumer<Assembler> body) {
        return new Rule(name, Refused.BY_NOBODY, image(body, true));
    }

    private static Rule stricter(String name, Consumer<Assembler> body) {
        return stricter(name, body, true);
    }

    private static Rule stricter(String name, Consumer<Assembler> body, boolean returnsZero) {
        return new Rule(name, Refused.BY_THE_SIMULATOR, image(body, returnsZero));
    }

    private static ProgramImage image(Consumer<Assembler> body, boolean returnsZero) {
        var a = new Assembler("rule");
        body.accept(a);
        if (returnsZero) {
            a.mov(R0, 0);
        }
        return a.exit().assemble();
    }

    /** A right program of seven slots with one instruction replaced; slots 2 and 3 are one 64-bit constant. */
    private static Rule raw(String name, int slot, Instruction instruction) {
        var a = new Assembler("rule").mov(R6, 1).mov(R7, 2).loadImm64(R4, 3).mov(R0, 0);
        a.alu(AluOp.ADD, R7, 1).exit();
        var right = a.assemble();
        var code = right.instructions();
        var bytes = instruction.bytes();
        System.arraycopy(bytes, 0, code, slot * ProgramImage.SLOT_BYTES, bytes.length);
        return new Rule(name, Refused.BY_BOTH, new ProgramImage(right.name(), code, right.relocations()));
    }
}
