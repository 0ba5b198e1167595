package dev.damson.edge.agent.metrics;

import dev.damson.edge.agent.Edge;
import dev.damson.wire.settings.SettingsException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers {@code GET /metrics} (HTTP/1.1, one request a connection). There are tenants' names in it and nobody signs in, so
 * it listens on loopback only: who scrapes from elsewhere puts a proxy before it.
 */
public final class MetricsServer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(MetricsServer.class);

    private static final int BACKLOG = 4;
    private static final int PATIENCE_MILLIS = 2_000;

    /** A scraper's request has some hundred bytes. */
    private static final int LONGEST_LINE = 8_192;

    private static final int MOST_LINES = 100;

    private final ServerSocket socket;
    private final Supplier<String> metrics;
    private final Thread thread;

    private MetricsServer(ServerSocket socket, Supplier<String> metrics) {
        this.socket = socket;
        this.metrics = metrics;
        thread = Thread.ofPlatform().name("edge-metrics").daemon(true).start(this::run);
    }

    /**
     * Begins to listen.
     *
     * @param address unresolved, as a settings file names it; port 0: any free one
     * @throws SettingsException if the address is not of this host's loopback, or taken
     */
    public static MetricsServer start(InetSocketAddress address, Edge edge) {
        return start(address, () -> PrometheusText.of(edge.statements(), edge.connections()));
    }

    static MetricsServer start(InetSocketAddress address, Supplier<String> metrics) {
        try {
            var host = InetAddress.getByName(address.getHostString());
            if (!host.isLoopbackAddress()) {
                throw new SettingsException(
                        "\"edge.metrics-address\" is \"%s\", but must be an address of loopback, such as 127.0.0.1:9464"
                                .formatted(address));
            }
            return new MetricsServer(new ServerSocket(address.getPort(), BACKLOG, host), metrics);
        } catch (UnknownHostException unknown) {
            throw new SettingsException(
                    "\"edge.metrics-address\" names the host \"%s\", which is not known"
                            .formatted(address.getHostString()),
                    unknown);
        } catch (IOException refused) {
            throw new SettingsException(
                    "nothing can listen at \"edge.metrics-address\" %s: %s".formatted(address, refused.getMessage()),
                    refused);
        }
    }

    int port() {
        return socket.getLocalPort();
    }

    private void run() {
        while (!socket.isClosed()) {
            try (var connection = socket.accept()) {
                connection.setSoTimeout(PATIENCE_MILLIS);
                answer(connection);
            } catch (IOException gone) {
                LOG.debug("a scraper went away", gone);
            } catch (RuntimeException failed) {
                LOG.warn("the metrics could not be told", failed);
            }
        }
    }

    private void answer(Socket connection) throws IOException {
        var reader = new BufferedReader(
                new InputStreamReader(connection.getInputStream(), StandardCharsets.ISO_8859_1), LONGEST_LINE);
        var request = reader.readLine();
        if (request == null) {
            return;
        }
        for (var line = 0; line < MOST_LINES; line++) {
            var header = reader.readLine();
            if (header == null || header.isEmpty()) {
                break;
            }
        }
        var known = request.startsWith("GET /metrics ") || request.startsWith("GET /metrics?");
        var body = (known ? metrics.get() : "There is only /metrics here.\n").getBytes(StandardCharsets.UTF_8);
        var head = "HTTP/1.1 %s\r\nContent-Type: text/plain; version=0.0.4; charset=utf-8\r\nContent-Length: %d\r\n"
                        .formatted(known ? "200 OK" : "404 Not Found", body.length)
                + "Connection: close\r\n\r\n";
        var output = connection.getOutputStream();
        output.write(head.getBytes(StandardCharsets.ISO_8859_1));
        output.write(body);
        output.flush();
    }

    @Override
    public void close() {
        try {
            socket.close();
            thread.join();
        } catch (IOException failed) {
            LOG.debug("the metrics' socket did not close", failed);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
