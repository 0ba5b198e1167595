package dev.damson.topology.store;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.neo4j.driver.Record;

/** Runs Cypher with parameters inside one transaction. */
public interface Statements {
    /**
     * All rows of one statement.
     *
     * @throws IllegalArgumentException if the statement breaks the rule of its scope
     */
    List<Record> run(String cypher, Map<String, ?> parameters);

    default Optional<Record> one(String cypher, Map<String, ?> parameters) {
        return run(cypher, parameters).stream().findFirst();
    }
}
