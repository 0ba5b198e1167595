package dev.damson.edge.agent.domain;

import java.util.HashMap;
import java.util.Map;

/**
 * Counters of things that outlive a generation, as taps and chains do: a generation's own maps count from zero, what its
 * predecessors counted is kept here. Used on the control thread.
 */
final class Totals {
    /** A tap by its number, or a chain by domain and name, with the field. */
    private final Map<String, Long> retired = new HashMap<>();

    void retire(String counter, long value) {
        if (value != 0) {
            retired.merge(counter, value, Long::sum);
        }
    }

    /** With what the live generation has counted so far. */
    long with(String counter, long live) {
        return retired.getOrDefault(counter, 0L) + live;
    }
}
