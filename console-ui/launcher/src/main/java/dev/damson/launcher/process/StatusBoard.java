package dev.damson.launcher.process;

import dev.damson.launcher.data.Account;
import dev.damson.launcher.data.DataFolder;
import dev.damson.launcher.data.PrivateFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What runs, in a file that {@code status} and {@code down} read, also after the launcher was killed. */
public final class StatusBoard {
    private static final String SEPARATOR = "\t";

    private final DataFolder data;
    private final Account launcher;
    private final Map<String, Line> lines = new LinkedHashMap<>();

    public StatusBoard(DataFolder data, Account launcher) {
        this.data = data;
        this.launcher = launcher;
    }

    /** One component; the identity is empty while no process of it runs. */
    public record Line(
            String component, Optional<ProcessIdentity> identity, State state, Instant since, String address) {
        String format() {
            return String.join(
                    SEPARATOR,
                    component,
                    identity.map(ProcessIdentity::toString).orElse(""),
                    state.name(),
                    Long.toString(since.toEpochMilli()),
                    address);
        }

        static Optional<Line> parse(String text) {
            var fields = text.split(SEPARATOR, -1);
            try {
                return fields.length == 5
                        ? Optional.of(new Line(
                                fields[0],
                                ProcessIdentity.parse(fields[1]),
                                State.valueOf(fields[2]),
                                Instant.ofEpochMilli(Long.parseLong(fields[3])),
                                fields[4]))
                        : Optional.empty();
            } catch (IllegalArgumentException notOurs) {
                return Optional.empty();
            }
        }
    }

    synchronized void set(Line line) {
        lines.put(line.component(), line);
        var text = new StringBuilder();
        lines.values().forEach(each -> text.append(each.format()).append('\n'));
        try {
            PrivateFiles.writePublic(data, data.statusFile(), text.toString(), launcher);
        } catch (IOException full) {
            // Status is a courtesy; a full disk must not end what runs.
        }
    }

    /** The lines of the last board that was written, also by a launcher that is gone. */
    public static List<Line> read(Path file) {
        var lines = new ArrayList<Line>();
        try {
            Files.readAllLines(file).forEach(text -> Line.parse(text).ifPresent(lines::add));
        } catch (IOException none) {
            return List.of();
        }
        return lines;
    }
}
