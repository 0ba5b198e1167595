package dev.damson.director.live;

/** Counts of one tap on one edge, since the edge made its maps. */
public record TapStatus(
        String edge, String tap, long copied, long lostRing, long lostRate, long lostQueue, boolean expired) {}
