package dev.damson.policy.ebpf.sim;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;

/**
 * What travels beside a packet after a run.
 *
 * @param packetType PACKET_HOST 0, BROADCAST 1, MULTICAST 2, OTHERHOST 3
 * @param hash the flow hash; 0 after it was invalidated
 * @param vlan the tag that the kernel keeps beside the packet
 * @param controlBlock the five words of cb
 * @param tunnelKey the struct bpf_tunnel_key that the program set, if any
 * @param tunnelOption what it set beside that, such as a struct vxlan_metadata
 */
public record Departure(
        int packetType,
        int mark,
        int priority,
        int queueMapping,
        int hash,
        long timestamp,
        Optional<VlanTag> vlan,
        List<Integer> controlBlock,
        Optional<ByteBuffer> tunnelKey,
        Optional<ByteBuffer> tunnelOption) {
    /** Copies the list. */
    public Departure {
        controlBlock = List.copyOf(controlBlock);
    }
}
