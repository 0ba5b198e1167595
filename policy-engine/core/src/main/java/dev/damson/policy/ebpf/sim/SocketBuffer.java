package dev.damson.policy.ebpf.sim;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The packet during a run and what the kernel keeps beside it. */
final class SocketBuffer {
    static final int MAC_HEADER = 14;
    static final int CONTROL_BLOCK_BYTES = 20;
    private static final int ETHER_TYPE = 12;
    private static final int TAG_BYTES = 4;

    byte[] data = new byte[2048];
    int length;
    /** Bytes that programs reach directly: data_end. */
    int linear;

    /** From the MAC header to the network header; helpers that grow the front do not tell the network header. */
    int macLength;

    int packetType;
    int mark;
    int queueMapping;
    int priority;
    int ingressIfindex;
    int ifindex;
    int tcIndex;
    int tcClass;
    int hash;
    int wireLength;
    int gsoSegments;
    int gsoSize;
    long timestamp;
    /** The EtherType in the order of the wire, as __sk_buff shows it. */
    int protocol;

    Optional<VlanTag> vlan = Optional.empty();
    final byte[] controlBlock = new byte[CONTROL_BLOCK_BYTES];
    byte[] arrivedTunnelKey = new byte[0];
    byte[] arrivedTunnelOption = new byte[0];
    Optional<byte[]> tunnelKey = Optional.empty();
    Optional<byte[]> tunnelOption = Optional.empty();
    Optional<Redirect> redirect = Optional.empty();
    final List<CloneRedirect> clones = new ArrayList<>();

    void begin(Arrival arrival) {
        length = 0;
        resize(arrival.frame.length);
        System.arraycopy(arrival.frame, 0, data, 0, length);
        linear = arrival.linear;
        macLength = MAC_HEADER;
        packetType = arrival.packetType;
        mark = arrival.mark;
        queueMapping = arrival.queueMapping;
        priority = arrival.priority;
        ingressIfindex = arrival.ingressIfindex;
        ifindex = arrival.ifindex;
        tcIndex = 0;
        tcClass = 0;
        hash = arrival.hash;
        wireLength = arrival.wireLength;
        gsoSegments = arrival.gsoSegments;
        gsoSize = arrival.gsoSize;
        timestamp = arrival.timestamp;
        protocol = arrival.protocol;
        vlan = arrival.vlan;
        for (int i = 0; i < arrival.controlBlock.length; i++) {
            Region.put(controlBlock, i * Integer.BYTES, Integer.BYTES, arrival.controlBlock[i]);
        }
        arrivedTunnelKey = arrival.tunnelKey;
        arrivedTunnelOption = arrival.tunnelOption;
        tunnelKey = Optional.empty();
        tunnelOption = Optional.empty();
        redirect = Optional.empty();
        clones.clear();
    }

    byte[] bytes() {
        return Arrays.copyOf(data, length);
    }

    Departure departure() {
        var words = new ArrayList<Integer>();
        for (int at = 0; at < CONTROL_BLOCK_BYTES; at += Integer.BYTES) {
            words.add((int) Region.get(controlBlock, at, Integer.BYTES));
        }
        return new Departure(
                packetType,
                mark,
                priority,
                queueMapping,
                hash,
                timestamp,
                vlan,
                words,
                tunnelKey.map(ByteBuffer::wrap),
                tunnelOption.map(ByteBuffer::wrap));
    }

    /** Makes the packet longer, with zeroes, or shorter at its end; all of it can then be reached directly. */
    void resize(int newLength) {
        if (newLength > data.length) {
            data = Arrays.copyOf(data, Math.max(newLength, 2 * data.length));
        }
        if (newLength > length) {
            Arrays.fill(data, length, newLength, (byte) 0);
        }
        length = newLength;
        linear = newLength;
    }

    /** Opens a gap of zeroes. */
    void insert(int at, int bytes) {
        var old = length;
        resize(length + bytes);
        System.arraycopy(data, at, data, at + bytes, old - at);
        Arrays.fill(data, at, at + bytes, (byte) 0);
    }

    void remove(int at, int bytes) {
        System.arraycopy(data, at + bytes, data, at, length - at - bytes);
        resize(length - bytes);
    }

    /** As skb_vlan_push: a tag that is already beside the packet goes into it. */
    void pushVlan(VlanTag tag) {
        vlan.ifPresent(outer -> {
            insert(ETHER_TYPE, TAG_BYTES);
            macLength += TAG_BYTES;
            putBigEndian16(ETHER_TYPE, outer.protocol());
            putBigEndian16(ETHER_TYPE + 2, outer.control());
            protocol = Short.toUnsignedInt(Short.reverseBytes((short) outer.protocol()));
        });
        vlan = Optional.of(tag);
    }

    /** As skb_vlan_pop: the tag beside the packet goes, or else the first one in it; the next one takes its place. */
    void popVlan() {
        if (vlan.isPresent()) {
            vlan = Optional.empty();
        } else if (VlanTag.isTag(etherType())) {
            takeTag();
        } else {
            return;
        }
        if (VlanTag.isTag(etherType())) {
            vlan = Optional.of(takeTag());
        }
    }

    private VlanTag takeTag() {
        var tag = new VlanTag(etherType(), bigEndian16(ETHER_TYPE + 2));
        remove(ETHER_TYPE, TAG_BYTES);
        macLength = Math.max(MAC_HEADER, macLength - TAG_BYTES);
        protocol = (int) Region.get(data, ETHER_TYPE, 2);
        return tag;
    }

    /** The EtherType the kernel goes by. */
    int etherType() {
        return Short.toUnsignedInt(Short.reverseBytes((short) protocol));
    }

    int bigEndian16(int at) {
        return Byte.toUnsignedInt(data[at]) << 8 | Byte.toUnsignedInt(data[at + 1]);
    }

    void putBigEndian16(int at, int value) {
        data[at] = (byte) (value >> 8);
        data[at + 1] = (byte) value;
    }
}
