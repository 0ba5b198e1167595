package dev.damson.tap.store.finding;

import dev.damson.tap.store.search.SessionRow;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Which groups of a tenant have talked to each other, and since when: a line {@code domain TAB from TAB to TAB moment} for
 * each pair. What talks in a domain's first hour is how the domain is; what begins to talk later stands out.
 */
final class KnownPairs {
    static final Duration LEARNING = Duration.ofHours(1);

    /** Groups are made by people: more pairs than this are a mistake, and are not told. */
    private static final int MOST = 20_000;

    private static final int COLUMNS = 4;

    private final Path file;
    private final Map<List<String>, Instant> pairs = new LinkedHashMap<>();
    private final Map<String, Instant> begun = new LinkedHashMap<>();
    private boolean changed;

    KnownPairs(Path file) throws IOException {
        this.file = file;
        try {
            for (var line : Files.readAllLines(file)) {
                var columns = line.split("\t", -1);
                if (columns.length == COLUMNS) {
                    put(columns[0], columns[1], columns[2], Instant.parse(columns[3]));
                }
            }
        } catch (NoSuchFileException nothingYet) {
            // the domains begin to be known now
        }
        changed = false;
    }

    private void put(String domain, String from, String to, Instant at) {
        pairs.put(List.of(domain, from, to), at);
        begun.merge(domain, at, (one, other) -> one.isBefore(other) ? one : other);
        changed = true;
    }

    /** Takes note of sessions and tells which pairs of groups are new. */
    List<Finding> learn(List<SessionRow> sessions) {
        var findings = new ArrayList<Finding>();
        var oldestFirst = new ArrayList<>(sessions);
        oldestFirst.sort((one, other) -> Long.compare(one.firstNanos(), other.firstNanos()));
        for (var row : oldestFirst) {
            for (var from : row.source().groups()) {
                for (var to : row.destination().groups()) {
                    if (pairs.size() < MOST && !pairs.containsKey(List.of(row.domain(), from, to))) {
                        put(row.domain(), from, to, row.first());
                        var since = begun.getOrDefault(row.domain(), row.first());
                        if (Duration.between(since, row.first()).compareTo(LEARNING) > 0) {
                            findings.add(found(row, from, to));
                        }
                    }
                }
            }
        }
        return findings;
    }

    private static Finding found(SessionRow row, String from, String to) {
        return new Finding(
                Finding.Kind.FIRST_SEEN,
                row.domain(),
                from + " to " + to,
                "first %s port %d, from %s to %s"
                        .formatted(
                                row.application().protocol().isEmpty()
                                        ? "seen on"
                                        : row.application().protocol() + " on",
                                row.destination().port(),
                                row.source().address(),
                                row.destination().address()),
                "src.group = \"%s\" and dst.group = \"%s\"".formatted(from, to),
                row.first(),
                row.last());
    }

    void save() throws IOException {
        if (!changed) {
            return;
        }
        var lines = pairs.entrySet().stream()
                .map(entry -> String.join("\t", entry.getKey()) + "\t" + entry.getValue())
                .toList();
        var fresh = file.resolveSibling(file.getFileName() + ".new");
        Files.write(fresh, lines);
        Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        changed = false;
    }
}
