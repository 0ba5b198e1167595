package dev.damson.topology.revision;

/** Something that is committed and may not be published yet. */
public sealed interface OutboxEntry {
    /** The head of a domain; {@code version} is the number of its {@link dev.damson.topology.document.Version}. */
    record DomainHead(String tenant, String domain, long version) implements OutboxEntry {}

    /** The port bindings of an edge; {@code change} counts the commits that touched them. */
    record EdgePorts(String edge, long change) implements OutboxEntry {}
}
