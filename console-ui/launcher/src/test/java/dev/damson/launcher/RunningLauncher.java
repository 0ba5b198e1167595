package dev.damson.launcher;

import dev.damson.launcher.process.ProcessIdentity;
import dev.damson.launcher.process.StatusBoard;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/** The real launcher as a process of its own, on a temporary data folder and free ports. */
final class RunningLauncher implements AutoCloseable {
    private static final Duration DEADLINE = Duration.ofMinutes(2);
    private static final Duration POLL = Duration.ofMillis(20);

    private final Process process;
    private final Path output;
    private final Path data;

    private RunningLauncher(Process process, Path output, Path data) {
        this.process = process;
        this.output = output;
        this.data = data;
    }

    /** Settings by variable for a data folder with servers of someone else, so that none is started. */
    static Map<String, String> withForeignServers(Path folder) throws IOException {
        var password = Files.writeString(folder.resolve("foreign-password"), "unused");
        return Map.of(
                "DAMSON_CONSOLE_ADDRESS",
                "127.0.0.1:" + freePort(),
                "DAMSON_NEO4J_URI",
                "bolt://127.0.0.1:1",
                "DAMSON_NEO4J_PASSWORD_FILE",
                password.toString(),
                "DAMSON_KAFKA_BOOTSTRAP",
                "127.0.0.1:1");
    }

    static Map<String, String> withOwnServers() throws IOException {
        return Map.of(
                "DAMSON_CONSOLE_ADDRESS", "127.0.0.1:" + freePort(),
                "DAMSON_NEO4J_ADDRESS", "127.0.0.1:" + freePort(),
                "DAMSON_KAFKA_ADDRESS", "127.0.0.1:" + freePort(),
                "DAMSON_KAFKA_CONTROLLER_ADDRESS", "127.0.0.1:" + freePort());
    }

    static RunningLauncher start(FakeHome home, Path data, Map<String, String> environment, String... arguments)
            throws IOException {
        var command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Ddamson.home=" + home.root(),
                "-cp",
                Path.of("target/classes").toAbsolutePath().toString(),
                LauncherMain.class.getName()));
        command.addAll(List.of(arguments));
        var output = Files.createTempFile(home.root(), "launcher", ".out");
        var builder = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
        builder.environment().keySet().removeIf(name -> name.startsWith("DAMSON_") || name.equals("SUDO_USER"));
        builder.environment().put("DAMSON_LABORATORY_PREFIX", "launcher-test");
        builder.environment().put("DAMSON_CACHES_ENABLED", "false");
        builder.environment().putAll(environment);
        builder.environment().put("DAMSON_DATA", data.toString());
        return new RunningLauncher(builder.start(), output, data);
    }

    /** Runs a verb to its end. */
    static String run(FakeHome home, Path data, Map<String, String> environment, String... arguments)
            throws IOException, InterruptedException {
        try (var running = start(home, data, environment, arguments)) {
            running.awaitEnd();
            return running.output();
        }
    }

    RunningLauncher awaitUp() throws IOException, InterruptedException {
        await("the end of the start", () -> !process.isAlive() || output().contains("Damson is up"));
        if (!process.isAlive()) {
            throw new AssertionError("up ended:\n" + output());
        }
        return this;
    }

    int awaitEnd() throws InterruptedException {
        await("the end of the launcher", () -> !process.isAlive());
        return process.exitValue();
    }

    void await(String what, BooleanSupplier condition) throws InterruptedException {
        var end = System.nanoTime() + DEADLINE.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > end) {
                throw new AssertionError("waited %d s for %s:%n%s".formatted(DEADLINE.toSeconds(), what, output()));
            }
            Thread.sleep(POLL);
        }
    }

    Process process() {
        return process;
    }

    String output() {
        try {
            return Files.readString(output, StandardCharsets.UTF_8);
        } catch (IOException cause) {
            throw new AssertionError(cause);
        }
    }

    /** The processes of its components that run now. */
    List<ProcessIdentity> children() {
        return StatusBoard.read(data.resolve("run/status")).stream()
                .map(StatusBoard.Line::identity)
                .flatMap(Optional::stream)
                .filter(ProcessIdentity::isAlive)
                .toList();
    }

    ProcessIdentity child(String component) {
        return find(component).orElseThrow(() -> new AssertionError(component + " does not run:\n" + output()));
    }

    String commandLine(String component) throws IOException {
        return Files.readString(Path.of("/proc/" + child(component).pid(), "cmdline"));
    }

    /** Waits until another process has taken the place of one. */
    void awaitSuccessor(String component, ProcessIdentity former) throws InterruptedException {
        await(
                "another " + component,
                () -> find(component)
                        .filter(now -> now.isAlive() && !now.equals(former))
                        .isPresent());
    }

    private Optional<ProcessIdentity> find(String component) {
        return StatusBoard.read(data.resolve("run/status")).stream()
                .filter(line -> line.component().equals(component))
                .findAny()
                .flatMap(StatusBoard.Line::identity);
    }

    @Override
    public void close() {
        process.destroy();
        try {
            awaitEnd();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    static int freePort() throws IOException {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
