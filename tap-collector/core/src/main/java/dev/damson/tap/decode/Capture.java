package dev.damson.tap.decode;

import dev.damson.tap.app.Text;
import java.util.function.BooleanSupplier;

/**
 * What was kept of a packet.
 *
 * @param originalLength bytes on the wire
 * @param checksumPending whether the sender's hardware was still to compute checksums
 */
record Capture(byte[] data, int originalLength, boolean checksumPending) {
    boolean whole() {
        return data.length >= originalLength;
    }

    /** A checksum with what can be said of it. */
    String checksum(int value, boolean judgeable, BooleanSupplier right) {
        var text = Text.hex(value & 0xffff, 4);
        if (checksumPending) {
            return text + " not computed yet";
        }
        if (!judgeable) {
            return text;
        }
        return text + (right.getAsBoolean() ? " correct" : " wrong");
    }
}
