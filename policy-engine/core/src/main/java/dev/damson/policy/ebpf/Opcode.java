package dev.damson.policy.ebpf;

/**
 * The bits of an opcode byte: class, source and operation for arithmetic and jumps; class, size and mode for memory.
 * Numbers from RFC 9669 sections 3 to 5 and {@code linux/bpf.h}.
 */
public final class Opcode {
    /** Selects the class of an opcode. */
    public static final int CLASS_MASK = 0x07;
    /** Selects the operation of an arithmetic or jump opcode. */
    public static final int OPERATION_MASK = 0xf0;
    /** Selects the size of a memory opcode. */
    public static final int SIZE_MASK = 0x18;
    /** Selects the mode of a memory opcode. */
    public static final int MODE_MASK = 0xe0;

    public static final int LD = 0x00;
    public static final int LDX = 0x01;
    public static final int ST = 0x02;
    public static final int STX = 0x03;
    public static final int ALU = 0x04;
    public static final int JMP = 0x05;
    public static final int JMP32 = 0x06;
    public static final int ALU64 = 0x07;

    /** The operand is the immediate. */
    public static final int SOURCE_K = 0x00;
    /** The operand is the source register. */
    public static final int SOURCE_X = 0x08;

    public static final int SIZE_W = 0x00;
    public static final int SIZE_H = 0x08;
    public static final int SIZE_B = 0x10;
    public static final int SIZE_DW = 0x18;

    public static final int MODE_IMM = 0x00;
    public static final int MODE_MEM = 0x60;
    public static final int MODE_ATOMIC = 0xc0;

    public static final int ADD = 0x00;
    public static final int SUB = 0x10;
    public static final int MUL = 0x20;
    public static final int DIV = 0x30;
    public static final int OR = 0x40;
    public static final int AND = 0x50;
    public static final int LSH = 0x60;
    public static final int RSH = 0x70;
    public static final int NEG = 0x80;
    public static final int MOD = 0x90;
    public static final int XOR = 0xa0;
    public static final int MOV = 0xb0;
    public static final int ARSH = 0xc0;
    public static final int END = 0xd0;

    public static final int JA = 0x00;
    public static final int JEQ = 0x10;
    public static final int JGT = 0x20;
    public static final int JGE = 0x30;
    public static final int JSET = 0x40;
    public static final int JNE = 0x50;
    public static final int JSGT = 0x60;
    public static final int JSGE = 0x70;
    public static final int CALL = 0x80;
    public static final int EXIT = 0x90;
    public static final int JLT = 0xa0;
    public static final int JLE = 0xb0;
    public static final int JSLT = 0xc0;
    public static final int JSLE = 0xd0;

    /** The two-slot load of a 64-bit immediate, a map or a map value. */
    public static final int LOAD_IMMEDIATE_64 = LD | MODE_IMM | SIZE_DW;
    /** Jump with a 16-bit offset. */
    public static final int GOTO = JMP | JA;
    /** Jump with a 32-bit offset in the immediate (kernel 6.6). */
    public static final int GOTO_LONG = JMP32 | JA;
    /** Call of a helper by its number. */
    public static final int CALL_HELPER = JMP | CALL;
    /** Return from the program. */
    public static final int RETURN = JMP | EXIT;

    /** Source field of a {@link #LOAD_IMMEDIATE_64} that loads a map. */
    public static final int PSEUDO_MAP_FD = 1;
    /** Source field of a {@link #LOAD_IMMEDIATE_64} that loads the address of a map's value. */
    public static final int PSEUDO_MAP_VALUE = 2;

    /** Immediate of an atomic operation that also returns the old value. */
    public static final int ATOMIC_FETCH = 0x01;
    /** Immediate of an atomic exchange. */
    public static final int ATOMIC_EXCHANGE = 0xe0 | ATOMIC_FETCH;
    /** Immediate of an atomic compare-and-exchange against R0. */
    public static final int ATOMIC_COMPARE_EXCHANGE = 0xf0 | ATOMIC_FETCH;

    private Opcode() {}

    /** Whether an opcode is of the class jump or jump-32. */
    public static boolean isJumpClass(int opcode) {
        return (opcode & CLASS_MASK) == JMP || (opcode & CLASS_MASK) == JMP32;
    }

    /** Whether an opcode is a conditional jump. */
    public static boolean isConditionalJump(int opcode) {
        var operation = opcode & OPERATION_MASK;
        return isJumpClass(opcode) && operation != JA && operation != CALL && operation != EXIT;
    }

    /** Bytes that a memory opcode accesses. */
    public static int accessBytes(int opcode) {
        return switch (opcode & SIZE_MASK) {
            case SIZE_B -> 1;
            case SIZE_H -> 2;
            case SIZE_W -> 4;
            default -> 8;
        };
    }
}
