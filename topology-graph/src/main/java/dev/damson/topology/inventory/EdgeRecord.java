package dev.damson.topology.inventory;

/** A host that runs the edge runtime, and its site. */
public record EdgeRecord(String name, String zone) {}
