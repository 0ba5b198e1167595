package dev.damson.edge.agent;

import dev.damson.edge.agent.kafka.KafkaAccess;
import dev.damson.edge.agent.kafka.Outbox;
import dev.damson.edge.agent.kafka.TopicReader;
import dev.damson.edge.agent.metrics.MetricsServer;
import dev.damson.edge.agent.stream.Outlets;
import dev.damson.edge.kernel.net.Netns;
import dev.damson.wire.signature.TrustedKey;
import java.util.Optional;

/** An edge with its Kafka around it. */
public final class Daemon implements AutoCloseable {
    /** Of reports that wait; all of them together are some tens of kilobytes. */
    private static final int REPORT_BYTES = 1 << 20;

    /** Of flow events that wait: some ten thousand. */
    private static final int FLOW_BYTES = 2 << 20;

    /** Of sections that wait: a second of a busy tap. */
    private static final int TAP_BYTES = 4 << 20;

    private final Outbox reports;
    private final Outbox flows;
    private final Outbox taps;
    private final Edge edge;
    private final TopicReader reader;
    private final Optional<MetricsServer> metrics;

    private Daemon(EdgeSettings settings) {
        var kafka = new KafkaAccess(settings);
        var trusted = TrustedKey.read(settings.trustFile());
        reports = new Outbox("reports", kafka, REPORT_BYTES);
        flows = new Outbox("flows", kafka, FLOW_BYTES);
        taps = new Outbox("taps", kafka, TAP_BYTES);
        try (var namespace = Netns.of(settings.namespace())) {
            edge = Edge.start(
                    settings.edge(),
                    namespace,
                    settings.underlayInterface(),
                    settings.folders(),
                    trusted,
                    new Outlets(reports, flows, taps));
        }
        reader = new TopicReader(kafka, edge);
        metrics = settings.metricsAddress().map(address -> MetricsServer.start(address, edge));
    }

    /** Starts one; what was live before is live again when this returns. */
    public static Daemon start(EdgeSettings settings) {
        var daemon = new Daemon(settings);
        daemon.reader.start();
        return daemon;
    }

    /** What is enforced stays. */
    @Override
    public void close() {
        metrics.ifPresent(MetricsServer::close);
        reader.close();
        edge.close();
        taps.close();
        flows.close();
        reports.close();
    }
}
