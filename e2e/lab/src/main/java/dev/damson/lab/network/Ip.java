package dev.damson.lab.network;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** The {@code ip} tool, many lines at a time: one process sets up a namespace. */
final class Ip {
    private Ip() {}

    static void batch(List<String> lines) throws IOException {
        Command.run(text(lines), List.of("ip", "-batch", "-"));
    }

    static void batchIn(String namespace, List<String> lines) throws IOException {
        Command.run(text(lines), List.of("ip", "-netns", namespace, "-batch", "-"));
    }

    static String in(String namespace, String... arguments) throws IOException {
        var command = new ArrayList<>(List.of("ip", "-netns", namespace));
        command.addAll(List.of(arguments));
        return Command.run("", command);
    }

    private static String text(List<String> lines) {
        return String.join("\n", lines) + "\n";
    }
}
