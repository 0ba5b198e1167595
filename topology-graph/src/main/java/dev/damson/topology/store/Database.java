package dev.damson.topology.store;

import java.net.URI;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.neo4j.driver.AuthTokens;
import org.neo4j.driver.Config;
import org.neo4j.driver.Driver;
import org.neo4j.driver.GraphDatabase;
import org.neo4j.driver.Session;
import org.neo4j.driver.SessionConfig;
import org.neo4j.driver.TransactionContext;
import org.neo4j.driver.exceptions.AuthenticationException;
import org.neo4j.driver.exceptions.ServiceUnavailableException;

/** The connection pool to one Neo4j database. Safe for many threads; close it once. */
public final class Database implements AutoCloseable {
    /** Community edition has one database for data, with this name. */
    private static final String NAME = "neo4j";

    /** A console page waits for its queries: rather a clear error than a page that hangs. */
    private static final Duration CONNECTION_WAIT = Duration.ofSeconds(10);

    /** How long the driver repeats a transaction that failed for a passing reason (a deadlock, a restart). */
    private static final Duration RETRY = Duration.ofSeconds(15);

    private static final SessionConfig SESSION = SessionConfig.forDatabase(NAME);

    private final URI address;
    private final Driver driver;

    private Database(URI address, Driver driver) {
        this.address = address;
        this.driver = driver;
    }

    /** Opens the pool; nothing is asked of the server yet. */
    public static Database open(URI address, String user, String password) {
        var config = Config.builder()
                .withConnectionAcquisitionTimeout(CONNECTION_WAIT.toMillis(), TimeUnit.MILLISECONDS)
                .withConnectionTimeout(CONNECTION_WAIT.toMillis(), TimeUnit.MILLISECONDS)
                .withMaxTransactionRetryTime(RETRY.toMillis(), TimeUnit.MILLISECONDS)
                .withTelemetryDisabled(true)
                .build();
        return new Database(address, GraphDatabase.driver(address, AuthTokens.basic(user, password), config));
    }

    /**
     * Asks the server whether it is there and lets us in.
     *
     * @throws GraphUnavailable if not
     */
    public void verify() {
        guarded(session ->
                session.executeRead(transaction -> transaction.run("RETURN 1").consume()));
    }

    public Driver driver() {
        return driver;
    }

    <T> T read(Function<TransactionContext, T> work) {
        return guarded(session -> session.executeRead(work::apply));
    }

    <T> T write(Function<TransactionContext, T> work) {
        return guarded(session -> session.executeWrite(work::apply));
    }

    private <T> T guarded(Function<Session, T> work) {
        try (var session = driver.session(SESSION)) {
            return work.apply(session);
        } catch (ServiceUnavailableException unavailable) {
            throw new GraphUnavailable("Neo4j at \"" + address + "\" does not answer", unavailable);
        } catch (AuthenticationException refused) {
            throw new GraphUnavailable(
                    "Neo4j at \"" + address + "\" refused the sign-in: look at neo4j.user and neo4j.password-file",
                    refused);
        }
    }

    @Override
    public void close() {
        driver.close();
    }
}
