package dev.damson.wire.pcapng;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.damson.wire.proto.TapPacket;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads sections, of Damson and of other tools: both byte orders, any time resolution, unknown blocks and options
 * passed over. Nothing in the bytes makes it read outside them.
 */
public final class SectionReader {
    private static final int LONGEST_RESOLUTION = 18;

    private final List<CaptureInterface> interfaces = new ArrayList<>();
    private final List<Long> unitsPerSecond = new ArrayList<>();
    private final List<CapturedPacket> packets = new ArrayList<>();
    private final ByteBuffer bytes;

    /** What the bytes held; packets of several sections have ids that run through. */
    public record Capture(List<CaptureInterface> interfaces, List<CapturedPacket> packets) {}

    private SectionReader(byte[] bytes) {
        this.bytes = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    /** @throws PcapngException where the bytes are not what the format says */
    public static Capture read(byte[] bytes) throws PcapngException {
        var reader = new SectionReader(bytes);
        reader.blocks();
        return new Capture(List.copyOf(reader.interfaces), List.copyOf(reader.packets));
    }

    private void blocks() throws PcapngException {
        int firstInterface = 0;
        boolean inSection = false;
        while (bytes.hasRemaining()) {
            int start = bytes.position();
            require(
                    bytes.remaining() >= 12,
                    start,
                    "a block has at least 12 bytes, " + bytes.remaining() + " are left");
            int type = bytes.getInt(start);
            if (type == Pcapng.SECTION_HEADER) {
                byteOrder(start);
                firstInterface = interfaces.size();
                inSection = true;
            }
            require(inSection, start, "a section begins with 0a0d0d0a, not " + Integer.toHexString(type));
            type = bytes.getInt(start);
            int length = bytes.getInt(start + 4);
            require(
                    length >= 12 && length % 4 == 0 && length <= Pcapng.MAX_BLOCK && length <= bytes.limit() - start,
                    start,
                    "block length \"" + Integer.toUnsignedString(length) + "\" is not a multiple of 4 from 12 to "
                            + Math.min(Pcapng.MAX_BLOCK, bytes.limit() - start));
            require(bytes.getInt(start + length - 4) == length, start, "the block's two lengths differ");
            var body = bytes.slice(start + 8, length - 12).order(bytes.order());
            if (type == Pcapng.INTERFACE_DESCRIPTION) {
                describe(body, start);
            } else if (type == Pcapng.ENHANCED_PACKET) {
                packet(body, start, firstInterface);
            }
            bytes.position(start + length);
        }
    }

    private void byteOrder(int start) throws PcapngException {
        bytes.order(ByteOrder.LITTLE_ENDIAN);
        if (bytes.getInt(start + 8) != Pcapng.BYTE_ORDER_MAGIC) {
            bytes.order(ByteOrder.BIG_ENDIAN);
        }
        require(bytes.getInt(start + 8) == Pcapng.BYTE_ORDER_MAGIC, start, "no byte-order magic 1a2b3c4d");
    }

    private void describe(ByteBuffer body, int at) throws PcapngException {
        require(body.remaining() >= 8, at, "an interface description has at least 8 bytes");
        int linkType = Short.toUnsignedInt(body.getShort());
        body.position(8);
        var name = "";
        var description = "";
        long units = 1_000_000;
        for (var option : options(body, at)) {
            switch (option.code()) {
                case Pcapng.INTERFACE_NAME -> name = text(option.value());
                case Pcapng.INTERFACE_DESCRIPTION_TEXT -> description = text(option.value());
                case Pcapng.INTERFACE_RESOLUTION -> units = units(option.value(), at);
                default -> {
                    // an option of no concern here
                }
            }
        }
        interfaces.add(new CaptureInterface(name, description, linkType));
        unitsPerSecond.add(units);
    }

    private static long units(byte[] value, int at) throws PcapngException {
        require(value.length >= 1, at, "if_tsresol has one byte");
        boolean binary = value[0] < 0;
        int exponent = value[0] & 0x7f;
        require(exponent <= (binary ? 62 : LONGEST_RESOLUTION), at, "if_tsresol \"" + exponent + "\" is too fine");
        return binary ? 1L << exponent : (long) Math.pow(10, exponent);
    }

    private void packet(ByteBuffer body, int at, int firstInterface) throws PcapngException {
        require(body.remaining() >= 20, at, "a packet block has at least 20 bytes");
        int id = body.getInt();
        require(
                id >= 0 && firstInterface + id < interfaces.size(),
                at,
                "interface \"" + Integer.toUnsignedString(id) + "\" is not described in this section");
        long time = Integer.toUnsignedLong(body.getInt()) << 32 | Integer.toUnsignedLong(body.getInt());
        int captured = body.getInt();
        int original = body.getInt();
        require(
                captured >= 0 && Pcapng.padded(captured) <= body.remaining(),
                at,
                "captured length \"" + Integer.toUnsignedString(captured) + "\" is beyond the block");
        var data = new byte[captured];
        body.get(data);
        body.position(body.position() + Pcapng.padded(captured) - captured);
        boolean inbound = true;
        boolean dropped = false;
        var facts = TapPacket.getDefaultInstance();
        for (var option : options(body, at)) {
            var value = ByteBuffer.wrap(option.value()).order(bytes.order());
            if (option.code() == Pcapng.PACKET_FLAGS && value.remaining() >= 4) {
                inbound = (value.getInt() & 3) != 2;
            } else if (option.code() == Pcapng.PACKET_VERDICT && value.remaining() >= 9) {
                dropped = value.get() == Pcapng.VERDICT_TC && value.getLong() == 2;
            } else if (option.code() == Pcapng.CUSTOM_BINARY
                    && value.remaining() >= 4
                    && value.getInt() == Pcapng.ENTERPRISE) {
                facts = facts(value, at);
            }
        }
        int number = firstInterface + id;
        packets.add(new CapturedPacket(
                number, nanos(time, unitsPerSecond.get(number)), original, data, inbound, dropped, facts));
    }

    private static TapPacket facts(ByteBuffer value, int at) throws PcapngException {
        try {
            return TapPacket.parseFrom(value);
        } catch (InvalidProtocolBufferException malformed) {
            throw new PcapngException(at(at) + "the custom option is no message: " + malformed.getMessage());
        }
    }

    private static long nanos(long time, long units) {
        long seconds = Long.divideUnsigned(time, units);
        long rest = Long.remainderUnsigned(time, units);
        return seconds * 1_000_000_000L + (long) ((double) rest * 1e9 / units);
    }

    private record Option(int code, byte[] value) {}

    private static List<Option> options(ByteBuffer body, int at) throws PcapngException {
        var options = new ArrayList<Option>();
        while (body.remaining() >= 4) {
            int code = Short.toUnsignedInt(body.getShort());
            int length = Short.toUnsignedInt(body.getShort());
            if (code == Pcapng.OPTION_END) {
                break;
            }
            require(Pcapng.padded(length) <= body.remaining(), at, "option " + code + " is beyond its block");
            var value = new byte[length];
            body.get(value);
            body.position(body.position() + Pcapng.padded(length) - length);
            options.add(new Option(code, value));
        }
        return options;
    }

    private static String text(byte[] value) {
        return new String(value, StandardCharsets.UTF_8);
    }

    private static void require(boolean holds, int at, String message) throws PcapngException {
        if (!holds) {
            throw new PcapngException(at(at) + message);
        }
    }

    private static String at(int offset) {
        return "pcapng block at byte " + offset + ": ";
    }
}
