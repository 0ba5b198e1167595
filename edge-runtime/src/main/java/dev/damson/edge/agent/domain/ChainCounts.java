package dev.damson.edge.agent.domain;

/**
 * What the kernel says about a chain since the agent started.
 *
 * @param bypassed packets that passed by a function of it without a living instance
 * @param refused packets dropped for that
 */
public record ChainCounts(int chain, long bypassed, long refused) {}
