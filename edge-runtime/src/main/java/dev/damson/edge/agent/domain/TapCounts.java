package dev.damson.edge.agent.domain;

/**
 * What the kernel says about a tap since the agent started.
 *
 * @param number as tapped packets carry it
 * @param lostInRing packets for which the ring had no room
 * @param lostToRate packets over the tap's rate
 */
public record TapCounts(int number, String name, long expiresUnixNanos, long lostInRing, long lostToRate) {}
