package dev.damson.client;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import tools.jackson.databind.node.ObjectNode;

/** Files that a command names: a file, all YAML and JSON files below a folder, or {@code -} for standard input. */
final class SourceFiles {
    /** What the server takes at most (SEMANTICS: 50 MB inputs are refused with a clear error). */
    private static final long MAX_BYTES = 50_000_000;

    private SourceFiles() {}

    static ObjectNode read(List<String> names, InputStream standardInput) {
        var body = Api.JSON.createObjectNode();
        var files = body.putArray("files");
        for (var name : names) {
            if (name.equals("-")) {
                files.addObject().put("name", "standard input").put("content", standardInput(standardInput));
                continue;
            }
            for (var file : below(Path.of(name))) {
                files.addObject().put("name", file.toString()).put("content", text(file));
            }
        }
        return body;
    }

    private static String standardInput(InputStream input) {
        try {
            return decode(input.readAllBytes(), "standard input");
        } catch (IOException unreadable) {
            throw new ClientException(
                    ClientException.REFUSED, "cannot read standard input: " + unreadable.getMessage());
        }
    }

    private static List<Path> below(Path path) {
        if (!Files.isDirectory(path)) {
            return List.of(path);
        }
        try (var tree = Files.walk(path)) {
            return tree.filter(Files::isRegularFile)
                    .filter(SourceFiles::isPolicy)
                    .sorted()
                    .toList();
        } catch (IOException unreadable) {
            throw new ClientException(ClientException.REFUSED, "cannot read the folder \"" + path + "\"");
        }
    }

    private static boolean isPolicy(Path file) {
        var name = file.toString().toLowerCase(Locale.ROOT);
        return name.endsWith(".yaml") || name.endsWith(".yml") || name.endsWith(".json");
    }

    private static String text(Path file) {
        try {
            if (Files.size(file) > MAX_BYTES) {
                throw new ClientException(
                        ClientException.REFUSED, "\"" + file + "\" has more than " + MAX_BYTES / 1_000_000 + " MB");
            }
            return decode(Files.readAllBytes(file), file.toString());
        } catch (IOException unreadable) {
            throw new ClientException(ClientException.REFUSED, "cannot read the file \"" + file + "\"");
        }
    }

    private static String decode(byte[] bytes, String name) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException malformed) {
            throw new ClientException(ClientException.REFUSED, "\"" + name + "\" is no UTF-8 text");
        }
    }
}
