package dev.damson.tap.app;

/** Reads big-endian numbers; the caller has checked that they lie within the array. */
public final class Bytes {
    private Bytes() {}

    public static int u8(byte[] data, int at) {
        return data[at] & 0xff;
    }

    public static int u16(byte[] data, int at) {
        return (data[at] & 0xff) << 8 | data[at + 1] & 0xff;
    }

    public static int u24(byte[] data, int at) {
        return u8(data, at) << 16 | u16(data, at + 1);
    }

    public static long u32(byte[] data, int at) {
        return (long) u16(data, at) << 16 | u16(data, at + 2);
    }
}
