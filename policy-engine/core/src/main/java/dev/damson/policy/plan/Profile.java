package dev.damson.policy.plan;

/**
 * The tables that some ports share.
 *
 * @param number 1, 2, 3 …
 * @param from judges connections that leave such a port; the peer is the target
 * @param to judges connections that enter such a port; the peer is the originator
 */
public record Profile(int number, EndTable from, EndTable to) {}
