package dev.damson.policy.ebpf.sim;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * What one packet met. Ring records stand in their {@link Ring}.
 *
 * @param returnCode R0 at the exit, as the kernel takes it (32 bits)
 * @param packet the packet's bytes afterwards
 * @param redirect where it goes, if the program returned TC_ACT_REDIRECT after asking for one
 * @param clones copies sent, in order
 * @param departure what travels beside the packet
 * @param instructions executed, of all programs
 * @param tailCalls taken
 */
public record Run(
        int returnCode,
        byte[] packet,
        Optional<Redirect> redirect,
        List<CloneRedirect> clones,
        Departure departure,
        int instructions,
        int tailCalls) {
    /** TCX_NEXT: the next program of the hook, in the end the stack, decides. */
    public static final int NEXT = -1;
    /** TC_ACT_OK, TCX_PASS. */
    public static final int PASS = 0;
    /** TC_ACT_SHOT, TCX_DROP. */
    public static final int DROP = 2;
    /** TC_ACT_REDIRECT, TCX_REDIRECT. */
    public static final int REDIRECT = 7;

    /** Copies the clones. */
    public Run {
        packet = packet.clone();
        clones = List.copyOf(clones);
    }

    @Override
    public byte[] packet() {
        return packet.clone();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Run that
                && returnCode == that.returnCode
                && Arrays.equals(packet, that.packet)
                && redirect.equals(that.redirect)
                && clones.equals(that.clones)
                && departure.equals(that.departure)
                && instructions == that.instructions
                && tailCalls == that.tailCalls;
    }

    @Override
    public int hashCode() {
        return 31 * (31 * returnCode + Arrays.hashCode(packet)) + redirect.hashCode();
    }

    @Override
    public String toString() {
        return "Run[%d, %d bytes, %s, %d clones, %s, %d instructions, %d tail calls]"
                .formatted(returnCode, packet.length, redirect, clones.size(), departure, instructions, tailCalls);
    }
}
