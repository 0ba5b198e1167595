package dev.damson.edge.kernel.net;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/**
 * One message of a datagram: {@code struct nlmsghdr} and what follows.
 *
 * @param body after the header, in native byte order, position 0
 */
record NetlinkMessage(int type, int flags, int sequence, ByteBuffer body) {
    static final int HEADER_BYTES = 16;

    private static final int ALIGNMENT = 4;

    static List<NetlinkMessage> parse(ByteBuffer datagram) {
        var messages = new ArrayList<NetlinkMessage>();
        var at = 0;
        while (at + HEADER_BYTES <= datagram.limit()) {
            var length = datagram.getInt(at);
            if (length < HEADER_BYTES || at + length > datagram.limit()) {
                throw new IllegalStateException(
                        "netlink message of \"%d\" bytes at %d of %d".formatted(length, at, datagram.limit()));
            }
            messages.add(new NetlinkMessage(
                    Short.toUnsignedInt(datagram.getShort(at + 4)),
                    Short.toUnsignedInt(datagram.getShort(at + 6)),
                    datagram.getInt(at + 8),
                    datagram.slice(at + HEADER_BYTES, length - HEADER_BYTES).order(ByteOrder.nativeOrder())));
            at += aligned(length);
        }
        return messages;
    }

    static int aligned(int length) {
        return (length + ALIGNMENT - 1) & -ALIGNMENT;
    }
}
