package dev.damson.wire.pcapng;

import dev.damson.wire.proto.TapPacket;

/**
 * @param interfaceId index of the interface in its section
 * @param unixNanos when it was seen
 * @param originalLength bytes on the wire; {@code data} may hold fewer
 * @param data from the Ethernet header on
 * @param inbound whether it entered the host at that interface
 * @param dropped whether the verdict was to drop it
 * @param facts what Damson knows of it; the default instance for packets of other tools
 */
public record CapturedPacket(
        int interfaceId,
        long unixNanos,
        int originalLength,
        byte[] data,
        boolean inbound,
        boolean dropped,
        TapPacket facts) {}
