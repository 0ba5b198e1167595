package dev.damson.console.tap;

import dev.damson.wire.pcapng.CapturedPacket;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Writes packets in the older format, with nanoseconds, for tools that do not know pcapng. Facts have no place in it. */
public final class PcapFile {
    private static final int NANOSECONDS_MAGIC = 0xa1b23c4d;
    private static final int HEADER = 24;
    private static final int PACKET_HEADER = 16;
    private static final int SNAP_LENGTH = 262_144;
    private static final int LINKTYPE_ETHERNET = 1;
    private static final long NANOS = 1_000_000_000L;

    private final OutputStream out;

    public PcapFile(OutputStream out) throws IOException {
        this.out = out;
        out.write(ByteBuffer.allocate(HEADER)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(NANOSECONDS_MAGIC)
                .putShort((short) 2)
                .putShort((short) 4)
                .putLong(0)
                .putInt(SNAP_LENGTH)
                .putInt(LINKTYPE_ETHERNET)
                .array());
    }

    public void write(CapturedPacket packet) throws IOException {
        out.write(ByteBuffer.allocate(PACKET_HEADER)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt((int) (packet.unixNanos() / NANOS))
                .putInt((int) (packet.unixNanos() % NANOS))
                .putInt(packet.data().length)
                .putInt(packet.originalLength())
                .array());
        out.write(packet.data());
    }
}
