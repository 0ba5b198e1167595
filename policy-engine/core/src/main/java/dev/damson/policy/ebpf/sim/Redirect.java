package dev.damson.policy.ebpf.sim;

/**
 * Where a program sent its packet.
 *
 * @param ifindex the target interface
 * @param path how it goes there
 */
public record Redirect(int ifindex, Path path) {
    /** How a redirected packet goes on. */
    public enum Path {
        /** Out of the interface. */
        EGRESS,
        /** As if it had come in at the interface. */
        INGRESS,
        /** To the interface's peer in its namespace, past the peer's host-side hooks (bpf_redirect_peer). */
        PEER
    }
}
