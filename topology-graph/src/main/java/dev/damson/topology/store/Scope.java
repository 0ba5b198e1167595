package dev.damson.topology.store;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.neo4j.driver.Record;

/** Where statements run: one tenant's part of the graph, or the platform's. */
public sealed interface Scope permits TenantScope, PlatformScope {
    /** Runs the work in a read transaction; it may run again after a transient error. */
    <T> T read(Function<Statements, T> work);

    /** Runs the work in a write transaction; it may run again after a transient error, so it must not have effects elsewhere. */
    <T> T write(Function<Statements, T> work);

    default <T> List<T> list(String cypher, Map<String, ?> parameters, Function<Record, T> row) {
        return read(statements ->
                statements.run(cypher, parameters).stream().map(row).toList());
    }
}
