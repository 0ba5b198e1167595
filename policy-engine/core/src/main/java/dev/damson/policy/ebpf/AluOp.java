package dev.damson.policy.ebpf;

import java.util.Optional;

/** Two-operand arithmetic; division and modulo are unsigned, and by zero they give 0 and the dividend. */
public enum AluOp {
    ADD(Opcode.ADD, "+="),
    SUB(Opcode.SUB, "-="),
    MUL(Opcode.MUL, "*="),
    DIV(Opcode.DIV, "/="),
    OR(Opcode.OR, "|="),
    AND(Opcode.AND, "&="),
    LSH(Opcode.LSH, "<<="),
    RSH(Opcode.RSH, ">>="),
    MOD(Opcode.MOD, "%="),
    XOR(Opcode.XOR, "^="),
    /** Shift right that keeps the sign. */
    ARSH(Opcode.ARSH, "s>>="),
    MOV(Opcode.MOV, "=");

    private final int code;
    private final String sign;

    AluOp(int code, String sign) {
        this.code = code;
        this.sign = sign;
    }

    /** The operation bits of an arithmetic opcode. */
    public int code() {
        return code;
    }

    /** The operator in listings. */
    public String sign() {
        return sign;
    }

    boolean isShift() {
        return this == LSH || this == RSH || this == ARSH;
    }

    boolean divides() {
        return this == DIV || this == MOD;
    }

    /** The operation whose bits stand in an opcode, if any. */
    static Optional<AluOp> of(int opcode) {
        for (var operation : values()) {
            if (operation.code == (opcode & Opcode.OPERATION_MASK)) {
                return Optional.of(operation);
            }
        }
        return Optional.empty();
    }
}
