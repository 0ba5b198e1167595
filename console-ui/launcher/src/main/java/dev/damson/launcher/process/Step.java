package dev.damson.launcher.process;

import dev.damson.launcher.Refusal;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Something that is done once on a component's class path, as its user, and ends by itself. */
public final class Step {
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private static final Duration AFTER_END = Duration.ofSeconds(2);

    private Step() {}

    /** How it ended and the last lines it said. */
    public record Outcome(int code, List<String> said) {}

    /** Runs a main to its end, or refuses with what it said. */
    public static void run(Component component, String main, List<String> arguments, Map<String, String> environment) {
        var outcome = attempt(component, main, arguments, environment, "");
        if (outcome.code() != 0) {
            throw new Refusal("%s could not be prepared by %s:%n  %s"
                    .formatted(component.name(), main, String.join(System.lineSeparator() + "  ", outcome.said())));
        }
    }

    /** The same with a text on standard input, where a secret may stand. */
    public static Outcome attempt(
            Component component, String main, List<String> arguments, Map<String, String> environment, String input) {
        var command = new ArrayList<String>(component.account().prefix());
        command.addAll(List.of(Component.java(), "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"));
        component.jvm().stream().filter(flag -> !flag.startsWith("-X")).forEach(command::add);
        command.addAll(List.of("-cp", String.join(":", component.classPath()), main));
        command.addAll(arguments);
        var builder = new ProcessBuilder(command)
                .directory(component.folder().toFile())
                .redirectErrorStream(true);
        Child.setEnvironment(builder.environment(), component, environment);
        try {
            var process = builder.start();
            try (var output = process.getOutputStream()) {
                output.write(input.getBytes(StandardCharsets.UTF_8));
            }
            var log = BoundedLog.inMemory();
            var drain = Thread.ofPlatform().daemon().start(() -> log.drain(process.getInputStream(), line -> {}));
            if (!process.waitFor(PATIENCE)) {
                process.destroyForcibly();
            }
            drain.join(AFTER_END);
            return new Outcome(process.waitFor(), log.tail());
        } catch (IOException cause) {
            throw new Refusal("cannot run %s for %s: %s".formatted(main, component.name(), cause.getMessage()), cause);
        } catch (InterruptedException cause) {
            Thread.currentThread().interrupt();
            throw new Refusal("stopped while %s was prepared".formatted(component.name()), cause);
        }
    }
}
