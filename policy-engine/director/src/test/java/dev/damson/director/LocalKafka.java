package dev.damson.director;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * A real Kafka in a child process: one node on free ports of the loopback, a password for each principal, no access
 * without an ACL except for {@code director}. One is shared by all tests of a JVM and ends with it; tests keep apart
 * by the names of their tenants and edges.
 */
public final class LocalKafka {
    /** Who can sign in; each one's password is its name (nothing but this test's loopback can reach the server). */
    private static final List<String> PRINCIPALS =
            List.of("admin", "director", "collector", "console", "edge-1", "edge-2", "edge-3", "edge-4");

    private static final Duration START = Duration.ofSeconds(90);
    private static final Duration PAUSE = Duration.ofMillis(50);

    private static @Nullable LocalKafka shared;

    private final Path folder;
    private final int port;
    private final Process process;

    private LocalKafka(Path folder, int port, Process process) {
        this.folder = folder;
        this.port = port;
        this.process = process;
    }

    /** The server of this JVM; started on the first call. */
    public static synchronized LocalKafka shared() {
        if (shared == null) {
            var server = start();
            Runtime.getRuntime().addShutdownHook(new Thread(server::stop));
            server.awaitPort();
            shared = server;
        }
        return shared;
    }

    public String bootstrap() {
        return "127.0.0.1:" + port;
    }

    /** The client settings of a principal. */
    public Properties client(String principal) {
        var properties = new Properties();
        properties.setProperty("bootstrap.servers", bootstrap());
        properties.setProperty("security.protocol", "SASL_PLAINTEXT");
        properties.setProperty("sasl.mechanism", "PLAIN");
        properties.setProperty(
                "sasl.jaas.config",
                "org.apache.kafka.common.security.plain.PlainLoginModule required username=\"%1$s\" password=\"%1$s\";"
                        .formatted(principal));
        return properties;
    }

    private static LocalKafka start() {
        try {
            var folder = Files.createTempDirectory("damson-kafka-");
            int broker;
            int controller;
            try (var first = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                    var second = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
                broker = first.getLocalPort();
                controller = second.getLocalPort();
            }
            var properties = folder.resolve("server.properties");
            Files.writeString(properties, configuration(broker, controller, folder.resolve("data")));
            Files.writeString(folder.resolve("log4j2.properties"), LOGGING);
            var format = run(
                    folder,
                    "kafka.tools.StorageTool",
                    "format",
                    "-t",
                    "AAAAAAAAAAAAAAAAAAAAAA",
                    "-c",
                    properties.toString());
            if (format.waitFor() != 0) {
                throw new IllegalStateException(Files.readString(folder.resolve("out.log")));
            }
            return new LocalKafka(folder, broker, run(folder, "kafka.Kafka", properties.toString()));
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }

    private static Process run(Path folder, String main, String... arguments) throws IOException {
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-Xms64m", "-Xmx192m", "-XX:+UseSerialGC"));
        command.add("-Dlog4j2.configurationFile=" + folder.resolve("log4j2.properties"));
        command.addAll(List.of("-cp", jars() + "/*", main));
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(
                        folder.resolve("out.log").toFile()))
                .start();
    }

    private void awaitPort() {
        var end = System.nanoTime() + START.toNanos();
        while (true) {
            try (var socket = new Socket()) {
                socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 500);
                return;
            } catch (IOException notYet) {
                if (System.nanoTime() - end > 0 || !process.isAlive()) {
                    throw new IllegalStateException("Kafka did not start, see " + folder.resolve("out.log"), notYet);
                }
                LockSupport.parkNanos(PAUSE.toNanos());
            }
        }
    }

    private void stop() {
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

    /** The folder that console-ui/servers/kafka copies the server's jars to. */
    private static Path jars() {
        for (var folder = Path.of("").toAbsolutePath(); folder != null; folder = folder.getParent()) {
            var jars = folder.resolve("console-ui/servers/kafka/target/dist/lib");
            if (Files.isDirectory(jars)) {
                return jars;
            }
        }
        throw new IllegalStateException("console-ui/servers/kafka is not built: build this module with -am");
    }

    private static String configuration(int broker, int controller, Path data) {
        var accounts = new StringBuilder("org.apache.kafka.common.security.plain.PlainLoginModule required")
                .append(" username=\"admin\" password=\"admin\"");
        PRINCIPALS.forEach(name -> accounts.append(" user_%1$s=\"%1$s\"".formatted(name)));
        return """
                process.roles=broker,controller
                node.id=1
                controller.quorum.voters=1@127.0.0.1:%2$d
                listeners=BROKER://127.0.0.1:%1$d,CONTROLLER://127.0.0.1:%2$d
                advertised.listeners=BROKER://127.0.0.1:%1$d
                listener.security.protocol.map=BROKER:SASL_PLAINTEXT,CONTROLLER:SASL_PLAINTEXT
                inter.broker.listener.name=BROKER
                controller.listener.names=CONTROLLER
                sasl.enabled.mechanisms=PLAIN
                sasl.mechanism.inter.broker.protocol=PLAIN
                sasl.mechanism.controller.protocol=PLAIN
                listener.name.broker.plain.sasl.jaas.config=%3$s;
                listener.name.controller.plain.sasl.jaas.config=%3$s;
                authorizer.class.name=org.apache.kafka.metadata.authorizer.StandardAuthorizer
                allow.everyone.if.no.acl.found=false
                super.users=User:admin;User:director
                log.dirs=%4$s
                auto.create.topics.enable=false
                num.partitions=1
                default.replication.factor=1
                min.insync.replicas=1
                offsets.topic.replication.factor=1
                offsets.topic.num.partitions=1
                transaction.state.log.replication.factor=1
                transaction.state.log.min.isr=1
                transaction.state.log.num.partitions=1
                group.initial.rebalance.delay.ms=0
                log.cleaner.dedupe.buffer.size=16777216
                log.cleaner.threads=1
                """.formatted(broker, controller, accounts, data);
    }

    private static final String LOGGING = """
            appender.out.type=Console
            appender.out.name=out
            appender.out.layout.type=PatternLayout
            appender.out.layout.pattern=%d{ISO8601} %-5p %c{1}: %m%n
            rootLogger.level=warn
            rootLogger.appenderRef.out.ref=out
            """;
}
