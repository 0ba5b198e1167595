package dev.damson.launcher;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/**
 * A built checkout whose components are small programs with the names of the real ones: they become ready, and each
 * notes its start. The launcher in it is the real one, and so are the servers where a test asks for them.
 */
final class FakeHome implements AutoCloseable {
    private static final String CONSOLE = """
            package dev.damson.console;
            public class ConsoleApplication {
                public static void main(String[] a) throws Exception {
                    var settings = new java.util.Properties();
                    try (var in = java.nio.file.Files.newBufferedReader(java.nio.file.Path.of(System.getProperty("damson.settings")))) {
                        settings.load(in);
                    }
                    var address = settings.getProperty("console.address").split(":");
                    var server = com.sun.net.httpserver.HttpServer.create(
                            new java.net.InetSocketAddress(address[0], Integer.parseInt(address[1])), 0);
                    server.createContext("/actuator/health/readiness", exchange -> {
                        exchange.sendResponseHeaders(200, -1);
                        exchange.close();
                    });
                    server.start();
                    System.out.println("the console listens");
                }
            }
            """;

    private static final String OTHER = """
            package PACKAGE;
            public class NAME {
                public static void main(String[] a) throws Exception {
                    System.out.println("ready");
                    if (java.nio.file.Files.exists(java.nio.file.Path.of("die"))) {
                        System.out.println("cannot live with a file named die");
                        System.exit(7);
                    }
                    Thread.currentThread().join();
                }
            }
            """;

    /** The fakes do not read it; the launcher only hands it on. */
    static final String INVENTORY = "# the workloads of acme\n";

    private final Path root;
    private final List<Path> links = new ArrayList<>();

    private FakeHome(Path root) {
        this.root = root;
    }

    static FakeHome create(Path root) throws IOException {
        var home = new FakeHome(root);
        home.program("console-ui/app", "dev.damson.console", "ConsoleApplication", CONSOLE);
        home.other("tap-collector/store", "dev.damson.tap.store", "CollectorMain");
        home.other("edge-runtime", "dev.damson.edge", "EdgeMain");
        home.other("e2e/lab", "dev.damson.lab", "LaboratoryMain");
        Files.writeString(
                Files.createDirectories(root.resolve("examples/laboratory")).resolve("acme.yaml"), INVENTORY);
        jar(Path.of("target/classes"), home.lib("console-ui/launcher").resolve("launcher.jar"));
        return home;
    }

    /** With the real Neo4j and Kafka, as the build has put them beside this module. */
    FakeHome withServers() throws IOException {
        for (var server : List.of("neo4j", "kafka")) {
            var built = Path.of("../servers", server, "target/dist/lib")
                    .toAbsolutePath()
                    .normalize();
            if (!Files.isDirectory(built)) {
                throw new AssertionError("\"%s\" is missing: run with -am and the phase package".formatted(built));
            }
            var lib = root.resolve("console-ui/servers").resolve(server).resolve("target/dist/lib");
            Files.createDirectories(lib.getParent());
            links.add(Files.createSymbolicLink(lib, built));
        }
        return this;
    }

    /** Leaves no link into the build behind for whoever deletes the folder. */
    @Override
    public void close() throws IOException {
        for (var link : links) {
            Files.delete(link);
        }
    }

    Path root() {
        return root;
    }

    private void other(String module, String packageName, String name) throws IOException {
        program(module, packageName, name, OTHER.replace("PACKAGE", packageName).replace("NAME", name));
    }

    private void program(String module, String packageName, String name, String source) throws IOException {
        var classes = root.resolve("classes").resolve(module);
        Files.createDirectories(classes);
        var unit = new SimpleJavaFileObject(URI.create("string:///" + name + ".java"), JavaFileObject.Kind.SOURCE) {
            @Override
            public CharSequence getCharContent(boolean ignoreEncodingErrors) {
                return source;
            }
        };
        var compiled = ToolProvider.getSystemJavaCompiler()
                .getTask(null, null, null, List.of("-d", classes.toString()), null, List.of(unit))
                .call();
        if (!compiled) {
            throw new AssertionError("the fake " + packageName + "." + name + " does not compile");
        }
        jar(classes, lib(module).resolve(name + ".jar"));
    }

    private Path lib(String module) throws IOException {
        return Files.createDirectories(root.resolve(module).resolve("target/dist/lib"));
    }

    private static void jar(Path classes, Path jar) throws IOException {
        try (var output = new JarOutputStream(Files.newOutputStream(jar))) {
            for (var file : files(classes)) {
                output.putNextEntry(new JarEntry(classes.relativize(file).toString()));
                Files.copy(file, output);
                output.closeEntry();
            }
        }
    }

    private static List<Path> files(Path folder) {
        try (var walk = Files.walk(folder)) {
            return new ArrayList<>(walk.filter(Files::isRegularFile).toList());
        } catch (IOException cause) {
            throw new UncheckedIOException(cause);
        }
    }
}
