package dev.damson.director.live;

/** Packets that one port dropped for one reason, since the edge made its maps. */
public record DropCount(String edge, String workload, String port, String reason, long packets) {}
