package dev.damson.policy.ebpf.sim;

/**
 * An 802.1Q tag.
 *
 * @param protocol 0x8100 or 0x88a8
 * @param control priority, drop eligibility and VLAN number, 16 bits
 */
public record VlanTag(int protocol, int control) {
    /** EtherType of customer tags. */
    public static final int CUSTOMER = 0x8100;
    /** EtherType of service tags. */
    public static final int SERVICE = 0x88a8;

    static boolean isTag(int etherType) {
        return etherType == CUSTOMER || etherType == SERVICE;
    }
}
