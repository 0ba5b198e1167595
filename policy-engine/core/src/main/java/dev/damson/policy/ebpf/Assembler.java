package dev.damson.policy.ebpf;

import dev.damson.wire.program.ProgramImage;
import dev.damson.wire.program.Relocation;
import java.util.HashMap;
import java.util.Map;

/**
 * Builds one program, instruction by instruction. Comments, sections and label names travel with the instructions into
 * the {@link #listing}. A bad instruction throws {@link AssemblyException} where it is made; what only the whole program
 * shows (unbound labels, unreachable code, an open end) throws at {@link #assemble}. Not thread-safe.
 */
public final class Assembler {
    private final String programName;
    private final Code code;
    private final Operands operands;
    private final Map<String, Integer> labelNames = new HashMap<>();

    /** Begins a program; the name goes into the image, listings and errors. */
    public Assembler(String programName) {
        this.programName = programName;
        this.code = new Code(programName);
        this.operands = new Operands(code);
    }

    /** A new label, not yet bound; a name used before gets a number so that listings stay readable. */
    public Label label(String name) {
        var uses = labelNames.merge(name, 1, Integer::sum);
        return new Label(this, uses == 1 ? name : name + "." + uses);
    }

    /** Puts a label before the next instruction. */
    public Assembler bind(Label label) {
        requireOwn(label);
        code.bind(label);
        return this;
    }

    /** Attaches a line of text to the next instruction. */
    public Assembler comment(String text) {
        code.comment(text);
        return this;
    }

    /** Says in the line of the next instruction what it reads, writes or names. */
    public Assembler remark(String text) {
        code.remark(text);
        return this;
    }

    /** Puts a heading before the next instruction. */
    public Assembler section(String title) {
        code.section(title);
        return this;
    }

    /** {@code destination = source}. */
    public Assembler mov(Register destination, Register source) {
        return alu(AluOp.MOV, destination, source);
    }

    /** {@code destination = immediate}, sign-extended to 64 bits. */
    public Assembler mov(Register destination, int immediate) {
        return alu(AluOp.MOV, destination, immediate);
    }

    /** Copies the low 32 bits and clears the rest. */
    public Assembler mov32(Register destination, Register source) {
        return alu32(AluOp.MOV, destination, source);
    }

    /** {@code destination = immediate} with the upper 32 bits clear. */
    public Assembler mov32(Register destination, int immediate) {
        return alu32(AluOp.MOV, destination, immediate);
    }

    /** 64-bit arithmetic on two registers. */
    public Assembler alu(AluOp operation, Register destination, Register source) {
        return arithmetic(Opcode.ALU64 | Opcode.SOURCE_X | operation.code(), destination, source.number(), 0);
    }

    /** 64-bit arithmetic with a sign-extended immediate. */
    public Assembler alu(AluOp operation, Register destination, int immediate) {
        operands.requireOperand(operation, immediate, Long.SIZE);
        return arithmetic(Opcode.ALU64 | Opcode.SOURCE_K | operation.code(), destination, 0, immediate);
    }

    /** 32-bit arithmetic on two registers; clears the upper half of the destination. */
    public Assembler alu32(AluOp operation, Register destination, Register source) {
        return arithmetic(Opcode.ALU | Opcode.SOURCE_X | operation.code(), destination, source.number(), 0);
    }

    /** 32-bit arithmetic with an immediate; clears the upper half of the destination. */
    public Assembler alu32(AluOp operation, Register destination, int immediate) {
        operands.requireOperand(operation, immediate, Integer.SIZE);
        return arithmetic(Opcode.ALU | Opcode.SOURCE_K | operation.code(), destination, 0, immediate);
    }

    /** {@code destination = -destination}. */
    public Assembler neg(Register destination) {
        return arithmetic(Opcode.ALU64 | Opcode.NEG, destination, 0, 0);
    }

    /** Converts the low 16, 32 or 64 bits between host and big-endian order and clears the rest. */
    public Assembler toBigEndian(Register destination, int bits) {
        return swap(Opcode.ALU | Opcode.END | Opcode.SOURCE_X, destination, bits);
    }

    /** Converts the low 16, 32 or 64 bits between host and little-endian order and clears the rest. */
    public Assembler toLittleEndian(Register destination, int bits) {
        return swap(Opcode.ALU | Opcode.END | Opcode.SOURCE_K, destination, bits);
    }

    /** Reverses the low 2, 4 or 8 bytes, whatever the host's order, and clears the rest (kernel 6.6). */
    public Assembler byteSwap(Register destination, int bits) {
        return swap(Opcode.ALU64 | Opcode.END | Opcode.SOURCE_K, destination, bits);
    }

    /** {@code destination = *(base + offset)}, zero-extended. */
    public Assembler load(Width width, Register destination, Register base, int offset) {
        operands.requireWritable(destination);
        operands.requireAccess(width, base, offset);
        return plain(Opcode.LDX | Opcode.MODE_MEM | width.code(), destination.number(), base.number(), offset, 0);
    }

    /** {@code *(base + offset) = source}, the low bytes of it. */
    public Assembler store(Width width, Register base, int offset, Register source) {
        operands.requireAccess(width, base, offset);
        return plain(Opcode.STX | Opcode.MODE_MEM | width.code(), base.number(), source.number(), offset, 0);
    }

    /** {@code *(base + offset) = immediate}; the immediate must fit the width, signed or unsigned. */
    public Assembler storeImm(Width width, Register base, int offset, int immediate) {
        operands.requireAccess(width, base, offset);
        operands.requireFit(width, immediate);
        return plain(Opcode.ST | Opcode.MODE_MEM | width.code(), base.number(), 0, offset, immediate);
    }

    /** Adds to memory atomically; W or DW. */
    public Assembler atomicAdd(Width width, Register base, int offset, Register source) {
        return atomic(width, base, offset, source, Opcode.ADD);
    }

    /** Adds to memory atomically and leaves the old value in the source register; W or DW. */
    public Assembler fetchAdd(Width width, Register base, int offset, Register source) {
        operands.requireWritable(source);
        return atomic(width, base, offset, source, Opcode.ADD | Opcode.ATOMIC_FETCH);
    }

    /** Exchanges the source register with memory atomically; W or DW. */
    public Assembler xchg(Width width, Register base, int offset, Register source) {
        operands.requireWritable(source);
        return atomic(width, base, offset, source, Opcode.ATOMIC_EXCHANGE);
    }

    /** Stores the source if memory equals R0; R0 gets the old value; W or DW. */
    public Assembler cmpxchg(Width width, Register base, int offset, Register source) {
        return atomic(width, base, offset, source, Opcode.ATOMIC_COMPARE_EXCHANGE);
    }

    /** Loads 64 bits; two slots. */
    public Assembler loadImm64(Register destination, long value) {
        operands.requireWritable(destination);
        return plain(Opcode.LOAD_IMMEDIATE_64, destination.number(), 0, 0, value);
    }

    /** Loads a map, as an argument for helpers; relocated by the loader. */
    public Assembler loadMap(Register destination, String symbol) {
        return relocated(destination, Opcode.PSEUDO_MAP_FD, Relocation.Kind.MAP_FD, symbol, 0);
    }

    /** Loads the address of an array map's value memory plus an offset in bytes; relocated by the loader. */
    public Assembler loadMapValue(Register destination, String symbol, int offset) {
        return relocated(destination, Opcode.PSEUDO_MAP_VALUE, Relocation.Kind.MAP_VALUE, symbol, offset);
    }

    /** Goes to a label. */
    public Assembler jump(Label label) {
        return jump(Opcode.GOTO, Register.R0, 0, 0, label);
    }

    /** Goes to a label if the 64-bit comparison holds. */
    public Assembler jumpIf(Condition condition, Register a, Register b, Label label) {
        return jump(Opcode.JMP | Opcode.SOURCE_X | condition.code(), a, b.number(), 0, label);
    }

    /** Goes to a label if the 64-bit comparison with the sign-extended immediate holds. */
    public Assembler jumpIf(Condition condition, Register a, int immediate, Label label) {
        return jump(Opcode.JMP | Opcode.SOURCE_K | condition.code(), a, 0, immediate, label);
    }

    /** Goes to a label if the comparison of the low 32 bits holds. */
    public Assembler jumpIf32(Condition condition, Register a, Register b, Label label) {
        return jump(Opcode.JMP32 | Opcode.SOURCE_X | condition.code(), a, b.number(), 0, label);
    }

    /** Goes to a label if the comparison of the low 32 bits with the immediate holds. */
    public Assembler jumpIf32(Condition condition, Register a, int immediate, Label label) {
        return jump(Opcode.JMP32 | Opcode.SOURCE_K | condition.code(), a, 0, immediate, label);
    }

    /** Calls a helper with R1 and following; R1 to R5 are lost, R0 is the result. */
    public Assembler call(Helper helper) {
        return plain(Opcode.CALL_HELPER, 0, 0, 0, helper.number());
    }

    /** Returns R0. */
    public Assembler exit() {
        return plain(Opcode.RETURN, 0, 0, 0, 0);
    }

    /**
     * The finished program; jumps that do not fit into 16 bits become long ones. May be called again after more
     * instructions.
     *
     * @throws AssemblyException when the program as a whole would be refused by the kernel
     */
    public ProgramImage assemble() {
        var placed = code.place();
        Reachability.check(programName, placed);
        return placed.image(programName);
    }

    /** What has been assembled so far as annotated text; needs every used label bound. */
    public Listing listing() {
        return Listing.of(programName, code.place());
    }

    private Assembler arithmetic(int opcode, Register destination, int source, int immediate) {
        operands.requireWritable(destination);
        return plain(opcode, destination.number(), source, 0, immediate);
    }

    private Assembler swap(int opcode, Register destination, int bits) {
        operands.requireSwapWidth(bits);
        return arithmetic(opcode, destination, 0, bits);
    }

    private Assembler atomic(Width width, Register base, int offset, Register source, int operation) {
        operands.requireAtomicWidth(width);
        operands.requireAccess(width, base, offset);
        return plain(Opcode.STX | Opcode.MODE_ATOMIC | width.code(), base.number(), source.number(), offset, operation);
    }

    private Assembler relocated(Register destination, int pseudo, Relocation.Kind kind, String symbol, int offset) {
        operands.requireWritable(destination);
        if (symbol.isEmpty() || offset < 0) {
            throw code.refusal(
                    "map \"%s\" with offset \"%d\" needs a name and an offset from 0".formatted(symbol, offset));
        }
        // The file descriptor (low word) stays zero for the loader; the offset is known here.
        var instruction =
                new Instruction(Opcode.LOAD_IMMEDIATE_64, destination.number(), pseudo, 0, (long) offset << 32);
        code.add(instruction, new Relocation(code.size(), kind, symbol, offset));
        return this;
    }

    private Assembler jump(int opcode, Register a, int b, int immediate, Label label) {
        requireOwn(label);
        code.addJump(new Instruction(opcode, a.number(), b, 0, immediate), label);
        return this;
    }

    private Assembler plain(int opcode, int destination, int source, int offset, long immediate) {
        code.add(new Instruction(opcode, destination, source, offset, immediate));
        return this;
    }

    private void requireOwn(Label label) {
        if (!label.madeBy(this)) {
            throw code.refusal("label \"%s\" was made by another assembler".formatted(label));
        }
    }
}
