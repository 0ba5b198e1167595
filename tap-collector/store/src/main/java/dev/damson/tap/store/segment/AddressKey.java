package dev.damson.tap.store.segment;

import java.util.Arrays;

/** Addresses of both families in one order: 16 bytes each, IPv4 as ::ffff:a.b.c.d. */
public final class AddressKey {
    private static final int LENGTH = 16;
    private static final int MAPPED = 10;

    private AddressKey() {}

    /** Of 4 or 16 bytes; 16 zeros for none. */
    public static byte[] of(byte[] address) {
        if (address.length == LENGTH) {
            return address.clone();
        }
        var key = new byte[LENGTH];
        if (address.length == 4) {
            Arrays.fill(key, MAPPED, MAPPED + 2, (byte) 0xff);
            System.arraycopy(address, 0, key, MAPPED + 2, 4);
        }
        return key;
    }
}
