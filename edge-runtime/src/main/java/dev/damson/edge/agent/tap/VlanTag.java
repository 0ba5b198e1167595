package dev.damson.edge.agent.tap;

import java.nio.ByteBuffer;

/** The kernel keeps a frame's VLAN tag beside its bytes; a capture has it in them (IEEE 802.1Q). */
final class VlanTag {
    static final int BYTES = 4;

    private static final int TWO_MACS = 12;
    private static final short TPID = (short) 0x8100;

    private VlanTag() {}

    /** @param tci priority and VLAN of the tag */
    static byte[] inserted(byte[] frame, int tci) {
        if (frame.length < TWO_MACS) {
            return frame;
        }
        return ByteBuffer.allocate(frame.length + BYTES)
                .put(frame, 0, TWO_MACS)
                .putShort(TPID)
                .putShort((short) tci)
                .put(frame, TWO_MACS, frame.length - TWO_MACS)
                .array();
    }
}
