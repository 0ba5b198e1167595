package dev.damson.policy.ebpf.sim;

import java.util.Arrays;

/**
 * A copy of the packet that bpf_clone_redirect sent.
 *
 * @param packet its bytes at that moment
 * @param target where it went
 */
public record CloneRedirect(byte[] packet, Redirect target) {
    /** Copies the bytes. */
    public CloneRedirect {
        packet = packet.clone();
    }

    @Override
    public byte[] packet() {
        return packet.clone();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof CloneRedirect that && target.equals(that.target) && Arrays.equals(packet, that.packet);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(packet) + target.hashCode();
    }

    @Override
    public String toString() {
        return "CloneRedirect[%d bytes, %s]".formatted(packet.length, target);
    }
}
