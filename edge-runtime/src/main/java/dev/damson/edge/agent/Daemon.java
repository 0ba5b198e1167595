package dev.damson.edge.agent;

import dev.damson.edge.agent.kafka.KafkaAccess;
import dev.damson.edge.agent.kafka.Outbox;
import dev.damson.edge.agent.kafka.TopicReader;
import dev.damson.edge.kernel.net.Netns;
import dev.damson.wire.signature.TrustedKey;
import dev.damson.wire.topic.Topics;

/** An edge with its Kafka around it. */
public final class Daemon implements AutoCloseable {
    /** Of reports that wait; all of them together are some tens of kilobytes. */
    private static final int REPORT_BYTES = 1 << 20;

    private final Outbox reports;
    private final Edge edge;
    private final TopicReader reader;

    private Daemon(EdgeSettings settings) {
        var kafka = new KafkaAccess(settings);
        var trusted = TrustedKey.read(settings.trustFile());
        var topic = Topics.report(settings.edge());
        reports = new Outbox("reports", kafka, REPORT_BYTES);
        try (var namespace = Netns.of(settings.namespace())) {
            edge = Edge.start(
                    settings.edge(),
                    namespace,
                    settings.folders(),
                    trusted,
                    (key, report) -> reports.offer(topic, key, report.toByteArray(), () -> {}));
        }
        reader = new TopicReader(kafka, edge);
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
        reader.close();
        edge.close();
        reports.close();
    }
}
