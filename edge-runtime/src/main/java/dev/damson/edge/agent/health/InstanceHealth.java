package dev.damson.edge.agent.health;

import dev.damson.wire.proto.InstanceReport;

/** What probes say about one instance. Three misses in a row are down, five answers in a row up again. */
final class InstanceHealth {
    /** SEMANTICS, service insertion: 3 misses down, 5 hits up. */
    static final int MISSES_DOWN = 3;

    static final int HITS_UP = 5;

    private InstanceReport.State state;
    private int misses;
    private int hits;

    /** @param state as it was known before */
    InstanceHealth(InstanceReport.State state) {
        this.state = state;
    }

    /**
     * Takes one probe's outcome.
     *
     * @return whether the state changed
     */
    boolean probed(boolean answered) {
        var before = state;
        if (answered) {
            misses = 0;
            hits++;
            if (state == InstanceReport.State.UNPROVEN || state == InstanceReport.State.DOWN && hits >= HITS_UP) {
                state = InstanceReport.State.UP;
            }
        } else {
            hits = 0;
            misses++;
            if (state == InstanceReport.State.UP && misses >= MISSES_DOWN) {
                state = InstanceReport.State.DOWN;
            }
        }
        return state != before;
    }

    InstanceReport.State state() {
        return state;
    }
}
