package dev.damson.edge.agent;

import java.nio.file.Path;

/**
 * Where the edge keeps things, all under its run folder.
 *
 * @param run {@code edge.run-folder}; on a disk, so that a rebooted host enforces with Kafka away
 */
public record EdgeFolders(Path run) {
    /** The edge's own bpffs: {@code ip netns exec} hides the system's. */
    public Path bpf() {
        return run.resolve("bpf");
    }

    /** Verified messages and blobs. */
    public Path state() {
        return run.resolve("state");
    }
}
