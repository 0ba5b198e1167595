package dev.damson.director.publish;

import java.util.Optional;

/** Gives the compiled head of a domain. */
@FunctionalInterface
public interface RevisionSource {
    /** Compiled from what the graph holds; empty if the domain is gone or has no revision. */
    Optional<Publication> head(String tenant, String domain);
}
