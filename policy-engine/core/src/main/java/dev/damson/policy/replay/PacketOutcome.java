package dev.damson.policy.replay;

import dev.damson.wire.layout.DropReason;
import java.util.Optional;

/** What became of one packet. */
public sealed interface PacketOutcome {
    /**
     * @param port slot of the port that gets it
     * @param frame as it is delivered
     */
    record Delivered(int port, byte[] frame) implements PacketOutcome {}

    /** @param answer the frame that its sender gets instead */
    record Rejected(byte[] answer) implements PacketOutcome {}

    /** @param reason empty where nothing was counted: a health probe that came through */
    record Dropped(Optional<DropReason> reason) implements PacketOutcome {}
}
