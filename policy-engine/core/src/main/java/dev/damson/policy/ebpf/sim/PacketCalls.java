package dev.damson.policy.ebpf.sim;

import java.util.Arrays;
import java.util.Optional;

/** What helpers do to the packet (net/core/filter.c). */
final class PacketCalls {
    private static final long ENOMEM = -12;
    private static final long ENOTSUPP = -524;

    private static final int RECOMPUTE_CHECKSUM = 1;
    private static final int INVALIDATE_HASH = 1 << 1;
    private static final int HEADER_FIELD_MASK = 0xf;
    private static final int PSEUDO_HEADER = 1 << 4;
    private static final int MARK_MANGLED_0 = 1 << 5;
    private static final int MARK_ENFORCE = 1 << 6;
    private static final int CHECKSUM_IPV6 = 1 << 7;
    private static final int MAXIMUM_OFFSET = 0xffff;
    private static final int REDIRECT_INGRESS = 1;
    private static final int MAXIMUM_PACKET_TYPE = 3;
    /** Largest packet that the helpers make (BPF_SKB_MAX_LEN). */
    private static final int MAXIMUM_LENGTH = 1 << 16;

    private static final int MAXIMUM_ROOM = 0xfff;
    private static final int IPV4 = 0x0800;
    private static final int IPV6 = 0x86dd;
    private static final int IPV4_HEADER = 20;
    private static final int IPV6_HEADER = 40;
    /** Accepted sizes of struct bpf_tunnel_key: today's and the older, shorter ones. */
    private static final int[] TUNNEL_KEY_SIZES = {8, 22, 24, 28, 44};

    private final SocketBuffer packet;

    PacketCalls(SocketBuffer packet) {
        this.packet = packet;
    }

    long storeBytes(long offset, byte[] from, int at, int size, long flags) {
        if ((flags & ~(RECOMPUTE_CHECKSUM | INVALIDATE_HASH)) != 0) {
            return SimulatedMap.EINVAL;
        }
        if (outside(offset, size)) {
            return SimulatedMap.EFAULT;
        }
        System.arraycopy(from, at, packet.data, (int) offset, size);
        packet.linear = Math.max(packet.linear, (int) offset + size);
        if ((flags & INVALIDATE_HASH) != 0) {
            packet.hash = 0;
        }
        return SimulatedMap.OK;
    }

    long loadBytes(long offset, byte[] to, int at, int size) {
        if (outside(offset, size)) {
            Arrays.fill(to, at, at + size, (byte) 0);
            return SimulatedMap.EFAULT;
        }
        System.arraycopy(packet.data, (int) offset, to, at, size);
        return SimulatedMap.OK;
    }

    long replaceHeaderChecksum(long offset, long from, long to, long flags) {
        if ((flags & ~HEADER_FIELD_MASK) != 0) {
            return SimulatedMap.EINVAL;
        }
        return replaceChecksum(offset, from, to, (int) flags, false);
    }

    long replaceTransportChecksum(long offset, long from, long to, long flags) {
        var known = HEADER_FIELD_MASK | PSEUDO_HEADER | MARK_MANGLED_0 | MARK_ENFORCE | CHECKSUM_IPV6;
        if ((flags & ~known) != 0) {
            return SimulatedMap.EINVAL;
        }
        if ((flags & (MARK_MANGLED_0 | MARK_ENFORCE)) == MARK_MANGLED_0
                && !outside(offset, 2)
                && Region.get(packet.data, (int) offset, 2) == 0) {
            return SimulatedMap.OK;
        }
        return replaceChecksum(offset, from, to, (int) flags & HEADER_FIELD_MASK, (flags & MARK_MANGLED_0) != 0);
    }

    private long replaceChecksum(long offset, long from, long to, int size, boolean neverZero) {
        if (offset < 0 || offset > MAXIMUM_OFFSET || offset % 2 != 0 || outside(offset, 2)) {
            return SimulatedMap.EFAULT;
        }
        if ((size != 0 && size != 2 && size != 4) || (size == 0 && from != 0)) {
            return SimulatedMap.EINVAL;
        }
        var old = (int) Region.get(packet.data, (int) offset, 2);
        var now = size == 0 ? Checksum.add(old, to) : Checksum.replace(old, from, to, size);
        Region.put(packet.data, (int) offset, 2, neverZero && now == 0 ? 0xffff : now);
        packet.linear = Math.max(packet.linear, (int) offset + 2);
        return SimulatedMap.OK;
    }

    long redirect(int ifindex, long flags) {
        if ((flags & ~REDIRECT_INGRESS) != 0) {
            return Run.DROP;
        }
        var path = flags == REDIRECT_INGRESS ? Redirect.Path.INGRESS : Redirect.Path.EGRESS;
        packet.redirect = Optional.of(new Redirect(ifindex, path));
        return Run.REDIRECT;
    }

    long redirectToPeer(int ifindex, long flags) {
        if (flags != 0) {
            return Run.DROP;
        }
        packet.redirect = Optional.of(new Redirect(ifindex, Redirect.Path.PEER));
        return Run.REDIRECT;
    }

    long cloneRedirect(int ifindex, long flags) {
        if ((flags & ~REDIRECT_INGRESS) != 0) {
            return SimulatedMap.EINVAL;
        }
        var path = flags == REDIRECT_INGRESS ? Redirect.Path.INGRESS : Redirect.Path.EGRESS;
        packet.clones.add(new CloneRedirect(packet.bytes(), new Redirect(ifindex, path)));
        return SimulatedMap.OK;
    }

    long changeType(int type) {
        if (packet.packetType > MAXIMUM_PACKET_TYPE || type < 0 || type > MAXIMUM_PACKET_TYPE) {
            return SimulatedMap.EINVAL;
        }
        packet.packetType = type;
        return SimulatedMap.OK;
    }

    long changeTail(long length, long flags) {
        var wanted = length & 0xffff_ffffL;
        if (flags != 0 || wanted < packet.macLength || wanted > MAXIMUM_LENGTH) {
            return SimulatedMap.EINVAL;
        }
        packet.resize((int) wanted);
        return SimulatedMap.OK;
    }

    long changeHead(long room, long flags) {
        var wanted = room & 0xffff_ffffL;
        if (flags != 0 || packet.length + wanted > MAXIMUM_LENGTH) {
            return SimulatedMap.EINVAL;
        }
        packet.insert(0, (int) wanted);
        packet.macLength += (int) wanted;
        return SimulatedMap.OK;
    }

    long adjustRoom(int difference, long mode, long flags) {
        if (flags != 0) {
            return SimulatedMap.EINVAL;
        }
        if (Math.abs((long) difference) > MAXIMUM_ROOM) {
            return SimulatedMap.EFAULT;
        }
        var header = networkHeader();
        if (header == 0 || mode < 0 || mode > 1) {
            return ENOTSUPP;
        }
        var at = packet.macLength + (mode == 0 ? header : 0);
        if (difference >= 0) {
            packet.insert(Math.min(at, packet.length), difference);
            return SimulatedMap.OK;
        }
        if (packet.length + difference < packet.macLength + header) {
            return ENOTSUPP;
        }
        packet.remove(at, -difference);
        return SimulatedMap.OK;
    }

    long pull(long length) {
        var wanted = length == 0 ? packet.linear : length & 0xffff_ffffL;
        if (wanted > packet.length) {
            return ENOMEM;
        }
        packet.linear = Math.max(packet.linear, (int) wanted);
        return SimulatedMap.OK;
    }

    /** The protocol comes in the order of the wire; what is no tag's EtherType becomes 802.1Q. */
    long pushVlan(int wireProtocol, int control) {
        var protocol = Short.toUnsignedInt(Short.reverseBytes((short) wireProtocol));
        packet.pushVlan(new VlanTag(VlanTag.isTag(protocol) ? protocol : VlanTag.CUSTOMER, control & 0xffff));
        return SimulatedMap.OK;
    }

    long popVlan() {
        packet.popVlan();
        return SimulatedMap.OK;
    }

    long setTunnelKey(byte[] from, int at, int size) {
        if (Arrays.binarySearch(TUNNEL_KEY_SIZES, size) < 0) {
            return SimulatedMap.EINVAL;
        }
        packet.tunnelKey = Optional.of(Arrays.copyOfRange(from, at, at + size));
        return SimulatedMap.OK;
    }

    long getTunnelKey(byte[] to, int at, int size) {
        Arrays.fill(to, at, at + size, (byte) 0);
        if (packet.arrivedTunnelKey.length == 0 || Arrays.binarySearch(TUNNEL_KEY_SIZES, size) < 0) {
            return SimulatedMap.EINVAL;
        }
        System.arraycopy(packet.arrivedTunnelKey, 0, to, at, Math.min(size, packet.arrivedTunnelKey.length));
        return SimulatedMap.OK;
    }

    /** Options go with a key that was set before. */
    long setTunnelOption(byte[] from, int at, int size) {
        if (packet.tunnelKey.isEmpty() || size % Integer.BYTES != 0) {
            return SimulatedMap.EINVAL;
        }
        packet.tunnelOption = Optional.of(Arrays.copyOfRange(from, at, at + size));
        return SimulatedMap.OK;
    }

    /** @return how many bytes the option has */
    long getTunnelOption(byte[] to, int at, int size) {
        Arrays.fill(to, at, at + size, (byte) 0);
        int bytes = packet.arrivedTunnelOption.length;
        if (bytes == 0) {
            return SimulatedMap.ENOENT;
        }
        if (size < bytes) {
            return SimulatedMap.ENOMEM;
        }
        System.arraycopy(packet.arrivedTunnelOption, 0, to, at, bytes);
        return bytes;
    }

    long hash() {
        return Integer.toUnsignedLong(packet.hash);
    }

    void forgetHash() {
        packet.hash = 0;
    }

    private int networkHeader() {
        return switch (packet.etherType()) {
            case IPV4 -> IPV4_HEADER;
            case IPV6 -> IPV6_HEADER;
            default -> 0;
        };
    }

    private boolean outside(long offset, int size) {
        return offset < 0 || offset + size > packet.length;
    }
}
