package dev.damson.policy.ebpf;

/** Width of a memory access. */
public enum Width {
    /** One byte. */
    B(1, Opcode.SIZE_B),
    /** Two bytes. */
    H(2, Opcode.SIZE_H),
    /** Four bytes. */
    W(4, Opcode.SIZE_W),
    /** Eight bytes. */
    DW(8, Opcode.SIZE_DW);

    private final int bytes;
    private final int code;

    Width(int bytes, int code) {
        this.bytes = bytes;
        this.code = code;
    }

    /** Bytes accessed: 1, 2, 4 or 8. */
    public int bytes() {
        return bytes;
    }

    /** The size bits of a load or store opcode. */
    public int code() {
        return code;
    }
}
