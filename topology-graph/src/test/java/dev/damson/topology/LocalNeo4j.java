package dev.damson.topology;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A real Neo4j in a child process, with data in a temporary folder and Bolt on a free port of the loopback. One is
 * shared by all tests of a JVM and ends with it; tests keep apart by the names of their tenants.
 */
public final class LocalNeo4j {
    /** A cold start on two busy cores takes 20 s. */
    private static final Duration START = Duration.ofSeconds(90);

    private static @Nullable LocalNeo4j shared;

    private final Path folder;
    private final int port;
    private final String password;
    private final Process process;

    private LocalNeo4j(Path folder, int port, String password, Process process) {
        this.folder = folder;
        this.port = port;
        this.password = password;
        this.process = process;
    }

    /** The server of this JVM, with its first password set; started on the first call. */
    public static synchronized LocalNeo4j shared() {
        if (shared == null) {
            var server = start();
            Runtime.getRuntime().addShutdownHook(new Thread(server::stop));
            new FirstPassword(server.uri(), START).set(server.password.toCharArray());
            shared = server;
        }
        return shared;
    }

    /** A server of the caller's own, as it comes: its password is still {@code neo4j}. The caller stops it. */
    public static LocalNeo4j start() {
        try {
            var folder = Files.createTempDirectory("damson-neo4j-");
            var port = freePort();
            Files.createDirectories(folder.resolve("conf"));
            Files.writeString(folder.resolve("conf/neo4j.conf"), configuration(port));
            var random = new byte[12];
            new SecureRandom().nextBytes(random);
            var process = new ProcessBuilder(command(folder))
                    .redirectErrorStream(true)
                    .redirectOutput(folder.resolve("out.log").toFile())
                    .start();
            return new LocalNeo4j(folder, port, HexFormat.of().formatHex(random), process);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    public URI uri() {
        return URI.create("bolt://127.0.0.1:" + port);
    }

    public String user() {
        return "neo4j";
    }

    public String password() {
        return password;
    }

    /** Connects as the product does; the caller closes the graph. */
    public TopologyGraph open() {
        return TopologyGraph.open(uri(), user(), password);
    }

    /** Ends the process and removes its folder. */
    public void stop() {
        process.destroyForcibly();
        try {
            process.waitFor(START.toSeconds(), TimeUnit.SECONDS);
            try (var files = Files.walk(folder)) {
                for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.deleteIfExists(file);
                }
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private static List<String> command(Path folder) {
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of(
                "-Xms128m",
                "-Xmx384m",
                "-XX:+UseSerialGC",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "--add-opens=java.base/java.nio=ALL-UNNAMED",
                "--add-opens=java.base/java.io=ALL-UNNAMED",
                "--add-opens=java.base/sun.nio.ch=ALL-UNNAMED"));
        command.addAll(List.of(
                "-cp",
                jars() + "/*",
                "org.neo4j.server.Neo4jCommunity",
                "--home-dir=" + folder,
                "--config-dir=" + folder.resolve("conf")));
        return command;
    }

    /** The folder that console-ui/servers/neo4j copies the server's jars to. */
    private static Path jars() {
        for (var folder = Path.of("").toAbsolutePath(); folder != null; folder = folder.getParent()) {
            var jars = folder.resolve("console-ui/servers/neo4j/target/dist/lib");
            if (Files.isDirectory(jars)) {
                return jars;
            }
        }
        throw new IllegalStateException("console-ui/servers/neo4j is not built: build this module with -am");
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static String configuration(int port) {
        return """
                server.default_listen_address=127.0.0.1
                server.bolt.listen_address=127.0.0.1:%1$d
                server.bolt.advertised_address=127.0.0.1:%1$d
                server.http.enabled=false
                server.https.enabled=false
                dbms.security.auth_enabled=true
                # A test that signs in wrongly must not lock the others out.
                dbms.security.auth_max_failed_attempts=0
                server.memory.pagecache.size=64m
                dbms.usage_report.enabled=false
                server.fleet_discovery.enabled=false
                server.bolt.telemetry.enabled=false
                db.tx_log.rotation.size=16m
                internal.server.bolt.thread_pool_shutdown_wait_time=0s
                internal.server.bolt.connection_shutdown_wait_time=0s
                """.formatted(port);
    }
}
