package dev.damson.director.live;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * One edge as it last reported.
 *
 * @param alive a heartbeat came within {@link LiveStatus#SILENCE}
 * @param heartbeat when the last one was sent; empty if none is known
 * @param problems what it says is wrong, as subject and message
 */
public record EdgeStatus(
        String edge,
        boolean alive,
        Optional<Instant> heartbeat,
        String version,
        String kernel,
        List<String> capabilities,
        int guardedPorts,
        List<EdgeProblem> problems) {
    public EdgeStatus {
        capabilities = List.copyOf(capabilities);
        problems = List.copyOf(problems);
    }

    /** For people of one tenant: a problem may name another tenant's things. */
    public EdgeStatus withoutProblems() {
        return new EdgeStatus(edge, alive, heartbeat, version, kernel, capabilities, guardedPorts, List.of());
    }

    /** Something that an edge says is wrong, and since when. */
    public record EdgeProblem(String subject, String message, Instant at) {}
}
