package dev.damson.policy.model;

/**
 * A workload's name for one of its ports.
 *
 * @param port 1 to 65535
 */
public record NamedPort(String name, Transport protocol, int port) {}
