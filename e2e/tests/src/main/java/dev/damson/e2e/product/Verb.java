package dev.damson.e2e.product;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * One call of the script, as a person in a terminal makes it.
 *
 * @param variables {@code DAMSON_…}; none of the caller's own reaches the script
 */
record Verb(Checkout checkout, Map<String, String> variables) {
    /** A verb that compiles and publishes on a loaded machine stays far below. */
    private static final long DEADLINE_SECONDS = 180;

    Verb {
        variables = Map.copyOf(variables);
    }

    Process start(Path output, String... words) throws IOException {
        return builder(words)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
    }

    /** As {@link #start}, what it says to people apart from what it gives to programs. */
    Process start(Path output, Path errors, String... words) throws IOException {
        return builder(words)
                .redirectOutput(output.toFile())
                .redirectError(errors.toFile())
                .start();
    }

    private ProcessBuilder builder(String... words) {
        var command = new ArrayList<>(List.of(checkout.script().toString()));
        command.addAll(List.of(words));
        var builder = new ProcessBuilder(command).directory(checkout.root().toFile());
        var environment = builder.environment();
        environment.keySet().removeIf(name -> name.startsWith("DAMSON_") || name.equals("SUDO_USER"));
        environment.put("DAMSON_JAVA_HOME", System.getProperty("java.home"));
        environment.putAll(variables);
        return builder;
    }

    /** Runs it to its end and gives what it printed, whatever its exit code. */
    String run(String... words) throws IOException, InterruptedException {
        return runWith("", words);
    }

    /** As {@link #run}, with something to read from its standard input. */
    String runWith(String input, String... words) throws IOException, InterruptedException {
        var output = Files.createTempFile("damson-verb", ".out");
        try {
            var process = start(output, words);
            try (var stream = process.getOutputStream()) {
                stream.write(input.getBytes(StandardCharsets.UTF_8));
            }
            if (!process.waitFor(DEADLINE_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new IOException("\"damson " + String.join(" ", words) + "\" did not end within "
                        + DEADLINE_SECONDS + " s and had said:\n" + Files.readString(output));
            }
            return Files.readString(output, StandardCharsets.UTF_8);
        } finally {
            Files.deleteIfExists(output);
        }
    }
}
