package dev.damson.tap.live;

import java.util.List;

/** Receives what a tail reads, one call at a time, on the tail's own thread. A call that takes long is back-pressure. */
public interface TailListener {
    /** At least one packet, in the order of their partitions. */
    void packets(List<TappedPacket> packets);

    /** The state changed. */
    default void state(TailState state) {}
}
