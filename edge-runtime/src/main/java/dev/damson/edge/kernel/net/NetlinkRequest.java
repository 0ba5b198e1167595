package dev.damson.edge.kernel.net;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/** A request about links in the making: {@code struct nlmsghdr}, {@code struct ifinfomsg}, attributes. */
final class NetlinkRequest {
    static final int RTM_NEWLINK = 16;
    static final int RTM_DELLINK = 17;
    static final int RTM_GETLINK = 18;

    static final int NLM_F_REQUEST = 1;
    static final int NLM_F_ACK = 4;
    static final int NLM_F_DUMP = 0x300;
    static final int NLM_F_EXCL = 0x200;
    static final int NLM_F_CREATE = 0x400;

    private static final int NLA_F_NESTED = 1 << 15;

    private static final int ATTRIBUTE_HEADER_BYTES = 4;

    /** More than any request here takes: headers, an interface's name and its kind's attributes. */
    private static final int MOST_BYTES = 256;

    private final ByteBuffer bytes = ByteBuffer.allocate(MOST_BYTES).order(ByteOrder.nativeOrder());

    NetlinkRequest(int type, int flags, int sequence) {
        bytes.putInt(0)
                .putShort((short) type)
                .putShort((short) (NLM_F_REQUEST | flags))
                .putInt(sequence)
                .putInt(0);
    }

    /** @param change which of the flags to set */
    NetlinkRequest link(int index, int flags, int change) {
        bytes.putInt(0).putInt(index).putInt(flags).putInt(change);
        return this;
    }

    NetlinkRequest text(int type, String value) {
        var encoded = value.getBytes(StandardCharsets.UTF_8);
        var length = ATTRIBUTE_HEADER_BYTES + encoded.length + 1;
        bytes.putShort((short) length).putShort((short) type).put(encoded).put((byte) 0);
        bytes.position(NetlinkMessage.aligned(bytes.position()));
        return this;
    }

    NetlinkRequest number(int type, int value) {
        return attribute(
                type,
                ByteBuffer.allocate(Integer.BYTES)
                        .order(ByteOrder.nativeOrder())
                        .putInt(value));
    }

    NetlinkRequest octet(int type, int value) {
        return attribute(type, ByteBuffer.allocate(1).put((byte) value));
    }

    /** In network order, as the attributes of VXLAN have their ports. */
    NetlinkRequest port(int type, int value) {
        return attribute(type, ByteBuffer.allocate(Short.BYTES).putShort((short) value));
    }

    /** An attribute that says something by being there. */
    NetlinkRequest flag(int type) {
        return attribute(type, ByteBuffer.allocate(0));
    }

    private NetlinkRequest attribute(int type, ByteBuffer value) {
        value.flip();
        bytes.putShort((short) (ATTRIBUTE_HEADER_BYTES + value.remaining()))
                .putShort((short) type)
                .put(value);
        bytes.position(NetlinkMessage.aligned(bytes.position()));
        return this;
    }

    /** An attribute that holds others. */
    NetlinkRequest nested(int type, Consumer<NetlinkRequest> content) {
        var start = bytes.position();
        bytes.putShort((short) 0).putShort((short) (type | NLA_F_NESTED));
        content.accept(this);
        bytes.putShort(start, (short) (bytes.position() - start));
        return this;
    }

    ByteBuffer finished() {
        bytes.putInt(0, bytes.position());
        return bytes.duplicate().flip();
    }
}
