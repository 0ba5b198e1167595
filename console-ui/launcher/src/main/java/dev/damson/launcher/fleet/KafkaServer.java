package dev.damson.launcher.fleet;

import dev.damson.launcher.data.PrivateFiles;
import dev.damson.launcher.data.Secrets;
import dev.damson.launcher.process.Component;
import dev.damson.launcher.process.Readiness;
import dev.damson.launcher.process.Step;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** The local Kafka: one node that is broker and controller, with a password for each principal and no access without an ACL. */
final class KafkaServer {
    static final String NAME = "kafka";

    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final List<String> JVM =
            List.of("-Xms64m", "-Xmx192m", "-XX:+UseSerialGC", "-XX:+ExitOnOutOfMemoryError");

    private final Site site;
    private final InetSocketAddress broker;
    private final InetSocketAddress controller;
    private final List<String> principals;

    KafkaServer(Site site, InetSocketAddress broker, InetSocketAddress controller, List<String> principals) {
        this.site = site;
        this.broker = broker;
        this.controller = controller;
        this.principals = List.copyOf(principals);
    }

    /** Writes the configuration and, before the very first start, formats the log folder. */
    Component prepare() throws IOException {
        var folder = site.folder(NAME, site.user());
        var data = folder.resolve("data");
        var properties = folder.resolve("server.properties");
        var logging = folder.resolve("log4j2.properties");
        PrivateFiles.write(site.data(), properties, configuration(data), site.user());
        PrivateFiles.write(site.data(), logging, LOGGING, site.user());
        var staged = site.staging().stage(NAME, "console-ui/servers/kafka");
        var flags = new java.util.ArrayList<>(JVM);
        flags.add("-Dlog4j2.configurationFile=" + logging);
        var server = new Component(
                NAME,
                site.user(),
                folder,
                site.jvm(NAME, flags),
                site.classPath(staged),
                List.of("kafka.Kafka", properties.toString()),
                Map.of(),
                new Readiness.PortAccepts(broker),
                PATIENCE,
                true,
                Site.text(broker));
        if (Files.notExists(data.resolve("meta.properties"))) {
            Step.run(
                    server,
                    "kafka.tools.StorageTool",
                    List.of("format", "-t", newClusterId(), "-c", properties.toString()),
                    site.environment());
        }
        return server;
    }

    private static String newClusterId() {
        var uuid = UUID.randomUUID();
        var bytes = ByteBuffer.allocate(16)
                .putLong(uuid.getMostSignificantBits())
                .putLong(uuid.getLeastSignificantBits())
                .array();
        // Kafka reads a leading hyphen as an option.
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes).replaceFirst("^-", "A");
    }

    /**
     * One node, so every replication factor is 1; few partitions of internal topics, as each costs files and start
     * time. A short broker session lets a killed broker come back in 4 s instead of 13. The cleaner's buffer is what a
     * heap of 192 MB can bear. The controller asks for a password too, or anyone on this machine could ask it.
     */
    private String configuration(Path data) throws IOException {
        return """
                process.roles=broker,controller
                node.id=1
                controller.quorum.voters=1@%1$s
                listeners=BROKER://%2$s,CONTROLLER://%1$s
                advertised.listeners=BROKER://%2$s
                listener.security.protocol.map=BROKER:SASL_PLAINTEXT,CONTROLLER:SASL_PLAINTEXT
                inter.broker.listener.name=BROKER
                controller.listener.names=CONTROLLER
                sasl.enabled.mechanisms=PLAIN
                sasl.mechanism.inter.broker.protocol=PLAIN
                sasl.mechanism.controller.protocol=PLAIN
                listener.name.broker.plain.sasl.jaas.config=%3$s
                listener.name.controller.plain.sasl.jaas.config=%3$s
                authorizer.class.name=org.apache.kafka.metadata.authorizer.StandardAuthorizer
                allow.everyone.if.no.acl.found=false
                super.users=User:%4$s;User:director
                log.dirs=%5$s
                auto.create.topics.enable=false
                num.partitions=1
                default.replication.factor=1
                min.insync.replicas=1
                offsets.topic.replication.factor=1
                offsets.topic.num.partitions=8
                transaction.state.log.replication.factor=1
                transaction.state.log.min.isr=1
                transaction.state.log.num.partitions=8
                share.coordinator.state.topic.replication.factor=1
                share.coordinator.state.topic.min.isr=1
                share.coordinator.state.topic.num.partitions=4
                group.initial.rebalance.delay.ms=0
                broker.session.timeout.ms=2000
                broker.heartbeat.interval.ms=500
                log.cleaner.dedupe.buffer.size=16777216
                log.cleaner.threads=1
                """.formatted(Site.text(controller), Site.text(broker), accounts(), Secrets.BROKER, data);
    }

    private String accounts() throws IOException {
        var text = new StringBuilder("org.apache.kafka.common.security.plain.PlainLoginModule required username=\"%s\""
                .formatted(Secrets.BROKER));
        var brokerPassword = site.secrets().kafkaPassword(Secrets.BROKER);
        text.append(" password=\"").append(brokerPassword).append('"');
        text.append(" user_")
                .append(Secrets.BROKER)
                .append("=\"")
                .append(brokerPassword)
                .append('"');
        for (var principal : principals) {
            text.append(" user_%s=\"%s\"".formatted(principal, site.secrets().kafkaPassword(principal)));
        }
        return text.append(';').toString();
    }

    private static final String LOGGING = """
            appender.out.type=Console
            appender.out.name=out
            appender.out.layout.type=PatternLayout
            appender.out.layout.pattern=%d{ISO8601} %-5p %c{1}: %m%n
            rootLogger.level=warn
            rootLogger.appenderRef.out.ref=out
            logger.server.name=kafka.server.KafkaRaftServer
            logger.server.level=info
            # What a client may not do is an answer to that client; as a log line it would only fill the disk.
            logger.authorizer.name=kafka.authorizer.logger
            logger.authorizer.level=warn
            """;
}
