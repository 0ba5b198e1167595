package dev.damson.wire.pcapng;

/** Numbers of the format. */
final class Pcapng {
    static final int SECTION_HEADER = 0x0a0d0d0a;
    static final int INTERFACE_DESCRIPTION = 1;
    static final int ENHANCED_PACKET = 6;
    /** A custom block that tools leave out of copies. */
    static final int CUSTOM_BLOCK = 0x40000bad;

    static final int BYTE_ORDER_MAGIC = 0x1a2b3c4d;
    static final int LINKTYPE_ETHERNET = 1;

    static final int OPTION_END = 0;
    static final int OPTION_COMMENT = 1;
    static final int SECTION_APPLICATION = 4;
    static final int INTERFACE_NAME = 2;
    static final int INTERFACE_DESCRIPTION_TEXT = 3;
    static final int INTERFACE_RESOLUTION = 9;
    static final int PACKET_FLAGS = 2;
    static final int PACKET_VERDICT = 7;
    /** A binary custom option that may be copied into other files. */
    static final int CUSTOM_BINARY = 2989;

    /** Private enterprise number of the custom option: the one for documentation (RFC 5612) until one is assigned. */
    static final int ENTERPRISE = 32473;
    /** Resolution 10^-9 s. */
    static final byte NANOSECONDS = 9;
    /** epb_verdict of an eBPF program at a TC hook: the TC_ACT_* value follows in 8 bytes. */
    static final byte VERDICT_TC = 1;

    /** A block of more bytes is refused: no packet is that large. */
    static final int MAX_BLOCK = 1 << 20;

    private Pcapng() {}

    static int padded(int length) {
        return (length + 3) & ~3;
    }
}
