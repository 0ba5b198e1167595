package dev.damson.tap.store.keep;

import dev.damson.tap.store.segment.TenantFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The taps of a tenant as its store must know them. A file {@code taps} with a line for each:
 * {@code keep <domain> <tap> <seconds, 0: the store's own bound>} and {@code erase <domain> <tap> <Unix seconds>}.
 *
 * @param kept taps that there are
 * @param erased taps that there are no more
 */
public record TapKeeping(List<Kept> kept, List<Erased> erased) {
    public static final TapKeeping NOTHING = new TapKeeping(List.of(), List.of());

    private static final String FILE = "taps";

    public TapKeeping {
        kept = List.copyOf(kept);
        erased = List.copyOf(erased);
    }

    /** @param retention empty: the store's own bound */
    public record Kept(String domain, String tap, Optional<Duration> retention) {
        boolean names(String inDomain, String name) {
            return domain.equals(inDomain) && tap.equals(name);
        }
    }

    /**
     * @param before what began earlier goes; a tap that takes the name later keeps its own
     * @param gone whether there is no such tap any more, so that nothing of it may stay a moment longer
     */
    public record Erased(String domain, String tap, Instant before, boolean gone) {}

    /** What no tap of the tenant may have any more, at a moment. */
    public List<Erased> due(Instant now) {
        var due = new ArrayList<>(erased);
        for (var tap : kept) {
            tap.retention().ifPresent(length -> due.add(new Erased(tap.domain(), tap.tap(), now.minus(length), false)));
        }
        return due;
    }

    public boolean has(String domain, String tap) {
        return kept.stream().anyMatch(each -> each.names(domain, tap));
    }

    /** @throws IOException if the file is there and cannot be understood: then nothing must be erased */
    public static TapKeeping read(TenantFolder tenant) throws IOException {
        List<String> lines;
        try {
            lines = Files.readAllLines(tenant.root().resolve(FILE));
        } catch (NoSuchFileException nobodyTapped) {
            return NOTHING;
        }
        var kept = new ArrayList<Kept>();
        var erased = new ArrayList<Erased>();
        for (var line : lines) {
            var parts = line.split(" ", -1);
            long seconds = parts.length == 4 ? seconds(parts[3], line, tenant) : 0;
            switch (parts.length == 4 ? parts[0] : "") {
                case "keep" ->
                    kept.add(new Kept(
                            parts[1],
                            parts[2],
                            Optional.of(Duration.ofSeconds(seconds)).filter(Duration::isPositive)));
                case "erase" -> erased.add(new Erased(parts[1], parts[2], Instant.ofEpochSecond(seconds), true));
                default -> throw unreadable(line, tenant);
            }
        }
        return new TapKeeping(kept, erased);
    }

    private static long seconds(String text, String line, TenantFolder tenant) throws IOException {
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException noNumber) {
            throw unreadable(line, tenant);
        }
    }

    private static IOException unreadable(String line, TenantFolder tenant) {
        return new IOException("\"" + tenant.root().resolve(FILE) + "\" has the line \"" + line + "\"");
    }

    /** Puts the file in place of the one before, whole. */
    public void write(TenantFolder tenant) throws IOException {
        var lines = new ArrayList<String>();
        kept.forEach(tap -> lines.add("keep %s %s %d"
                .formatted(
                        tap.domain(),
                        tap.tap(),
                        tap.retention().map(Duration::toSeconds).orElse(0L))));
        erased.forEach(tap -> lines.add(
                "erase %s %s %d".formatted(tap.domain(), tap.tap(), tap.before().getEpochSecond())));
        Files.createDirectories(tenant.root());
        Path fresh = Files.createTempFile(tenant.root(), FILE, ".new");
        Files.write(fresh, lines);
        Files.move(fresh, tenant.root().resolve(FILE), StandardCopyOption.ATOMIC_MOVE);
    }
}
