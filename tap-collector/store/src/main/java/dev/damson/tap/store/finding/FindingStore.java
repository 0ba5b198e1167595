package dev.damson.tap.store.finding;

import dev.damson.tap.store.segment.TenantFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.UUID;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The findings of each tenant, a small file each in {@code findings/}; one that is muted has a second file. */
public final class FindingStore {
    private static final Logger LOG = LoggerFactory.getLogger(FindingStore.class);

    /** Of one tenant; more nobody reads, and a flood must not fill the disk. */
    static final int MOST = 2_000;

    private static final String ENDING = ".finding";
    private static final String MUTED = ".muted";
    private static final Pattern ID = Pattern.compile("[0-9a-f]{20}");

    private final Path store;

    /** @param store the folder of all tenants' segments */
    public FindingStore(Path store) {
        this.store = store;
    }

    /** @param mute empty if it still counts */
    public record Found(Finding finding, Optional<Mute> mute) {}

    private Path folder(String tenant) {
        return new TenantFolder(store, tenant).root().resolve("findings");
    }

    /** Keeps a finding; one that is known is brought up to date. */
    public void keep(String tenant, Finding finding) throws IOException {
        var folder = Files.createDirectories(folder(tenant));
        var file = folder.resolve(finding.id() + ENDING);
        var known = read(file);
        if (known.isEmpty() && count(folder) >= MOST) {
            LOG.warn("tenant {} has {} findings already, another is left out", tenant, MOST);
            return;
        }
        var kept = known.map(old -> old.again(finding)).orElse(finding);
        if (!known.equals(Optional.of(kept))) {
            var text = new Properties();
            text.setProperty("kind", kept.kind().name());
            text.setProperty("domain", kept.domain());
            text.setProperty("subject", kept.subject());
            text.setProperty("evidence", kept.evidence());
            text.setProperty("query", kept.query());
            text.setProperty("first", kept.first().toString());
            text.setProperty("last", kept.last().toString());
            write(file, text);
        }
    }

    /** The findings of a domain, last seen first. */
    public List<Found> of(String tenant, String domain) throws IOException {
        var folder = folder(tenant);
        var found = new ArrayList<Found>();
        try (var files = Files.newDirectoryStream(folder, "*" + ENDING)) {
            for (var file : files) {
                read(file)
                        .filter(finding -> finding.domain().equals(domain))
                        .ifPresent(finding -> found.add(new Found(finding, mute(folder, finding.id()))));
            }
        } catch (NoSuchFileException nothingYet) {
            return List.of();
        }
        found.sort(Comparator.comparing((Found each) -> each.finding().last()).reversed());
        return found;
    }

    /** @throws IllegalArgumentException if there is no such finding */
    public void mute(String tenant, String id, Mute mute) throws IOException {
        var text = new Properties();
        text.setProperty("by", mute.by());
        text.setProperty("reason", mute.reason());
        text.setProperty("at", mute.at().toString());
        write(muteFile(tenant, id), text);
    }

    /** @throws IllegalArgumentException if there is no such finding */
    public void unmute(String tenant, String id) throws IOException {
        Files.deleteIfExists(muteFile(tenant, id));
    }

    private Path muteFile(String tenant, String id) {
        if (!ID.matcher(id).matches() || Files.notExists(folder(tenant).resolve(id + ENDING))) {
            throw new IllegalArgumentException("there is no finding \"" + id + "\"");
        }
        return folder(tenant).resolve(id + MUTED);
    }

    private static long count(Path folder) throws IOException {
        try (var files = Files.list(folder)) {
            return files.count();
        }
    }

    private static Optional<Finding> read(Path file) {
        return properties(file).flatMap(text -> {
            try {
                return Optional.of(new Finding(
                        Finding.Kind.valueOf(text.getProperty("kind", "")),
                        text.getProperty("domain", ""),
                        text.getProperty("subject", ""),
                        text.getProperty("evidence", ""),
                        text.getProperty("query", ""),
                        Instant.parse(text.getProperty("first", "")),
                        Instant.parse(text.getProperty("last", ""))));
            } catch (IllegalArgumentException | DateTimeException damaged) {
                LOG.warn("{} is left out: {}", file, damaged.getMessage());
                return Optional.empty();
            }
        });
    }

    private static Optional<Mute> mute(Path folder, String id) {
        return properties(folder.resolve(id + MUTED)).flatMap(text -> {
            try {
                return Optional.of(new Mute(
                        text.getProperty("by", ""),
                        text.getProperty("reason", ""),
                        Instant.parse(text.getProperty("at", ""))));
            } catch (DateTimeException damaged) {
                return Optional.empty();
            }
        });
    }

    private static Optional<Properties> properties(Path file) {
        var text = new Properties();
        try (var reader = Files.newBufferedReader(file)) {
            text.load(reader);
            return Optional.of(text);
        } catch (NoSuchFileException none) {
            return Optional.empty();
        } catch (IOException | IllegalArgumentException damaged) {
            LOG.warn("{} is left out: {}", file, damaged.getMessage());
            return Optional.empty();
        }
    }

    /** A reader sees the old file or the new one. */
    private static void write(Path file, Properties text) throws IOException {
        var fresh = file.resolveSibling(UUID.randomUUID() + ".new");
        try {
            try (var writer = Files.newBufferedWriter(fresh)) {
                text.store(writer, null);
            }
            Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(fresh);
        }
    }
}
