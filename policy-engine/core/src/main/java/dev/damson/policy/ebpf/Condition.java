package dev.damson.policy.ebpf;

import java.util.Optional;

/** When a conditional jump is taken; the comparisons are unsigned unless their name begins with S. */
public enum Condition {
    /** Equal. */
    EQ(Opcode.JEQ, "=="),
    /** Not equal. */
    NE(Opcode.JNE, "!="),
    /** Unsigned greater. */
    GT(Opcode.JGT, ">"),
    /** Unsigned greater or equal. */
    GE(Opcode.JGE, ">="),
    /** Unsigned less. */
    LT(Opcode.JLT, "<"),
    /** Unsigned less or equal. */
    LE(Opcode.JLE, "<="),
    /** Any common bit. */
    SET(Opcode.JSET, "&"),
    /** Signed greater. */
    SGT(Opcode.JSGT, "s>"),
    /** Signed greater or equal. */
    SGE(Opcode.JSGE, "s>="),
    /** Signed less. */
    SLT(Opcode.JSLT, "s<"),
    /** Signed less or equal. */
    SLE(Opcode.JSLE, "s<=");

    private final int code;
    private final String sign;

    Condition(int code, String sign) {
        this.code = code;
        this.sign = sign;
    }

    /** The operation bits of a jump opcode. */
    public int code() {
        return code;
    }

    /** The operator in listings. */
    public String sign() {
        return sign;
    }

    /** The condition that holds exactly when this one does not; bit tests have none. */
    public Optional<Condition> inverse() {
        return switch (this) {
            case EQ -> Optional.of(NE);
            case NE -> Optional.of(EQ);
            case GT -> Optional.of(LE);
            case GE -> Optional.of(LT);
            case LT -> Optional.of(GE);
            case LE -> Optional.of(GT);
            case SET -> Optional.empty();
            case SGT -> Optional.of(SLE);
            case SGE -> Optional.of(SLT);
            case SLT -> Optional.of(SGE);
            case SLE -> Optional.of(SGT);
        };
    }

    /** The condition whose operation bits stand in an opcode, if any. */
    static Optional<Condition> of(int opcode) {
        for (var condition : values()) {
            if (condition.code == (opcode & Opcode.OPERATION_MASK)) {
                return Optional.of(condition);
            }
        }
        return Optional.empty();
    }
}
