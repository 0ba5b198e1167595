package dev.damson.director;

import dev.damson.director.command.Commands;
import dev.damson.director.command.Heads;
import dev.damson.director.flow.FlowConsumer;
import dev.damson.director.live.EdgeReports;
import dev.damson.director.live.LiveStatus;
import dev.damson.director.publish.KafkaAccess;
import dev.damson.director.publish.Publisher;
import dev.damson.director.publish.TopicSetup;
import dev.damson.director.seed.Laboratory;
import dev.damson.policy.model.IpAddress;
import dev.damson.topology.TopologyGraph;
import dev.damson.wire.settings.Settings;
import dev.damson.wire.settings.SettingsException;
import dev.damson.wire.signature.SigningKey;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.Deque;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The director of one process: the commands, and the threads that publish, listen to edges and sum flows. */
public final class DirectorService implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(DirectorService.class);

    private static final String PRINCIPAL = "director";

    /** Edges that are enrolled at the start, with their addresses on the network between hosts. */
    private static final String UNDERLAY = "underlay.addresses";

    private static final String NEO4J_USER = "neo4j";

    /** Where an edge is that nobody has placed. */
    private static final String FIRST_ZONE = "zone-a";

    private final Director director;
    private final Deque<AutoCloseable> parts;

    private DirectorService(Director director, Deque<AutoCloseable> parts) {
        this.director = director;
        this.parts = parts;
    }

    /**
     * Connects to the graph, brings its schema up to date, seeds the laboratory if there is one, and starts the
     * threads. Kafka may be away: publishing and listening wait for it.
     *
     * @throws dev.damson.topology.store.GraphUnavailable if Neo4j does not answer
     * @throws dev.damson.wire.settings.SettingsException if a setting is missing
     */
    public static DirectorService start(Settings settings) {
        var parts = new ArrayDeque<AutoCloseable>();
        try {
            // As exact as the graph keeps it, so that a revision compiled again has the same time.
            var clock = Clock.tickMillis(ZoneOffset.UTC);
            var graph = keep(
                    parts,
                    TopologyGraph.open(
                            URI.create(settings.text("neo4j.uri")),
                            settings.text("neo4j.user", NEO4J_USER),
                            password(settings.path("neo4j.password-file"))));
            var key = SigningKey.read(settings.path("director.key-file"));
            var kafka =
                    KafkaAccess.read(settings.text("kafka.bootstrap"), settings.path("kafka.client-file." + PRINCIPAL));
            var topics = keep(parts, new TopicSetup(kafka));
            var heads = new Heads(graph);
            var live = new LiveStatus(clock);
            var publisher = keep(parts, new Publisher(graph, kafka, key, topics, heads, live::published));
            var commands = new Commands(graph, heads, live, publisher::wake, clock);
            settings.find("edge.id").ifPresent(edge -> enrol(graph, edge));
            settings.find(UNDERLAY).ifPresent(placed -> place(graph, placed));
            if (settings.flag("laboratory.enabled", false)) {
                new Laboratory(graph, commands.applying())
                        .seed(settings.path("laboratory.inventory"), settings.path("secrets.folder"));
            }
            var reports = keep(parts, new EdgeReports(graph.fleet(), kafka, topics, live));
            var flows = keep(
                    parts,
                    new FlowConsumer(
                            graph,
                            kafka,
                            (tenant, event) ->
                                    heads.ruleName(tenant, event.getDomain(), event.getRevision(), event.getRule()),
                            clock));
            graph.warmUp();
            publisher.start();
            reports.start();
            flows.start();
            return new DirectorService(new RunningDirector(graph, commands, live, clock), parts);
        } catch (RuntimeException failed) {
            closeAll(parts);
            throw failed;
        }
    }

    public Director director() {
        return director;
    }

    private static void enrol(TopologyGraph graph, String edge) {
        if (graph.fleet().edges().stream().noneMatch(known -> known.name().equals(edge))) {
            graph.fleet().enrol(edge, FIRST_ZONE);
        }
    }

    /** {@code edge-1=192.0.2.1, edge-2=192.0.2.2} */
    private static void place(TopologyGraph graph, String placed) {
        for (var part : placed.split(",", -1)) {
            var edge = part.strip().split("=", -1);
            if (edge.length != 2
                    || IpAddress.find(edge[1].strip()).filter(IpAddress::isIpv4).isEmpty()) {
                throw new SettingsException("the setting \"%s\" has \"%s\" where <edge>=<IPv4 address> goes"
                        .formatted(UNDERLAY, part.strip()));
            }
            enrol(graph, edge[0].strip());
            graph.fleet().place(edge[0].strip(), edge[1].strip());
        }
    }

    private static String password(Path file) {
        try {
            return Files.readString(file).strip();
        } catch (IOException failed) {
            throw new IllegalArgumentException("cannot read Neo4j's password in \"" + file + "\"", failed);
        }
    }

    private static <T extends AutoCloseable> T keep(Deque<AutoCloseable> parts, T part) {
        parts.push(part);
        return part;
    }

    /** Threads end before what they use. */
    @Override
    public void close() {
        closeAll(parts);
    }

    private static void closeAll(Deque<AutoCloseable> parts) {
        while (!parts.isEmpty()) {
            var part = parts.pop();
            try {
                part.close();
            } catch (Exception failed) {
                LOG.warn("{} did not close: {}", part.getClass().getSimpleName(), failed.getMessage());
            }
        }
    }
}
