package dev.damson.topology;

import dev.damson.topology.store.GraphUnavailable;
import java.net.URI;
import java.nio.CharBuffer;
import java.time.Duration;
import java.util.Map;
import org.neo4j.driver.AuthToken;
import org.neo4j.driver.AuthTokens;
import org.neo4j.driver.GraphDatabase;
import org.neo4j.driver.SessionConfig;
import org.neo4j.driver.exceptions.AuthenticationException;
import org.neo4j.driver.exceptions.Neo4jException;
import org.neo4j.driver.exceptions.SecurityException;
import org.neo4j.driver.exceptions.ServiceUnavailableException;

/**
 * Gives a fresh Neo4j its first password over Bolt, and so also waits until the server listens; does nothing when the
 * password is set already.
 */
final class FirstPassword {
    private static final String USER = "neo4j";
    private static final String PASSWORD_AS_DELIVERED = "neo4j";
    private static final String SYSTEM_DATABASE = "system";

    /** Between two looks at a server that is still starting; a start takes 4 to 8 s. */
    private static final Duration PAUSE = Duration.ofMillis(200);

    private final URI server;
    private final Duration wait;

    /** @param wait how long a starting server is waited for */
    FirstPassword(URI server, Duration wait) {
        this.server = server;
        this.wait = wait;
    }

    /**
     * Makes this the password, whatever the state of the server.
     *
     * @throws GraphUnavailable if the server does not answer in time, or has a password of its own already
     */
    void set(char[] password) {
        if (awaitAnswer(password)) {
            return;
        }
        try (var driver = GraphDatabase.driver(server, token(PASSWORD_AS_DELIVERED.toCharArray()));
                var session = driver.session(SessionConfig.forDatabase(SYSTEM_DATABASE))) {
            session.run(
                            "ALTER CURRENT USER SET PASSWORD FROM $old TO $new",
                            Map.of("old", PASSWORD_AS_DELIVERED, "new", String.valueOf(password)))
                    .consume();
        } catch (AuthenticationException refused) {
            throw new GraphUnavailable(
                    "Neo4j at \"" + server + "\" has another password than the one in neo4j.password-file", refused);
        } catch (Neo4jException failed) {
            throw new GraphUnavailable(
                    "Neo4j at \"" + server + "\" did not take the password: " + failed.getMessage(), failed);
        }
    }

    /** Whether the password is taken. A server that starts, or that locked the account for 5 s, is asked again. */
    private boolean awaitAnswer(char[] password) {
        var end = System.nanoTime() + wait.toNanos();
        while (true) {
            try (var driver = GraphDatabase.driver(server, token(password))) {
                driver.verifyConnectivity();
                return true;
            } catch (AuthenticationException refused) {
                return false;
            } catch (ServiceUnavailableException | SecurityException notNow) {
                if (System.nanoTime() - end > 0) {
                    throw new GraphUnavailable(
                            "Neo4j at \"" + server + "\" did not answer within " + wait.toSeconds() + " s", notNow);
                }
                pause();
            }
        }
    }

    private static AuthToken token(char[] password) {
        return AuthTokens.basic(USER, CharBuffer.wrap(password).toString());
    }

    private static void pause() {
        try {
            Thread.sleep(PAUSE);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting for Neo4j", interrupted);
        }
    }
}
