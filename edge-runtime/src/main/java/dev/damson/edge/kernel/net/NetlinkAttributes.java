package dev.damson.edge.kernel.net;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** The attributes ({@code struct nlattr}) of a message, by type. */
record NetlinkAttributes(Map<Integer, ByteBuffer> byType) {
    private static final int HEADER_BYTES = 4;

    /** NLA_F_NESTED and NLA_F_NET_BYTEORDER are not part of the type. */
    private static final int TYPE_MASK = 0x3fff;

    static NetlinkAttributes of(ByteBuffer body, int from) {
        var attributes = new HashMap<Integer, ByteBuffer>();
        var at = from;
        while (at + HEADER_BYTES <= body.limit()) {
            var length = Short.toUnsignedInt(body.getShort(at));
            if (length < HEADER_BYTES || at + length > body.limit()) {
                throw new IllegalStateException(
                        "netlink attribute of \"%d\" bytes at %d of %d".formatted(length, at, body.limit()));
            }
            attributes.put(
                    body.getShort(at + 2) & TYPE_MASK,
                    body.slice(at + HEADER_BYTES, length - HEADER_BYTES).order(ByteOrder.nativeOrder()));
            at += NetlinkMessage.aligned(length);
        }
        return new NetlinkAttributes(attributes);
    }

    Optional<byte[]> bytes(int type) {
        return Optional.ofNullable(byType.get(type)).map(value -> {
            var bytes = new byte[value.limit()];
            value.get(0, bytes);
            return bytes;
        });
    }

    /** Without the zero that ends it. */
    Optional<String> text(int type) {
        return bytes(type).map(bytes -> {
            var text = new String(bytes, StandardCharsets.UTF_8);
            var end = text.indexOf('\0');
            return end < 0 ? text : text.substring(0, end);
        });
    }

    OptionalInt number(int type) {
        var value = byType.get(type);
        return value == null ? OptionalInt.empty() : OptionalInt.of(value.getInt(0));
    }

    Optional<NetlinkAttributes> nested(int type) {
        return Optional.ofNullable(byType.get(type)).map(value -> of(value, 0));
    }
}
