package dev.damson.client;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import tools.jackson.databind.node.ObjectNode;

/** Files that a command names: a file, all YAML and JSON files below a folder, or {@code -} for standard input. */
final class SourceFiles {
    /** What the server reads of one request, without what JSON adds to it. */
    private static final long MOST_BYTES = 4_000_000;

    private static final String STANDARD_INPUT = "standard input";
    private static final String SMALLER = "apply fewer files at once, workloads before policies, or split the file";

    private SourceFiles() {}

    static ObjectNode read(List<String> names, InputStream standardInput) {
        var body = Api.JSON.createObjectNode();
        var files = body.putArray("files");
        long left = MOST_BYTES;
        for (var name : names) {
            if (name.equals("-")) {
                var bytes = standardInput(standardInput, left);
                files.addObject().put("name", STANDARD_INPUT).put("content", decode(bytes, STANDARD_INPUT));
                left -= bytes.length;
                continue;
            }
            for (var file : below(Path.of(name))) {
                var bytes = bytes(file, left);
                files.addObject().put("name", file.toString()).put("content", decode(bytes, file.toString()));
                left -= bytes.length;
            }
        }
        return body;
    }

    private static byte[] standardInput(InputStream input, long left) {
        try {
            var bytes = input.readNBytes((int) left + 1);
            if (bytes.length > left) {
                throw tooLarge(STANDARD_INPUT, "more than " + left);
            }
            return bytes;
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

    private static byte[] bytes(Path file, long left) {
        try {
            long size = Files.size(file);
            if (size > left) {
                throw tooLarge(file.toString(), Long.toString(size));
            }
            return Files.readAllBytes(file);
        } catch (IOException unreadable) {
            throw new ClientException(ClientException.REFUSED, "cannot read the file \"" + file + "\"");
        }
    }

    private static FileProblem tooLarge(String file, String bytes) {
        return new FileProblem(
                file,
                1,
                1,
                bytes + " bytes",
                "the files have more than the " + MOST_BYTES + " bytes that one request may have; this one has "
                        + bytes,
                SMALLER);
    }

    private static String decode(byte[] bytes, String name) {
        var input = ByteBuffer.wrap(bytes);
        var text = CharBuffer.allocate(bytes.length);
        var decoder = StandardCharsets.UTF_8
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
        var result = decoder.decode(input, text, true);
        var before = text.flip().toString();
        if (!result.isError()) {
            return before;
        }
        int line = 1 + (int) before.chars().filter(c -> c == '\n').count();
        int column = before.length() - before.lastIndexOf('\n');
        var octet = String.format("0x%02x", bytes[input.position()]);
        throw new FileProblem(name, line, column, octet, "byte " + octet + " is not UTF-8", "save the file as UTF-8");
    }
}
