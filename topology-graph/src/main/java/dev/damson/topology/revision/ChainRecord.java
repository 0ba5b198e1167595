package dev.damson.topology.revision;

import java.util.List;

/** An ordered list of functions; {@code open} says whether traffic passes when none of a hop's instances is alive. */
public record ChainRecord(String name, List<String> functions, boolean open) {
    public ChainRecord {
        functions = List.copyOf(functions);
    }
}
