package dev.damson.edge.agent;

import dev.damson.wire.settings.Settings;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What the edge is told at its start.
 *
 * @param edge its name, which is also how it signs in to Kafka
 * @param namespace name or path of the network namespace that it guards; empty: its own
 * @param underlayInterface of that namespace, by which other edges are reached; empty: there are none
 * @param trustFile the director's public key
 * @param kafkaClientFile settings of a Kafka client, with its password
 * @param metricsAddress of loopback, unresolved
 */
public record EdgeSettings(
        String edge,
        String namespace,
        String underlayInterface,
        EdgeFolders folders,
        Path trustFile,
        Path kafkaClientFile,
        String bootstrap,
        Optional<InetSocketAddress> metricsAddress) {
    private static final String METRICS_ADDRESS = "edge.metrics-address";

    private static final String CLIENT_FILE = "kafka.client-file";

    /** @throws dev.damson.wire.settings.SettingsException naming what is missing */
    public static EdgeSettings of(Settings settings) {
        var edge = settings.text("edge.id");
        return new EdgeSettings(
                edge,
                settings.text("edge.netns", ""),
                settings.text("edge.underlay-interface", ""),
                folders(settings),
                settings.path("edge.trust-file"),
                settings.findPath(CLIENT_FILE + "." + edge).orElseGet(() -> settings.path(CLIENT_FILE)),
                settings.text("kafka.bootstrap"),
                settings.find(METRICS_ADDRESS).map(given -> settings.address(METRICS_ADDRESS, given)));
    }

    /** What {@code damson edge status} needs. */
    public static EdgeFolders folders(Settings settings) {
        return new EdgeFolders(settings.path("edge.run-folder"));
    }
}
