package dev.damson.edge.agent;

import dev.damson.wire.settings.Settings;
import java.nio.file.Path;

/**
 * What the edge is told at its start.
 *
 * @param edge its name, which is also how it signs in to Kafka
 * @param namespace name or path of the network namespace that it guards; empty: its own
 * @param trustFile the director's public key
 * @param kafkaClientFile settings of a Kafka client, with its password
 */
public record EdgeSettings(
        String edge, String namespace, EdgeFolders folders, Path trustFile, Path kafkaClientFile, String bootstrap) {
    private static final String CLIENT_FILE = "kafka.client-file";

    /** @throws dev.damson.wire.settings.SettingsException naming what is missing */
    public static EdgeSettings of(Settings settings) {
        var edge = settings.text("edge.id");
        return new EdgeSettings(
                edge,
                settings.text("edge.netns", ""),
                folders(settings),
                settings.path("edge.trust-file"),
                settings.findPath(CLIENT_FILE + "." + edge).orElseGet(() -> settings.path(CLIENT_FILE)),
                settings.text("kafka.bootstrap"));
    }

    /** What {@code damson edge status} needs. */
    public static EdgeFolders folders(Settings settings) {
        return new EdgeFolders(settings.path("edge.run-folder"));
    }
}
