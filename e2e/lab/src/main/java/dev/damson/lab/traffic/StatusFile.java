package dev.damson.lab.traffic;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;

/** The pairs' counts as JSON, for tests and for the console; a reader never sees half a file. */
public record StatusFile(Path file) {
    /** It says nothing that a person on this machine may not know, and the console has another user. */
    private static final String READABLE = "rw-r--r--";

    public void write(String prefix, List<PairStatus> pairs, Instant now) throws IOException {
        var fresh = file.resolveSibling(file.getFileName() + ".new");
        Files.writeString(fresh, json(prefix, pairs, now));
        Files.setPosixFilePermissions(fresh, PosixFilePermissions.fromString(READABLE));
        Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    static String json(String prefix, List<PairStatus> pairs, Instant now) {
        return pairs.stream()
                .map(StatusFile::json)
                .collect(Collectors.joining(
                        ",\n",
                        "{\"time\": " + text(now.toString()) + ", \"prefix\": " + text(prefix) + ", \"pairs\": [\n",
                        "\n]}\n"));
    }

    private static String json(PairStatus pair) {
        return "{\"tenant\": " + text(pair.tenant()) + ", \"from\": " + text(pair.from()) + ", \"to\": "
                + text(pair.to()) + ", \"protocol\": " + text(pair.protocol()) + ", \"family\": "
                + text(pair.family()) + ", \"address\": " + text(pair.address()) + ", \"port\": " + pair.port()
                + ", \"ok\": " + pair.ok() + ", \"failed\": " + pair.failed() + ", \"lastOutcome\": "
                + text(pair.lastOutcome()) + ", \"lastTime\": "
                + text(pair.lastTime().toString()) + "}";
    }

    /** Control characters do not occur in names, addresses and error messages of one line; if so they become spaces. */
    private static String text(String value) {
        return '"' + value.replace("\\", "\\\\").replace("\"", "\\\"").replaceAll("\\p{Cntrl}", " ") + '"';
    }
}
