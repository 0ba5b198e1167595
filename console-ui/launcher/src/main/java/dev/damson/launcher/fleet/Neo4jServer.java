package dev.damson.launcher.fleet;

import dev.damson.launcher.FirstPasswordMain;
import dev.damson.launcher.Refusal;
import dev.damson.launcher.data.PrivateFiles;
import dev.damson.launcher.process.Component;
import dev.damson.launcher.process.Readiness;
import dev.damson.launcher.process.Step;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** The local Neo4j: its folder, its configuration, its first password, its process. */
final class Neo4jServer {
    static final String NAME = "neo4j";

    private static final Duration PATIENCE = Duration.ofSeconds(90);

    /** The flags beside the heap are those that Neo4j's own start script gives to a JDK 25. */
    private static final List<String> JVM = List.of(
            "-Xms128m",
            "-Xmx384m",
            "-XX:+UseSerialGC",
            "-XX:+ExitOnOutOfMemoryError",
            "--enable-native-access=ALL-UNNAMED",
            "--sun-misc-unsafe-memory-access=allow",
            "--add-opens=java.base/java.nio=ALL-UNNAMED",
            "--add-opens=java.base/java.io=ALL-UNNAMED",
            "--add-opens=java.base/sun.nio.ch=ALL-UNNAMED");

    private final Site site;
    private final InetSocketAddress address;
    private final Path passwordFile;

    Neo4jServer(Site site, InetSocketAddress address, Path passwordFile) {
        this.site = site;
        this.address = address;
        this.passwordFile = passwordFile;
    }

    /** Writes the configuration and, before the very first start, the password. */
    Component prepare() throws IOException {
        var folder = site.folder(NAME, site.user());
        var conf = PrivateFiles.folder(site.data().run().resolve(NAME), site.user());
        PrivateFiles.write(site.data(), conf.resolve("neo4j.conf"), configuration(folder), site.user());
        PrivateFiles.write(site.data(), conf.resolve("user-logs.xml"), LOGGING, site.user());
        var environment = Map.of("NEO4J_HOME", folder.toString(), "NEO4J_CONF", conf.toString());
        var staged = site.staging().stage(NAME, "console-ui/servers/neo4j");
        var server = new Component(
                NAME,
                site.user(),
                folder,
                site.jvm(NAME, JVM),
                site.classPath(staged),
                List.of("org.neo4j.server.Neo4jCommunity", "--home-dir=" + folder, "--config-dir=" + conf),
                environment,
                new Readiness.PortAccepts(address),
                PATIENCE,
                true,
                "bolt://" + Site.text(address));
        setFirstPassword(folder, server);
        return server;
    }

    private void setFirstPassword(Path folder, Component server) throws IOException {
        var done = folder.resolve("password-is-set");
        if (Files.exists(done)) {
            return;
        }
        if (Files.exists(folder.resolve("data/databases/system"))) {
            throw new Refusal(("the graph in \"%s\" was made with a password that is not known any more: put \"%s\" and"
                            + " \"%s\" back, or forget all data with \"./damson reset\"")
                    .formatted(folder, passwordFile, done));
        }
        Step.run(server, FirstPasswordMain.class.getName(), List.of(passwordFile.toString()), site.environment());
        PrivateFiles.write(site.data(), done, "", site.user());
    }

    /** Loopback, Bolt only, and nothing that calls home; the shutdown waits would make a stop take 10 s. */
    private String configuration(Path folder) {
        return """
                server.directories.data=%1$s/data
                server.directories.logs=%1$s/logs
                server.directories.run=%1$s/run
                server.default_listen_address=%2$s
                server.default_advertised_address=%2$s
                server.bolt.enabled=true
                server.bolt.listen_address=%2$s:%3$d
                server.bolt.advertised_address=%2$s:%3$d
                server.http.enabled=false
                server.https.enabled=false
                dbms.security.auth_enabled=true
                dbms.usage_report.enabled=false
                server.fleet_discovery.enabled=false
                server.bolt.telemetry.enabled=false
                server.memory.pagecache.size=64m
                db.tx_log.rotation.size=16m
                db.tx_log.rotation.retention_policy=2 files
                internal.server.bolt.thread_pool_shutdown_wait_time=0s
                internal.server.bolt.connection_shutdown_wait_time=0s
                """.formatted(folder, address.getHostString(), address.getPort());
    }

    /** To standard output, where the launcher reads why a start failed, instead of to a file of its own. */
    private static final String LOGGING = """
            <?xml version="1.0" encoding="UTF-8"?>
            <Configuration status="ERROR">
              <Appenders>
                <Console name="out">
                  <PatternLayout pattern="%d{yyyy-MM-dd HH:mm:ss.SSSZ}{GMT+0} %-5p %m%n"/>
                </Console>
              </Appenders>
              <Loggers>
                <Root level="INFO"><AppenderRef ref="out"/></Root>
              </Loggers>
            </Configuration>
            """;
}
