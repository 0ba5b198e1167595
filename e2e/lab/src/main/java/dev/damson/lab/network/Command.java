package dev.damson.lab.network;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** Runs a tool to its end, or kills it at the deadline. */
final class Command {
    /** Everything run here answers in milliseconds; longer means that it hangs. */
    static final Duration DEADLINE = Duration.ofSeconds(20);

    private Command() {}

    /** @throws IOException if the tool cannot be started, does not end in time or ends with another code than zero */
    static String run(String input, List<String> command) throws IOException {
        var result = attempt(input, command, DEADLINE);
        if (result.exitCode() != 0) {
            throw new IOException("\"" + String.join(" ", command) + "\" ended with code " + result.exitCode() + ": "
                    + result.errors().strip());
        }
        return result.output();
    }

    static CommandResult attempt(String input, List<String> command, Duration deadline) throws IOException {
        var process = new ProcessBuilder(command).start();
        try {
            var errors =
                    CompletableFuture.supplyAsync(() -> text(process.getErrorStream()), Thread::startVirtualThread);
            var output =
                    CompletableFuture.supplyAsync(() -> text(process.getInputStream()), Thread::startVirtualThread);
            try (var sink = process.getOutputStream()) {
                sink.write(input.getBytes(StandardCharsets.UTF_8));
            } catch (IOException closedEarly) {
                // A tool that fails before it read everything tells why by its code and its errors.
            }
            if (!process.waitFor(deadline.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new IOException(
                        "\"" + String.join(" ", command) + "\" did not end within " + deadline.toMillis() + " ms");
            }
            return new CommandResult(process.exitValue(), output.join(), errors.join());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while \"" + command.getFirst() + "\" ran", interrupted);
        } finally {
            process.destroyForcibly();
        }
    }

    private static String text(InputStream stream) {
        try (stream) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }
}
