package dev.damson.topology.store;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.neo4j.driver.Record;
import org.neo4j.driver.TransactionContext;

/**
 * One tenant's part of the graph. Every statement gets the parameter {@code $tenant} from here and nowhere else, and a
 * statement that does not use it is refused: so a query that forgets its tenant cannot run.
 */
public final class TenantScope implements Scope {
    private static final String PARAMETER = "tenant";

    private final Database database;
    private final String tenant;

    public TenantScope(Database database, String tenant) {
        if (tenant.isBlank()) {
            throw new IllegalArgumentException("a tenant's scope needs the tenant's name");
        }
        this.database = database;
        this.tenant = tenant;
    }

    public String tenant() {
        return tenant;
    }

    @Override
    public <T> T read(Function<Statements, T> work) {
        return database.read(transaction -> work.apply(new Scoped(transaction, tenant)));
    }

    @Override
    public <T> T write(Function<Statements, T> work) {
        return database.write(transaction -> work.apply(new Scoped(transaction, tenant)));
    }

    private record Scoped(TransactionContext transaction, String tenant) implements Statements {
        @Override
        public List<Record> run(String cypher, Map<String, ?> parameters) {
            if (!cypher.contains("$" + PARAMETER)) {
                throw new IllegalArgumentException("a statement of a tenant's scope must use $tenant: " + cypher);
            }
            if (parameters.containsKey(PARAMETER)) {
                throw new IllegalArgumentException("$tenant comes from the scope, not from the caller: " + cypher);
            }
            var scoped = new HashMap<String, Object>(parameters);
            scoped.put(PARAMETER, tenant);
            return transaction.run(cypher, scoped).list();
        }
    }
}
