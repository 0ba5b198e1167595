package dev.damson.tap.decode;

import java.util.List;

/**
 * One field of a layer.
 *
 * @param value for people; bytes that are no printable ASCII stand as {@code \xNN}
 * @param offset of its first byte in the packet
 * @param length in bytes; a field of a few bits names the bytes that hold them
 */
public record DecodedField(String name, String value, int offset, int length, List<DecodedField> children) {
    public DecodedField {
        children = List.copyOf(children);
    }
}
