package dev.damson.topology.revision;

import dev.damson.topology.store.PlatformScope;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.neo4j.driver.Value;

/**
 * What the publisher still has to look at. An entry says where to look, not what was published: that is read from the
 * topic itself.
 */
public final class Outbox {
    private final PlatformScope platform;

    public Outbox(PlatformScope platform) {
        this.platform = platform;
    }

    /** Edges first: an edge that knows its ports can use a revision at once. */
    public List<OutboxEntry> pending() {
        return platform
                .list("MATCH (o:Outbox) RETURN o ORDER BY o.edge IS NULL, o.key", Map.of(), row -> entry(row.get("o")))
                .stream()
                .flatMap(Optional::stream)
                .toList();
    }

    /** Empty for an entry that was taken out between finding and reading it. */
    private static Optional<OutboxEntry> entry(Value node) {
        if (node.get("revision").isNull()) {
            return Optional.empty();
        }
        var revision = node.get("revision").asLong();
        return Optional.of(
                node.get("edge").isNull()
                        ? new OutboxEntry.DomainHead(
                                node.get("tenant").asString(),
                                node.get("domain").asString(),
                                revision)
                        : new OutboxEntry.EdgePorts(node.get("edge").asString(), revision));
    }

    /** Asks for another look at a domain. */
    public void again(OutboxEntry.DomainHead head) {
        platform.write(statements -> statements.run(
                """
                MERGE (o:Outbox {key: 'domain/' + $tenant + '/' + $domain})
                ON CREATE SET o.tenant = $tenant, o.domain = $domain, o.revision = $revision
                """, Map.of("tenant", head.tenant(), "domain", head.domain(), "revision", head.version())));
    }

    /** Takes the entry out, unless something newer was committed since it was read. */
    public void done(OutboxEntry entry) {
        var parameters = switch (entry) {
            case OutboxEntry.DomainHead head ->
                Map.of("key", (Object) ("domain/" + head.tenant() + "/" + head.domain()), "revision", head.version());
            case OutboxEntry.EdgePorts ports ->
                Map.of("key", (Object) ("edge/" + ports.edge()), "revision", ports.change());
        };
        platform.write(statements ->
                statements.run("MATCH (o:Outbox {key: $key}) WHERE o.revision <= $revision DELETE o", parameters));
    }
}
