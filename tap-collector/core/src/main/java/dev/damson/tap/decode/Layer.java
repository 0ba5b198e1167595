package dev.damson.tap.decode;

import java.util.List;

/**
 * One protocol's part of a packet.
 *
 * @param name for people: {@code IPv4}
 * @param summary what a closed tree shows beside the name
 * @param offset of its first byte in the packet
 * @param length in bytes
 */
public record Layer(String name, String summary, int offset, int length, List<DecodedField> fields) {
    public Layer {
        fields = List.copyOf(fields);
    }
}
