package dev.damson.policy.model;

import java.util.Optional;

/** One running copy of a service function; its ports are ports of workloads of the domain, by name. */
public sealed interface FunctionInstance {
    String name();

    /**
     * In the path: initiator to responder enters inside, the reverse outside.
     *
     * @param health the pair that probes use; absent: the director gives one
     * @param tags for a physical appliance; absent: the director gives them
     */
    record Inline(String name, String inside, String outside, Optional<HealthPair> health, Optional<SideTags> tags)
            implements FunctionInstance {}

    /** A sensor's receive-only port. */
    record Listener(String name, String port) implements FunctionInstance {}

    /** The addresses between which health probes travel. */
    record HealthPair(IpAddress inside, IpAddress outside) {}

    /** The 802.1Q tags of the two sides, 1 to 4094. */
    record SideTags(int inside, int outside) {}
}
