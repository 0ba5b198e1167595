package dev.damson.policy.replay;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/** The frames of a capture file: libpcap's own format in either byte order, or pcapng. */
final class CaptureFile {
    private static final int MAGIC_MICROSECONDS = 0xa1b2c3d4;
    private static final int MAGIC_NANOSECONDS = 0xa1b23c4d;
    private static final int SECTION_HEADER = 0x0a0d0d0a;
    private static final int BYTE_ORDER = 0x1a2b3c4d;
    private static final int INTERFACE = 1;
    private static final int SIMPLE_PACKET = 3;
    private static final int ENHANCED_PACKET = 6;
    private static final int FILE_HEADER_BYTES = 24;
    private static final int RECORD_HEADER_BYTES = 16;

    /** @param linkType as libpcap numbers them */
    record Frame(int linkType, ByteBuffer bytes) {}

    private CaptureFile() {}

    /** @throws IllegalArgumentException with what is wrong, if this is no capture */
    static List<Frame> frames(byte[] file) {
        if (file.length < FILE_HEADER_BYTES) {
            throw new IllegalArgumentException("the file is too short for a capture");
        }
        for (var order : List.of(ByteOrder.LITTLE_ENDIAN, ByteOrder.BIG_ENDIAN)) {
            var buffer = ByteBuffer.wrap(file).order(order);
            int magic = buffer.getInt(0);
            if (magic == MAGIC_MICROSECONDS || magic == MAGIC_NANOSECONDS) {
                return ofLibpcap(buffer);
            }
            if (magic == SECTION_HEADER && buffer.getInt(8) == BYTE_ORDER) {
                return ofPcapng(buffer);
            }
        }
        throw new IllegalArgumentException("the file is neither pcap nor pcapng");
    }

    private static List<Frame> ofLibpcap(ByteBuffer buffer) {
        int linkType = buffer.getInt(20) & 0xffff;
        var frames = new ArrayList<Frame>();
        int at = FILE_HEADER_BYTES;
        while (at + RECORD_HEADER_BYTES <= buffer.limit()) {
            int length = buffer.getInt(at + 8);
            at += RECORD_HEADER_BYTES;
            if (length < 0 || length > buffer.limit() - at) {
                break; // a capture that was cut off while it was written
            }
            frames.add(new Frame(linkType, buffer.slice(at, length)));
            at += length;
        }
        return frames;
    }

    private static List<Frame> ofPcapng(ByteBuffer whole) {
        var frames = new ArrayList<Frame>();
        var linkTypes = new ArrayList<Integer>();
        var buffer = whole;
        int at = 0;
        while (at + 12 <= buffer.limit()) {
            int type = buffer.getInt(at);
            if (type == SECTION_HEADER) {
                var order = whole.duplicate().order(ByteOrder.LITTLE_ENDIAN).getInt(at + 8) == BYTE_ORDER
                        ? ByteOrder.LITTLE_ENDIAN
                        : ByteOrder.BIG_ENDIAN;
                buffer = whole.duplicate().order(order);
                linkTypes.clear();
            }
            int length = buffer.getInt(at + 4);
            if (length < 12 || length > buffer.limit() - at) {
                break;
            }
            switch (type) {
                case INTERFACE -> linkTypes.add(buffer.getShort(at + 8) & 0xffff);
                case ENHANCED_PACKET ->
                    frame(
                            buffer,
                            linkTypes,
                            buffer.getInt(at + 8),
                            at + 28,
                            buffer.getInt(at + 20),
                            length - 32,
                            frames);
                case SIMPLE_PACKET ->
                    frame(
                            buffer,
                            linkTypes,
                            0,
                            at + 12,
                            Math.min(buffer.getInt(at + 8), length - 16),
                            length - 16,
                            frames);
                default -> {}
            }
            at += length;
        }
        return frames;
    }

    private static void frame(
            ByteBuffer buffer, List<Integer> linkTypes, int number, int at, int length, int most, List<Frame> frames) {
        if (number >= 0 && number < linkTypes.size() && length >= 0 && length <= most) {
            frames.add(new Frame(linkTypes.get(number), buffer.slice(at, length)));
        }
    }
}
