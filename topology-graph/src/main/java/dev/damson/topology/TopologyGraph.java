package dev.damson.topology;

import ac.simons.neo4j.migrations.core.Migrations;
import ac.simons.neo4j.migrations.core.MigrationsConfig;
import dev.damson.topology.inventory.DomainRecord;
import dev.damson.topology.inventory.Fleet;
import dev.damson.topology.inventory.Tenants;
import dev.damson.topology.people.People;
import dev.damson.topology.revision.Outbox;
import dev.damson.topology.store.Database;
import dev.damson.topology.store.PlatformScope;
import dev.damson.topology.store.TenantScope;
import java.net.URI;

/**
 * The graph of an installation: what is meant. Tenants' things are reached through {@link #tenant}, the platform's
 * through the other methods. Safe for many threads.
 */
public final class TopologyGraph implements AutoCloseable {
    private static final String MIGRATIONS = "classpath:dev/damson/topology/migrations";

    private final Database database;
    private final PlatformScope platform;

    private TopologyGraph(Database database) {
        this.database = database;
        this.platform = new PlatformScope(database);
    }

    /**
     * Connects and brings the schema up to date.
     *
     * @throws dev.damson.topology.store.GraphUnavailable if Neo4j does not answer or refuses the sign-in
     */
    public static TopologyGraph open(URI address, String user, String password) {
        var database = Database.open(address, user, password);
        try {
            database.verify();
            var config =
                    MigrationsConfig.builder().withLocationsToScan(MIGRATIONS).build();
            new Migrations(config, database.driver()).apply();
            return new TopologyGraph(database);
        } catch (RuntimeException failed) {
            database.close();
            throw failed;
        }
    }

    public TenantGraph tenant(String tenant) {
        return new TenantGraph(new TenantScope(database, tenant));
    }

    public Tenants tenants() {
        return new Tenants(platform);
    }

    /** Makes the domain if the tenant does not have it. */
    public DomainRecord createDomain(String tenant, String domain) {
        return Tenants.createDomain(new TenantScope(database, tenant), domain);
    }

    public Fleet fleet() {
        return new Fleet(platform);
    }

    public People people() {
        return new People(platform);
    }

    public Outbox outbox() {
        return new Outbox(platform);
    }

    @Override
    public void close() {
        database.close();
    }
}
