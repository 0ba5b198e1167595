package dev.damson.director.publish;

import java.util.Optional;

/** Gives what is to be published of a domain. */
public interface RevisionSource {
    /** The head as it was compiled, from what the graph holds; empty if the domain is gone or has no revision. */
    Optional<Publication> head(String tenant, String domain);

    /** What has changed under the head since; empty if nothing has. */
    Optional<MemberChanges> changes(String tenant, String domain);
}
