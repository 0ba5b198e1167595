package dev.damson.launcher.process;

import dev.damson.launcher.Refusal;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A running component. The launcher holds the pipe to its standard input: when that ends, the child ends. */
final class Child {
    /** What a component may take for its own shutdown hooks; Kafka needs the most, 1 to 2 s. */
    private static final Duration OWN_END = Duration.ofSeconds(8);

    private static final Duration AFTER_TERM = Duration.ofSeconds(2);

    private static final Duration POLL = Duration.ofMillis(50);

    /** Variables that are handed on beside those of Damson. */
    private static final List<String> KEPT = List.of("PATH", "LANG", "LC_ALL", "TZ");

    private final Component component;
    private final Process process;
    private final ProcessIdentity identity;
    private final Path logFile;
    private final BoundedLog log;
    private final Thread drain;
    private volatile boolean saidReady;

    private Child(Component component, Process process, Path logFile) {
        this.component = component;
        this.process = process;
        this.logFile = logFile;
        this.log = BoundedLog.of(logFile);
        this.identity = ProcessIdentity.of(process.pid()).orElse(new ProcessIdentity(process.pid(), 0));
        // Not a virtual one: a read from a pipe holds its carrier, and with as many silent components as processors
        // nothing else would run on virtual threads, not even the stop.
        this.drain = Thread.ofPlatform()
                .daemon()
                .name("log-" + component.name())
                .start(() -> log.drain(process.getInputStream(), this::read));
    }

    static Child start(Component component, Path logFolder, Map<String, String> environment) {
        var command = component.command();
        var builder = new ProcessBuilder(command)
                .directory(component.folder().toFile())
                .redirectErrorStream(true);
        setEnvironment(builder.environment(), component, environment);
        try {
            return new Child(component, builder.start(), logFolder.resolve(component.name() + ".log"));
        } catch (IOException cause) {
            throw new Refusal(
                    "cannot start %s: %s (needs util-linux: setsid, setpriv)"
                            .formatted(component.name(), cause.getMessage()),
                    cause);
        }
    }

    /** Hands on what a component needs of the user's environment; everything else stays outside. */
    static void setEnvironment(Map<String, String> variables, Component component, Map<String, String> environment) {
        variables.clear();
        environment.forEach((name, value) -> {
            if (KEPT.contains(name) || name.startsWith("DAMSON_")) {
                variables.put(name, value);
            }
        });
        variables.put("HOME", component.folder().toString());
        variables.putAll(component.environment());
    }

    ProcessIdentity identity() {
        return identity;
    }

    Path logFile() {
        return logFile;
    }

    List<String> tail() {
        return log.tail();
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** Waits until it can be used, has ended, or its patience is over. */
    boolean awaitReady() throws InterruptedException {
        var end = System.nanoTime() + component.patience().toNanos();
        while (process.isAlive() && System.nanoTime() < end) {
            if (component.readiness().holds(saidReady) && process.isAlive()) {
                return true;
            }
            process.waitFor(POLL.toMillis(), TimeUnit.MILLISECONDS);
        }
        return false;
    }

    /** Waits for its end and for the rest of its output. */
    int awaitEnd() throws InterruptedException {
        var code = process.waitFor();
        drain.join(AFTER_TERM);
        return code;
    }

    /** Ends it: by its standard input, then by SIGTERM, then by SIGKILL, and with it whatever it has started. */
    void stop() {
        try {
            process.getOutputStream().close();
        } catch (IOException ended) {
            // The pipe is closed either way.
        }
        var interrupted = false;
        try {
            if (!process.waitFor(OWN_END) && process.isAlive()) {
                process.destroy();
                process.waitFor(AFTER_TERM);
            }
        } catch (InterruptedException hurried) {
            interrupted = true;
        }
        process.destroyForcibly();
        ProcessIdentity.inSession(process.pid())
                .forEach(left -> left.handle().ifPresent(ProcessHandle::destroyForcibly));
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void read(String line) {
        if (!saidReady && line.strip().regionMatches(true, 0, "ready", 0, "ready".length())) {
            saidReady = true;
        }
    }
}
