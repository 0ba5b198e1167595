package dev.damson.tap.live;

import dev.damson.tap.app.Bytes;
import dev.damson.tap.flow.PacketHeaders;
import java.util.Optional;

/** How much of a packet may be seen without the right to see its payload. */
final class HeaderCut {
    private static final int ETHERNET = 14;
    private static final int ARP = 0x0806;
    /** ICMP: type, code and checksum; an error's quotation of another packet is payload. */
    private static final int OTHER_TRANSPORT = 8;

    private HeaderCut() {}

    /** Bytes to keep from the front. */
    static int length(byte[] frame, Optional<PacketHeaders> headers) {
        if (headers.isPresent()) {
            return Math.min(frame.length, headers.get().payload());
        }
        boolean arp = frame.length >= ETHERNET && Bytes.u16(frame, ETHERNET - 2) == ARP;
        return arp ? frame.length : Math.min(frame.length, ETHERNET + OTHER_TRANSPORT);
    }
}
