package dev.damson.director.live;

/**
 * Counts of one tap on one edge, since the edge made its maps.
 *
 * @param copiedPerSecond packets a second just now; the lost ones likewise, whatever the cause
 */
public record TapStatus(
        String edge,
        String tap,
        long copied,
        long lostRing,
        long lostRate,
        long lostQueue,
        double copiedPerSecond,
        double lostPerSecond,
        boolean expired) {}
