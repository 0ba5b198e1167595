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
import java.time.Instant;

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

    /**
     * Runs the readings of the console once, on a tenant that does not exist: Neo4j plans each shape of query when it
     * first sees it, which takes 200 to 400 ms, and that should not be a person's wait.
     */
    public void warmUp() {
        var nobody = tenant("-");
        var moment = Instant.EPOCH;
        nobody.views().of("-", moment, moment);
        nobody.views().groups("-");
        nobody.views().functions("-");
        nobody.views().chains("-");
        nobody.traffic().observed("-", moment, moment, 1);
        nobody.inventory().domains();
        nobody.inventory().workloads("-");
        nobody.inventory().edgesOf("-");
        nobody.documents().current("-");
        nobody.documents().at("-", 0);
        nobody.revisions().newest("-", 1);
        nobody.drafts().of("-");
        nobody.audit().before(moment, 1);
        people().find("-");
        fleet().edges();
        outbox().pending();
    }

    @Override
    public void close() {
        database.close();
    }
}
