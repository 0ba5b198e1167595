package dev.damson.topology.revision;

/** Something that is committed and may not be published yet. */
public sealed interface OutboxEntry {
    /** The head of a domain. */
    record DomainHead(String tenant, String domain, long revision) implements OutboxEntry {}

    /** The port bindings of an edge; {@code change} counts the commits that touched them. */
    record EdgePorts(String edge, long change) implements OutboxEntry {}
}
