package dev.damson.topology.store;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.neo4j.driver.Record;
import org.neo4j.driver.TransactionContext;

/** What belongs to no single tenant: the list of tenants, the fleet of edges, accounts at sign-in, the outbox. */
public final class PlatformScope implements Scope {
    private final Database database;

    public PlatformScope(Database database) {
        this.database = database;
    }

    @Override
    public <T> T read(Function<Statements, T> work) {
        return database.read(transaction -> work.apply(new Unscoped(transaction)));
    }

    @Override
    public <T> T write(Function<Statements, T> work) {
        return database.write(transaction -> work.apply(new Unscoped(transaction)));
    }

    private record Unscoped(TransactionContext transaction) implements Statements {
        @Override
        public List<Record> run(String cypher, Map<String, ?> parameters) {
            return transaction.run(cypher, new HashMap<>(parameters)).list();
        }
    }
}
