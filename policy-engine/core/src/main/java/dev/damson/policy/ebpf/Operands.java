package dev.damson.policy.ebpf;

/** What an instruction's operands must be; each is refused where the instruction is made. */
final class Operands {
    /** Bytes of stack below the frame pointer (MAX_BPF_STACK). */
    static final int STACK_BYTES = 512;

    private final Code code;

    Operands(Code code) {
        this.code = code;
    }

    void requireFit(Width width, int immediate) {
        var bits = width.bytes() * Byte.SIZE;
        if (bits < Integer.SIZE && (immediate < -(1 << (bits - 1)) || immediate >= 1 << bits)) {
            throw code.refusal("immediate \"%d\" does not fit into %d bits".formatted(immediate, bits));
        }
    }

    void requireSwapWidth(int bits) {
        if (bits != 16 && bits != 32 && bits != 64) {
            throw code.refusal("a byte order conversion of \"%d\" bits is not one of 16, 32 or 64".formatted(bits));
        }
    }

    void requireAtomicWidth(Width width) {
        if (width != Width.W && width != Width.DW) {
            throw code.refusal("atomic operations are W or DW wide, not \"%s\"".formatted(width));
        }
    }

    void requireWritable(Register destination) {
        if (destination == Register.R10) {
            throw code.refusal("the frame pointer \"R10\" cannot be written; use R0 to R9");
        }
    }

    void requireOperand(AluOp operation, int immediate, int bits) {
        if (operation.isShift() && (immediate < 0 || immediate >= bits)) {
            throw code.refusal("shift by \"%d\" is not between 0 and %d".formatted(immediate, bits - 1));
        }
        if (operation.divides() && immediate == 0) {
            throw code.refusal("%s by the immediate \"0\"".formatted(operation));
        }
    }

    void requireAccess(Width width, Register base, int offset) {
        if (offset < Short.MIN_VALUE || offset > Short.MAX_VALUE) {
            throw code.refusal("offset \"%d\" does not fit into 16 bits".formatted(offset));
        }
        if (base != Register.R10) {
            return;
        }
        if (offset < -STACK_BYTES || offset + width.bytes() > 0) {
            throw code.refusal("%d bytes at offset \"%d\" are not within the %d bytes of stack below R10"
                    .formatted(width.bytes(), offset, STACK_BYTES));
        }
        // The verifier tracks the stack in aligned slots, whatever the machine could do.
        if (offset % width.bytes() != 0) {
            throw code.refusal("offset \"%d\" of a stack access is not a multiple of its %d bytes"
                    .formatted(offset, width.bytes()));
        }
    }
}
