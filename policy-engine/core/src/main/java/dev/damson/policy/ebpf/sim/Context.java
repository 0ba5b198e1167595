package dev.damson.policy.ebpf.sim;

/** The fields of struct __sk_buff that classifiers may touch, at their offsets in {@code linux/bpf.h}. */
final class Context {
    private static final int LENGTH = 0;
    private static final int PACKET_TYPE = 4;
    private static final int MARK = 8;
    private static final int QUEUE_MAPPING = 12;
    private static final int PROTOCOL = 16;
    private static final int VLAN_PRESENT = 20;
    private static final int VLAN_TCI = 24;
    private static final int VLAN_PROTOCOL = 28;
    private static final int PRIORITY = 32;
    private static final int INGRESS_IFINDEX = 36;
    private static final int IFINDEX = 40;
    private static final int TC_INDEX = 44;
    private static final int CONTROL_BLOCK = 48;
    private static final int HASH = 68;
    private static final int TC_CLASS = 72;
    private static final int DATA = 76;
    private static final int DATA_END = 80;
    private static final int TIMESTAMP = 152;
    private static final int WIRE_LENGTH = 160;
    private static final int GSO_SEGMENTS = 164;
    private static final int GSO_SIZE = 176;

    private final SocketBuffer packet;
    private final Registers registers;

    Context(SocketBuffer packet, Registers registers) {
        this.packet = packet;
        this.registers = registers;
    }

    void load(long at, int size, int register) {
        var offset = requireAligned(at, size);
        if (offset == DATA || offset == DATA_END) {
            if (size != Integer.BYTES) {
                throw unknown("read", at, size);
            }
            registers.packet(
                    register, offset == DATA ? Kind.PACKET : Kind.PACKET_END, offset == DATA ? 0 : packet.linear);
            return;
        }
        registers.scalar(register, number(offset, size), false);
    }

    void store(long at, int size, long value) {
        var offset = requireAligned(at, size);
        if (inControlBlock(offset, size)) {
            Region.put(packet.controlBlock, offset - CONTROL_BLOCK, size, value);
            return;
        }
        if (size != (offset == TIMESTAMP ? Long.BYTES : Integer.BYTES)) {
            throw unknown("write", at, size);
        }
        switch (offset) {
            case MARK -> packet.mark = (int) value;
            case QUEUE_MAPPING -> packet.queueMapping = (int) value;
            case PRIORITY -> packet.priority = (int) value;
            case TC_INDEX -> packet.tcIndex = (int) value;
            case TC_CLASS -> packet.tcClass = (int) value;
            case TIMESTAMP -> packet.timestamp = value;
            default -> throw unknown("write", at, size);
        }
    }

    private long number(int offset, int size) {
        if (inControlBlock(offset, size)) {
            return Region.get(packet.controlBlock, offset - CONTROL_BLOCK, size);
        }
        if (offset == TIMESTAMP && size == Long.BYTES) {
            return packet.timestamp;
        }
        if (size > Integer.BYTES) {
            throw unknown("read", offset, size);
        }
        // A narrow read takes its bytes of the little-endian word.
        var shift = offset % Integer.BYTES * Byte.SIZE;
        var word = Integer.toUnsignedLong(word(offset - offset % Integer.BYTES, offset, size));
        return word >>> shift & (1L << size * Byte.SIZE) - 1;
    }

    private int word(int field, int offset, int size) {
        return switch (field) {
            case LENGTH -> packet.length;
            case PACKET_TYPE -> packet.packetType;
            case MARK -> packet.mark;
            case QUEUE_MAPPING -> packet.queueMapping;
            case PROTOCOL -> packet.protocol;
            case VLAN_PRESENT -> packet.vlan.isPresent() ? 1 : 0;
            case VLAN_TCI -> packet.vlan.map(VlanTag::control).orElse(0);
            case VLAN_PROTOCOL ->
                packet.vlan
                        .map(tag -> Short.toUnsignedInt(Short.reverseBytes((short) tag.protocol())))
                        .orElse(0);
            case PRIORITY -> packet.priority;
            case INGRESS_IFINDEX -> packet.ingressIfindex;
            case IFINDEX -> packet.ifindex;
            case TC_INDEX -> packet.tcIndex;
            case HASH -> packet.hash;
            case TC_CLASS -> packet.tcClass;
            case WIRE_LENGTH -> packet.wireLength;
            case GSO_SEGMENTS -> packet.gsoSegments;
            case GSO_SIZE -> packet.gsoSize;
            default -> throw unknown("read", offset, size);
        };
    }

    private static boolean inControlBlock(int offset, int size) {
        return offset >= CONTROL_BLOCK && offset + size <= CONTROL_BLOCK + SocketBuffer.CONTROL_BLOCK_BYTES;
    }

    private static int requireAligned(long at, int size) {
        if (at < 0 || at > GSO_SIZE || at % size != 0) {
            throw unknown("touch", at, size);
        }
        return (int) at;
    }

    private static Refusal unknown(String what, long at, int size) {
        return Refusal.of("a classifier may not %s %d bytes at offset %d of its context", what, size, at);
    }
}
