package dev.damson.lab.network;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/**
 * The list of a laboratory's namespaces on disk, written before they are made: what a killed laboratory left can be
 * removed exactly, and a namespace of somebody else that only sounds alike is never touched.
 */
final class Leftovers {
    /** Gone after a reboot, as the namespaces are. */
    static final Path FOLDER = Path.of("/run/damson-laboratory");

    private static final String NAMESPACE_FILE_SYSTEM = "nsfs";

    private Leftovers() {}

    static void record(String prefix, List<String> namespaces) throws IOException {
        Files.createDirectories(FOLDER);
        Files.write(file(prefix), namespaces, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING);
    }

    /** Removes what exists of the recorded namespaces with everything in them. */
    static void remove(String prefix) throws IOException {
        List<String> recorded;
        try {
            recorded = Files.readAllLines(file(prefix));
        } catch (NoSuchFileException none) {
            return;
        }
        var existing = recorded.stream()
                .map(LabNamespace::new)
                .filter(LabNamespace::exists)
                .toList();
        for (var namespace : existing) {
            cutWires(namespace);
        }
        // The host's, which was recorded first, goes last: while anything is left, it is there to tell.
        Ip.batch(existing.reversed().stream()
                .map(namespace -> "netns delete " + namespace.name())
                .toList());
        Files.deleteIfExists(file(prefix));
    }

    /** A process that still stands in a namespace keeps it alive without its name; its wires must not stay with it. */
    private static void cutWires(LabNamespace namespace) throws IOException {
        if (!NAMESPACE_FILE_SYSTEM.equals(Files.getFileStore(namespace.path()).type())) {
            // Whoever made the name was killed before a namespace stood behind it.
            return;
        }
        var lines = new ArrayList<String>();
        for (var line : Ip.in(namespace.name(), "-oneline", "link", "show", "type", "veth")
                .lines()
                .toList()) {
            // "7: acme-web-1@if2: <BROADCAST,…": the name ends at the @ of its peer or at the colon.
            lines.add("link delete " + line.split("[:@]", 3)[1].strip());
        }
        Ip.batchIn(namespace.name(), lines);
    }

    private static Path file(String prefix) {
        return FOLDER.resolve(prefix);
    }
}
