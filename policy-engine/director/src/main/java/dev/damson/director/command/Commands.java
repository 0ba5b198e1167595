package dev.damson.director.command;

import dev.damson.director.live.LiveStatus;
import dev.damson.topology.TopologyGraph;
import java.time.InstantSource;

/** The commands of one director, over one graph. */
public final class Commands {
    private final Applying applying;
    private final Drafting drafting;
    private final SmallEdits smallEdits;
    private final TapCommands taps;

    /** @param wakePublisher called after each commit */
    public Commands(TopologyGraph graph, Heads heads, LiveStatus live, Runnable wakePublisher, InstantSource clock) {
        var committer = new Committer(heads, live, wakePublisher);
        this.applying = new Applying(graph, committer, clock);
        this.drafting = new Drafting(graph, committer, clock);
        this.smallEdits = new SmallEdits(graph, drafting);
        this.taps = new TapCommands(graph, drafting, clock);
    }

    public Applying applying() {
        return applying;
    }

    public Drafting drafting() {
        return drafting;
    }

    public SmallEdits smallEdits() {
        return smallEdits;
    }

    public TapCommands taps() {
        return taps;
    }
}
