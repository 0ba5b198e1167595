package dev.damson.launcher.fleet;

import static dev.damson.launcher.data.Configuration.CONSOLE_ADDRESS;
import static dev.damson.launcher.data.Configuration.KAFKA_ADDRESS;
import static dev.damson.launcher.data.Configuration.KAFKA_BOOTSTRAP;
import static dev.damson.launcher.data.Configuration.KAFKA_CONTROLLER_ADDRESS;
import static dev.damson.launcher.data.Configuration.LABORATORY_PREFIX;
import static dev.damson.launcher.data.Configuration.NEO4J_ADDRESS;
import static dev.damson.launcher.data.Configuration.NEO4J_URI;

import dev.damson.launcher.data.Account;
import dev.damson.launcher.data.Configuration;
import dev.damson.launcher.data.PrivateFiles;
import dev.damson.launcher.data.Secrets;
import dev.damson.launcher.process.Component;
import dev.damson.launcher.process.Readiness;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What Damson consists of on this machine, in the order in which it is started. */
public final class Fleet {
    public static final String CONSOLE = "console";
    public static final String COLLECTOR = "collector";
    public static final String LABORATORY = "laboratory";
    public static final String EDGE = "edge";
    /** The laboratory plays two hosts; this is the edge of the second. */
    public static final String SECOND_EDGE = "edge-2";

    /** The edges hold links to interfaces that the laboratory makes anew. */
    public static final Map<String, List<String>> RESTART_WITH = Map.of(LABORATORY, List.of(EDGE, SECOND_EDGE));

    /** A console's first start builds its session factory and compiles its pages' templates on a cold JVM. */
    private static final Duration CONSOLE_PATIENCE = Duration.ofMinutes(2);

    /** What else a start may wait for; a late one does not hold up the rest of it. */
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private static final List<String> CONSOLE_JVM = List.of(
            "-Xms96m",
            "-Xmx512m",
            "-XX:+UseSerialGC",
            "-XX:+ExitOnOutOfMemoryError",
            "--enable-native-access=ALL-UNNAMED");

    private static final List<String> COLLECTOR_JVM = List.of(
            "-Xms32m",
            "-Xmx256m",
            "-XX:+UseSerialGC",
            "-XX:+ExitOnOutOfMemoryError",
            "--enable-native-access=ALL-UNNAMED");

    private static final List<String> LABORATORY_JVM = List.of(
            "-Xms16m", "-Xmx64m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "--enable-native-access=ALL-UNNAMED");

    /** The edge shares its host with tenants: small before fast, its work is done in the kernel. */
    private static final List<String> EDGE_JVM = List.of(
            "-XX:+UseSerialGC",
            "-Xms16m",
            "-Xmx48m",
            "-XX:TieredStopAtLevel=1",
            "-XX:ReservedCodeCacheSize=24m",
            "-Xss512k",
            "-XX:+UseCompactObjectHeaders",
            "-XX:+ExitOnOutOfMemoryError",
            "--enable-native-access=ALL-UNNAMED");

    private final Site site;
    private final boolean laboratory;

    public Fleet(Site site, boolean laboratory) {
        this.site = site;
        this.laboratory = laboratory;
    }

    public boolean ownsNeo4j() {
        return site.configuration().find(NEO4J_URI).isEmpty();
    }

    public boolean ownsKafka() {
        return site.configuration().find(KAFKA_BOOTSTRAP).isEmpty();
    }

    /** The addresses that this machine's components will listen on, by the setting that gives them. */
    public Map<String, InetSocketAddress> listeners() {
        var listeners = new LinkedHashMap<String, InetSocketAddress>();
        var settings = new ArrayList<String>();
        settings.add(CONSOLE_ADDRESS);
        if (ownsNeo4j()) {
            settings.add(NEO4J_ADDRESS);
        }
        if (ownsKafka()) {
            settings.addAll(List.of(KAFKA_ADDRESS, KAFKA_CONTROLLER_ADDRESS));
        }
        settings.forEach(setting -> listeners.put(setting, site.configuration().address(setting)));
        return listeners;
    }

    /** Makes folders, files and jars ready and says what to start: side by side within a stage, one stage after the other. */
    public List<List<Component>> prepare() throws IOException {
        site.staging().stage("launcher", "console-ui/launcher");
        var servers = servers();
        var stages = new ArrayList<List<Component>>();
        if (!servers.isEmpty()) {
            stages.add(servers);
        }
        stages.add(List.of(console()));
        var collector = plain(
                COLLECTOR, "tap-collector/store", "dev.damson.tap.store.CollectorMain", COLLECTOR_JVM, site.user());
        if (!site.launcher().isRoot()) {
            stages.add(List.of(collector));
            return stages;
        }
        stages.add(
                laboratory
                        ? List.of(
                                collector,
                                plain(
                                        LABORATORY,
                                        "e2e/lab",
                                        "dev.damson.lab.LaboratoryMain",
                                        LABORATORY_JVM,
                                        site.launcher()))
                        : List.of(collector));
        stages.add(laboratory ? List.of(edge(EDGE), edge(SECOND_EDGE)) : List.of(edge(EDGE)));
        return stages;
    }

    private Component edge(String name) throws IOException {
        return plain(name, "edge-runtime", "dev.damson.edge.EdgeMain", EDGE_JVM, site.launcher());
    }

    /** Beside what all components get. The second edge reads the settings of the first, but for what makes it another. */
    private Map<String, String> environment(String name) throws IOException {
        // glibc's arenas would double what an edge keeps resident.
        var small = Map.of("MALLOC_ARENA_MAX", "1");
        return switch (name) {
            case EDGE -> small;
            case SECOND_EDGE -> {
                var own = new HashMap<>(small);
                own.put("DAMSON_EDGE_ID", ResolvedSettings.SECOND_EDGE_ID);
                own.put("DAMSON_EDGE_NETNS", site.configuration().name(LABORATORY_PREFIX) + "-host-2");
                own.put(
                        "DAMSON_EDGE_RUN_FOLDER",
                        PrivateFiles.folder(site.data().of(SECOND_EDGE).resolve("run"), site.launcher())
                                .toString());
                own.put("DAMSON_EDGE_METRICS_ADDRESS", "");
                yield own;
            }
            default -> Map.of();
        };
    }

    /** Side by side: before their first start both run a tool of theirs for a second or two. */
    private List<Component> servers() throws IOException {
        var preparing = new ArrayList<Preparation>();
        if (ownsNeo4j()) {
            var address = site.configuration().address(NEO4J_ADDRESS);
            var password = site.secrets().neo4jPassword();
            preparing.add(Preparation.of(() -> new Neo4jServer(site, address, password).prepare()));
        }
        if (ownsKafka()) {
            var principals = new ArrayList<>(Secrets.PRINCIPALS);
            principals.addAll(ResolvedSettings.edges(site.configuration(), laboratory));
            var broker = site.configuration().address(KAFKA_ADDRESS);
            var controller = site.configuration().address(KAFKA_CONTROLLER_ADDRESS);
            preparing.add(Preparation.of(() -> new KafkaServer(site, broker, controller, principals).prepare()));
        }
        var servers = new ArrayList<Component>();
        for (var preparation : preparing) {
            servers.add(preparation.await());
        }
        return servers;
    }

    private Component console() throws IOException {
        var root = consoleAddress(site.configuration());
        return component(
                CONSOLE,
                "console-ui/app",
                "dev.damson.console.ConsoleApplication",
                CONSOLE_JVM,
                site.user(),
                new Readiness.Answers(root.resolve("/actuator/health/readiness")),
                CONSOLE_PATIENCE,
                root.toString());
    }

    /** A component's staged jars and settings for another main, which runs once. */
    public static Component tool(Site site, String component, Account account) {
        return new Component(
                component,
                account,
                site.data().root(),
                List.of("-Ddamson.settings=" + site.data().resolvedSettings(), "--enable-native-access=ALL-UNNAMED"),
                site.classPath(site.data().lib(component)),
                List.of(),
                Map.of(),
                new Readiness.SaysReady(),
                PATIENCE,
                false,
                "-");
    }

    private Component plain(String name, String module, String main, List<String> jvm, Account account)
            throws IOException {
        return component(name, module, main, jvm, account, new Readiness.SaysReady(), PATIENCE, "-");
    }

    private Component component(
            String name,
            String module,
            String main,
            List<String> jvm,
            Account account,
            Readiness readiness,
            Duration patience,
            String address)
            throws IOException {
        var staged = site.staging().stage(name, module);
        return new Component(
                name,
                account,
                site.folder(name, account),
                site.jvm(name, jvm),
                site.classPath(staged),
                List.of(main),
                environment(name),
                readiness,
                patience,
                name.equals(CONSOLE),
                address);
    }

    /** Where a browser on this machine finds the console. */
    public static URI consoleAddress(Configuration configuration) {
        var address = configuration.address(CONSOLE_ADDRESS);
        var reachable = isAny(address.getHostString()) ? "127.0.0.1" : address.getHostString();
        return URI.create("http://" + reachable + ":" + address.getPort());
    }

    private static boolean isAny(String host) {
        return host.equals("0.0.0.0") || host.equals("[::]") || host.equals("::");
    }
}
