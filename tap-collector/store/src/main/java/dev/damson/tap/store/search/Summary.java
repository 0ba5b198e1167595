package dev.damson.tap.store.search;

import java.util.List;

/** The sessions of a question counted by what they have in common; most bytes first. */
public record Summary(
        long sessions,
        long packets,
        long bytes,
        List<Line> talkers,
        List<Line> groups,
        List<Line> protocols,
        List<Line> names) {
    public Summary {
        talkers = List.copyOf(talkers);
        groups = List.copyOf(groups);
        protocols = List.copyOf(protocols);
        names = List.copyOf(names);
    }

    /**
     * @param name a workload or address, {@code web → app}, a protocol, a host name; text of strangers
     * @param query finds its sessions
     */
    public record Line(String name, String query, long sessions, long packets, long bytes) {}
}
