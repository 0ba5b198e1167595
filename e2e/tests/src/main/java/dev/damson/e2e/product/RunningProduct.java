package dev.damson.e2e.product;

import dev.damson.lab.network.Laboratory;
import dev.damson.launcher.process.ProcessIdentity;
import dev.damson.launcher.process.StatusBoard;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/**
 * {@code ./damson up} as a process of its own, from its welcome to its end. Closing stops it, removes the laboratory's
 * namespaces and deletes the data folder; so does the end of this JVM.
 */
public final class RunningProduct implements AutoCloseable {
    /** A first start on a machine that builds something else at the same time. */
    private static final Duration START = Duration.ofMinutes(10);

    /** The launcher's own limits of all stages together. */
    private static final long STOP_SECONDS = 60;

    /** A page of a console that has just begun to listen. */
    private static final int ANSWER_MILLIS = 20_000;

    private static final String LAST_LINE = "Ctrl-C stops everything";

    private final Verb verb;
    private final Surroundings surroundings;
    private final Path folder;
    private final Path data;
    private final Set<String> linksBefore;
    private final Process process;
    private final Path output;
    private Duration signInPage = Duration.ZERO;
    private final Thread atTheEnd = Thread.ofPlatform().unstarted(this::end);

    private RunningProduct(Verb verb, Surroundings surroundings, Path folder, Path data) throws IOException {
        this.verb = verb;
        this.surroundings = surroundings;
        this.folder = folder;
        this.data = data;
        this.output = folder.resolve("up.out");
        this.linksBefore = links();
        this.process = verb.start(output, "up");
    }

    /**
     * Starts what this run of the build made, on an empty data folder, and waits for the welcome. Without start-up
     * caches: recording them takes the processors from what is tested, and nothing is started twice.
     */
    public static RunningProduct start() throws Exception {
        return start(Folders.temporary(), Map.of("DAMSON_CACHES_ENABLED", "false"));
    }

    /** As {@link #start()}, as everybody starts it. */
    public static RunningProduct startWithCaches() throws Exception {
        return start(Folders.temporary(), Map.of());
    }

    /** Stops it and starts it again on the same data. */
    public RunningProduct restart() throws Exception {
        stop();
        Runtime.getRuntime().removeShutdownHook(atTheEnd);
        return start(folder, Map.of());
    }

    /**
     * As {@link #start()}, on a folder of which the part {@code data} may have been used before.
     *
     * @param settings more of them, as environment variables
     */
    private static RunningProduct start(Path folder, Map<String, String> settings) throws Exception {
        var surroundings = Surroundings.free();
        var data = folder.resolve("data");
        var variables = new LinkedHashMap<>(surroundings.variables());
        variables.put("DAMSON_DATA", data.toString());
        variables.put("DAMSON_BUILT", "1");
        variables.putAll(settings);
        var product = new RunningProduct(new Verb(Checkout.find(), variables), surroundings, folder, data);
        Runtime.getRuntime().addShutdownHook(product.atTheEnd);
        try {
            product.awaitSignInPage();
            Await.until(
                    "the welcome",
                    START,
                    () -> !product.process.isAlive() || product.output().contains(LAST_LINE));
            if (!product.process.isAlive()) {
                throw new IllegalStateException("\"damson up\" ended:\n" + product.output());
            }
            return product;
        } catch (Exception failed) {
            failed.addSuppressed(new IllegalStateException("it had said:\n" + product.output()));
            product.close();
            throw failed;
        }
    }

    private void awaitSignInPage() throws Exception {
        var begin = System.nanoTime();
        var page = console().resolve("/sign-in").toURL();
        Await.until("the sign-in page", START, () -> !process.isAlive() || answers(page));
        signInPage = Duration.ofNanos(System.nanoTime() - begin);
    }

    private static boolean answers(URL page) {
        try {
            var connection = (HttpURLConnection) page.openConnection();
            connection.setReadTimeout(ANSWER_MILLIS);
            return connection.getResponseCode() == HttpURLConnection.HTTP_OK;
        } catch (IOException notYet) {
            return false;
        }
    }

    /** From the start of the command until the sign-in page answered. */
    public Duration signInPage() {
        return signInPage;
    }

    public URI console() {
        return URI.create("http://" + surroundings.console());
    }

    public Path data() {
        return data;
    }

    public String prefix() {
        return surroundings.prefix();
    }

    public Laboratory laboratory() {
        return Laboratory.existing(prefix());
    }

    /** Interfaces of the machine's own network namespace that were not there before the start. */
    public Set<String> linksAdded() throws IOException {
        var added = new TreeSet<>(links());
        added.removeAll(linksBefore);
        return added;
    }

    private static Set<String> links() throws IOException {
        try (var links = Files.list(Path.of("/sys/class/net"))) {
            return links.map(link -> link.getFileName().toString()).collect(Collectors.toUnmodifiableSet());
        }
    }

    public ProcessIdentity launcher() {
        return ProcessIdentity.of(process.pid()).orElseThrow();
    }

    /** What the launcher says about its components now. */
    public List<StatusBoard.Line> components() {
        return StatusBoard.read(data.resolve("run/status"));
    }

    public StatusBoard.Line component(String name) {
        return components().stream()
                .filter(line -> line.component().equals(name))
                .findFirst()
                .orElseThrow(() -> new NoSuchElementException("no component \"" + name + "\":\n" + output()));
    }

    public ProcessIdentity pid(String component) {
        return component(component)
                .identity()
                .orElseThrow(() -> new NoSuchElementException(component + " does not run:\n" + output()));
    }

    /** A demo account's password, as its file has it; only root and the product may read that. */
    public String password(String user) throws IOException {
        return Files.readAllLines(data.resolve("secrets/demo-accounts")).stream()
                .filter(line -> line.startsWith(user + ":"))
                .map(line -> line.substring(user.length() + 1))
                .findFirst()
                .orElseThrow(() -> new NoSuchElementException("no demo account \"" + user + "\""));
    }

    /** Everything that {@code up} has printed. */
    public String output() {
        try {
            return Files.readString(output, StandardCharsets.UTF_8);
        } catch (IOException gone) {
            return "";
        }
    }

    /** Runs a verb on this product to its end and gives what it printed. */
    public String run(String... words) throws IOException, InterruptedException {
        return verb.run(words);
    }

    /** As {@link #run}, with something to read from its standard input. */
    public String runWith(String input, String... words) throws IOException, InterruptedException {
        return verb.runWith(input, words);
    }

    /** Begins a verb that goes on until it is ended; what it says to people goes to another file than its output. */
    public Process begin(Path output, Path errors, String... words) throws IOException {
        return verb.start(output, errors, words);
    }

    /** Stops it as Ctrl-C does, and keeps the data. */
    public void stop() throws IOException, InterruptedException {
        process.destroy();
        if (!process.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
            process.destroyForcibly();
        }
        verb.run("down");
        Laboratory.removeAll(prefix());
    }

    /** The edge's programs outlive it; only a reset takes them away. */
    private void remove() throws IOException, InterruptedException {
        stop();
        verb.run("reset", "--yes");
        Folders.delete(folder);
    }

    /** Copies the logs where they outlive the data folder. */
    public void keepLogs(Path target) throws IOException {
        Folders.copyFiles(data.resolve("log"), target);
        Files.copy(output, target.resolve("up.out"), StandardCopyOption.REPLACE_EXISTING);
    }

    @Override
    public void close() throws IOException {
        try {
            remove();
            Runtime.getRuntime().removeShutdownHook(atTheEnd);
        } catch (InterruptedException interrupted) {
            // The hook finishes the work.
            Thread.currentThread().interrupt();
        }
    }

    private void end() {
        try {
            remove();
        } catch (IOException | UncheckedIOException | InterruptedException failed) {
            System.err.println("the product could not be removed: " + failed.getMessage());
        }
    }
}
