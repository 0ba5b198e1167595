package dev.damson.policy.ebpf.sim;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** A piece of memory that a pointer can point into: one map value or one reservation. Two are never equal. */
final class Region {
    private static final VarHandle H = view(short[].class);
    private static final VarHandle W = view(int[].class);
    private static final VarHandle DW = view(long[].class);

    private final byte[] bytes;
    private final int base;
    private final int size;
    private final boolean writable;

    Region(byte[] bytes, int base, int size, boolean writable) {
        this.bytes = bytes;
        this.base = base;
        this.size = size;
        this.writable = writable;
    }

    /** Where it lives, shared with what owns it. */
    byte[] bytes() {
        return bytes;
    }

    /** Its first byte. */
    int base() {
        return base;
    }

    int size() {
        return size;
    }

    /** Whether programs may write it. */
    boolean writable() {
        return writable;
    }

    static long get(byte[] bytes, int at, int size) {
        return switch (size) {
            case 1 -> Byte.toUnsignedLong(bytes[at]);
            case 2 -> Short.toUnsignedLong((short) H.get(bytes, at));
            case 4 -> Integer.toUnsignedLong((int) W.get(bytes, at));
            default -> (long) DW.get(bytes, at);
        };
    }

    static void put(byte[] bytes, int at, int size, long value) {
        switch (size) {
            case 1 -> bytes[at] = (byte) value;
            case 2 -> H.set(bytes, at, (short) value);
            case 4 -> W.set(bytes, at, (int) value);
            default -> DW.set(bytes, at, value);
        }
    }

    private static VarHandle view(Class<?> type) {
        return MethodHandles.byteArrayViewVarHandle(type, ByteOrder.LITTLE_ENDIAN);
    }
}
