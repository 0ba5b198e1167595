package dev.damson.edge.agent.tap;

import java.nio.ByteBuffer;

/**
 * Whether a frame's TCP or UDP checksum is still to be computed by a card that it never met: the kernel then has the
 * folded sum of the pseudo header in its place (CHECKSUM_PARTIAL in linux/skbuff.h).
 */
final class PendingChecksum {
    private static final int ETHERNET = 14;
    private static final int TCP = 6;
    private static final int UDP = 17;

    private PendingChecksum() {}

    /** @param frame untagged, perhaps cut */
    static boolean in(byte[] frame) {
        if (frame.length < ETHERNET + 20) {
            return false;
        }
        var bytes = ByteBuffer.wrap(frame);
        return switch (bytes.getShort(12)) {
            case 0x0800 -> four(bytes);
            case (short) 0x86dd -> six(bytes);
            default -> false;
        };
    }

    private static boolean four(ByteBuffer frame) {
        var header = 4 * (frame.get(ETHERNET) & 0x0f);
        var length = Short.toUnsignedInt(frame.getShort(ETHERNET + 2)) - header;
        return matches(frame, ETHERNET + header, frame.get(ETHERNET + 9) & 0xff, length, ETHERNET + 12, 8);
    }

    private static boolean six(ByteBuffer frame) {
        if (frame.limit() < ETHERNET + 40) {
            return false;
        }
        var length = Short.toUnsignedInt(frame.getShort(ETHERNET + 4));
        return matches(frame, ETHERNET + 40, frame.get(ETHERNET + 6) & 0xff, length, ETHERNET + 8, 32);
    }

    private static boolean matches(
            ByteBuffer frame, int transport, int protocol, int length, int addresses, int addressBytes) {
        if (protocol != TCP && protocol != UDP) {
            return false;
        }
        var checksumAt = transport + (protocol == TCP ? 16 : 6);
        if (checksumAt + 2 > frame.limit()) {
            return false;
        }
        var sum = (long) protocol + length;
        for (var at = addresses; at < addresses + addressBytes; at += 2) {
            sum += Short.toUnsignedInt(frame.getShort(at));
        }
        while (sum >> 16 != 0) {
            sum = (sum & 0xffff) + (sum >> 16);
        }
        return sum == Short.toUnsignedInt(frame.getShort(checksumAt));
    }
}
