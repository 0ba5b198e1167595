package dev.damson.wire.pcapng;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/** Puts one section together: header, interfaces as they are first used, packets. Little endian, nanoseconds. */
public final class SectionBuilder {
    private static final int FLAG_INBOUND = 1;
    private static final int FLAG_OUTBOUND = 2;
    /** Fixed fields and options of a packet block, and its padding. */
    private static final int OVERHEAD = 128;

    private static final long TC_ACT_OK = 0;
    private static final long TC_ACT_SHOT = 2;

    private final ByteArrayOutputStream blocks = new ByteArrayOutputStream();
    private final Map<String, Integer> interfaces = new LinkedHashMap<>();
    private ByteBuffer scratch = ByteBuffer.allocate(4096).order(ByteOrder.LITTLE_ENDIAN);
    private int packets;

    /** @param application what made the section */
    public SectionBuilder(String application) {
        block(Pcapng.SECTION_HEADER, body -> {
            body.putInt(Pcapng.BYTE_ORDER_MAGIC)
                    .putShort((short) 1)
                    .putShort((short) 0)
                    .putLong(-1);
            option(body, Pcapng.SECTION_APPLICATION, application.getBytes(StandardCharsets.UTF_8));
            end(body);
        });
    }

    /** The id of an interface, which is described at its first use. */
    public int interfaceId(String name, String description) {
        var known = interfaces.get(name);
        if (known != null) {
            return known;
        }
        room(4 * (name.length() + description.length()) + OVERHEAD);
        block(Pcapng.INTERFACE_DESCRIPTION, body -> {
            body.putShort((short) Pcapng.LINKTYPE_ETHERNET).putShort((short) 0).putInt(0);
            option(body, Pcapng.INTERFACE_NAME, name.getBytes(StandardCharsets.UTF_8));
            option(body, Pcapng.INTERFACE_DESCRIPTION_TEXT, description.getBytes(StandardCharsets.UTF_8));
            option(body, Pcapng.INTERFACE_RESOLUTION, new byte[] {Pcapng.NANOSECONDS});
            end(body);
        });
        interfaces.put(name, interfaces.size());
        return interfaces.size() - 1;
    }

    public SectionBuilder add(CapturedPacket packet) {
        var facts = packet.facts().toByteArray();
        room(packet.data().length + facts.length + OVERHEAD);
        block(Pcapng.ENHANCED_PACKET, body -> {
            body.putInt(packet.interfaceId());
            body.putInt((int) (packet.unixNanos() >>> 32)).putInt((int) packet.unixNanos());
            body.putInt(packet.data().length).putInt(packet.originalLength());
            body.put(packet.data());
            pad(body, packet.data().length);
            option(body, Pcapng.PACKET_FLAGS, integer(packet.inbound() ? FLAG_INBOUND : FLAG_OUTBOUND));
            option(body, Pcapng.PACKET_VERDICT, verdict(packet.dropped()));
            if (facts.length > 0) {
                var custom = ByteBuffer.allocate(4 + facts.length).order(ByteOrder.LITTLE_ENDIAN);
                option(
                        body,
                        Pcapng.CUSTOM_BINARY,
                        custom.putInt(Pcapng.ENTERPRISE).put(facts).array());
            }
            end(body);
        });
        packets++;
        return this;
    }

    public int packets() {
        return packets;
    }

    /** Bytes so far. */
    public int size() {
        return blocks.size();
    }

    public byte[] build() {
        return blocks.toByteArray();
    }

    /**
     * What was written since the last call. All of it one after the other is one section, which may be of any length:
     * so a stream is written without holding it.
     */
    public byte[] take() {
        var written = blocks.toByteArray();
        blocks.reset();
        return written;
    }

    /** Adds a text for programs that read the stream; others pass over it (a custom block that is not to be copied). */
    public SectionBuilder note(String text) {
        var bytes = text.getBytes(StandardCharsets.UTF_8);
        room(bytes.length + OVERHEAD);
        block(Pcapng.CUSTOM_BLOCK, body -> {
            body.putInt(Pcapng.ENTERPRISE).put(bytes);
            pad(body, bytes.length);
        });
        return this;
    }

    private static byte[] integer(int value) {
        return ByteBuffer.allocate(4)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(value)
                .array();
    }

    private static byte[] verdict(boolean dropped) {
        return ByteBuffer.allocate(9)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put(Pcapng.VERDICT_TC)
                .putLong(dropped ? TC_ACT_SHOT : TC_ACT_OK)
                .array();
    }

    private void room(int bytes) {
        if (scratch.capacity() < bytes) {
            scratch = ByteBuffer.allocate(2 * bytes).order(ByteOrder.LITTLE_ENDIAN);
        }
    }

    private interface Body {
        void write(ByteBuffer body);
    }

    private void block(int type, Body content) {
        var body = scratch.clear();
        content.write(body);
        int length = body.position() + 12;
        var head = ByteBuffer.allocate(8)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(type)
                .putInt(length);
        blocks.writeBytes(head.array());
        blocks.write(body.array(), 0, body.position());
        blocks.writeBytes(integer(length));
    }

    private static void option(ByteBuffer body, int code, byte[] value) {
        body.putShort((short) code).putShort((short) value.length).put(value);
        pad(body, value.length);
    }

    private static void end(ByteBuffer body) {
        body.putInt(Pcapng.OPTION_END);
    }

    private static void pad(ByteBuffer body, int length) {
        for (int i = length; i < Pcapng.padded(length); i++) {
            body.put((byte) 0);
        }
    }
}
