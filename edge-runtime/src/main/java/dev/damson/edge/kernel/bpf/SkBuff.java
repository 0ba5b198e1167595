package dev.damson.edge.kernel.bpf;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * The fields of {@code struct __sk_buff} that can be given to a {@link TestRun}; offsets are those of linux/bpf.h, which
 * only ever grows at its end.
 *
 * @param mark what the packet carries between hooks of one namespace
 * @param interfaceIndex the interface it seems to be on; it must exist in the namespace of the calling thread, 0 for loopback
 * @param ingressInterfaceIndex the one it came in by
 * @param segments of a GSO super-packet; 0 for a plain packet
 * @param segmentBytes payload of each of them
 */
public record SkBuff(int mark, int interfaceIndex, int ingressInterfaceIndex, int segments, int segmentBytes) {
    private static final int BYTES = 192;
    private static final int MARK_AT = 8;
    private static final int INGRESS_IFINDEX_AT = 36;
    private static final int IFINDEX_AT = 40;
    private static final int GSO_SEGMENTS_AT = 164;
    private static final int GSO_SIZE_AT = 176;

    public static SkBuff onInterface(int interfaceIndex) {
        return new SkBuff(0, interfaceIndex, 0, 0, 0);
    }

    byte[] bytes() {
        return ByteBuffer.allocate(BYTES)
                .order(ByteOrder.nativeOrder())
                .putInt(MARK_AT, mark)
                .putInt(INGRESS_IFINDEX_AT, ingressInterfaceIndex)
                .putInt(IFINDEX_AT, interfaceIndex)
                .putInt(GSO_SEGMENTS_AT, segments)
                .putInt(GSO_SIZE_AT, segmentBytes)
                .array();
    }

    /** Reads what a program left in a {@link TestRun.Result#context}. */
    static SkBuff of(byte[] context) {
        var buffer = ByteBuffer.wrap(context).order(ByteOrder.nativeOrder());
        return new SkBuff(
                buffer.getInt(MARK_AT),
                buffer.getInt(IFINDEX_AT),
                buffer.getInt(INGRESS_IFINDEX_AT),
                buffer.getInt(GSO_SEGMENTS_AT),
                buffer.getInt(GSO_SIZE_AT));
    }
}
