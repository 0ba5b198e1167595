package dev.damson.policy.emit;

/** Offsets in {@code struct __sk_buff} and constants of {@code linux/pkt_cls.h} and {@code linux/bpf.h}. */
final class Skb {
    static final int LENGTH = 0;
    static final int MARK = 8;
    static final int VLAN_PRESENT = 20;
    static final int VLAN_TCI = 24;
    static final int DATA = 76;
    static final int DATA_END = 80;
    static final int GSO_SEGMENTS = 164;
    static final int GSO_SIZE = 176;

    static final int ACT_SHOT = 2;
    static final int PACKET_HOST = 0;

    static final int ETHERNET = 14;
    static final int SOURCE_MAC = 6;
    static final int IPV4_END = ETHERNET + 20;
    static final int IPV6_END = ETHERNET + 40;
    /** 8 extension headers of 256 bytes together at most (SEMANTICS, anti-spoofing), and a TCP header behind them. */
    static final int PULL_LIMIT = IPV6_END + 256 + 40;

    private Skb() {}

    /** A 16-bit number as a little-endian load of its network-order bytes gives it. */
    static int network16(int value) {
        return (value & 0xff) << 8 | value >>> 8 & 0xff;
    }
}
