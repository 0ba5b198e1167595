package dev.damson.launcher.fleet;

import static dev.damson.launcher.data.Configuration.EDGE_ID;
import static dev.damson.launcher.data.Configuration.EDGE_NETNS;
import static dev.damson.launcher.data.Configuration.KAFKA_ADDRESS;
import static dev.damson.launcher.data.Configuration.KAFKA_BOOTSTRAP;
import static dev.damson.launcher.data.Configuration.KAFKA_CLIENT_FILE;
import static dev.damson.launcher.data.Configuration.LABORATORY_ENABLED;
import static dev.damson.launcher.data.Configuration.LABORATORY_INVENTORY;
import static dev.damson.launcher.data.Configuration.LABORATORY_PREFIX;
import static dev.damson.launcher.data.Configuration.NEO4J_ADDRESS;
import static dev.damson.launcher.data.Configuration.NEO4J_PASSWORD_FILE;
import static dev.damson.launcher.data.Configuration.NEO4J_URI;
import static dev.damson.launcher.data.Configuration.STORE_FOLDER;

import dev.damson.launcher.Refusal;
import dev.damson.launcher.data.Configuration;
import dev.damson.launcher.data.PrivateFiles;
import dev.damson.launcher.data.Secrets;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** The settings as the children read them: every key with its value, secrets only as paths. */
public final class ResolvedSettings {
    /** The laboratory's second edge, as its inventory calls it. */
    static final String SECOND_EDGE_ID = "edge-2";

    private static final String UNDERLAY_INTERFACE = "edge.underlay-interface";
    private static final String UNDERLAY_ADDRESSES = "underlay.addresses";

    private final Site site;
    private final boolean laboratory;
    private final SortedMap<String, String> values;

    public ResolvedSettings(Site site, boolean laboratory) {
        this.site = site;
        this.laboratory = laboratory;
        this.values = new TreeMap<>(site.configuration().values());
    }

    /** Makes the secrets that are missing and writes the file. */
    public void write() throws IOException {
        var configuration = site.configuration();
        var data = site.data();
        values.put("data.folder", data.root().toString());
        values.put("secrets.folder", data.secrets().toString());
        values.put(LABORATORY_ENABLED, Boolean.toString(laboratory));
        neo4j();
        kafka();
        var store = configuration.find(STORE_FOLDER);
        if (store.isEmpty()) {
            PrivateFiles.folder(data.of("store"), site.user());
            values.put(STORE_FOLDER, data.of("store").toString());
        }
        var key = site.secrets().directorKey();
        values.put("director.key-file", key.privateKey().toString());
        values.put("director.trust-file", key.publicKey().toString());
        values.put("edge.trust-file", key.publicKeyOfEdge().toString());
        values.put(
                "edge.run-folder",
                PrivateFiles.folder(data.of("edge").resolve("run"), site.launcher())
                        .toString());
        if (laboratory && configuration.find(LABORATORY_INVENTORY).isEmpty()) {
            values.put(LABORATORY_INVENTORY, site.staging().stageInventory().toString());
        }
        if (laboratory && configuration.find(EDGE_NETNS).isEmpty()) {
            values.put(EDGE_NETNS, configuration.name(LABORATORY_PREFIX) + "-host");
        }
        if (laboratory) {
            // As the laboratory wires its hosts.
            values.put(UNDERLAY_INTERFACE, "underlay");
            values.put(
                    UNDERLAY_ADDRESSES,
                    "%s=192.0.2.1, %s=192.0.2.2".formatted(configuration.name(EDGE_ID), SECOND_EDGE_ID));
        }
        site.secrets().cliToken();
        var text = new StringBuilder(
                "# Written at each start from \"%s\" and the environment.%n".formatted(data.settingsFile()));
        values.forEach((name, value) ->
                text.append(name).append('=').append(escape(value)).append('\n'));
        PrivateFiles.writePublic(data, data.resolvedSettings(), text.toString(), site.launcher());
    }

    /** The edges that run on this machine. */
    static List<String> edges(Configuration configuration, boolean laboratory) {
        var first = configuration.name(EDGE_ID);
        return laboratory ? List.of(first, SECOND_EDGE_ID) : List.of(first);
    }

    private void neo4j() throws IOException {
        var configuration = site.configuration();
        if (configuration.find(NEO4J_URI).isPresent()) {
            if (configuration.find(NEO4J_PASSWORD_FILE).isEmpty()) {
                throw new Refusal("\"%s\" is set, so \"%s\" must name a file with the password of that Neo4j"
                        .formatted(NEO4J_URI, NEO4J_PASSWORD_FILE));
            }
            return;
        }
        values.put(NEO4J_URI, "bolt://" + Site.text(configuration.address(NEO4J_ADDRESS)));
        values.put(NEO4J_PASSWORD_FILE, site.secrets().neo4jPassword().toString());
    }

    private void kafka() throws IOException {
        var configuration = site.configuration();
        var edges = edges(configuration, laboratory);
        var own = configuration.find(KAFKA_BOOTSTRAP).isPresent();
        if (!own) {
            values.put(KAFKA_BOOTSTRAP, Site.text(configuration.address(KAFKA_ADDRESS)));
        }
        var principals = new ArrayList<>(Secrets.PRINCIPALS);
        principals.addAll(edges);
        for (var principal : principals) {
            var name = KAFKA_CLIENT_FILE + "." + principal;
            if (own) {
                var file = configuration.find(name).or(() -> configuration.find(KAFKA_CLIENT_FILE));
                values.put(
                        name,
                        file.isPresent()
                                ? file.get()
                                : site.secrets().plainClientFile().toString());
            } else {
                values.put(
                        name,
                        site.secrets()
                                .kafkaClientFile(principal, edges.contains(principal))
                                .toString());
            }
        }
        values.remove(KAFKA_CLIENT_FILE);
    }

    private static String escape(String value) {
        return value.replace("\\", "\\\\");
    }
}
