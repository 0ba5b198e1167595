package dev.damson.tap.store.segment;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One tenant's part of the store: {@code data/<unique>/…} with the files of each segment and {@code manifests/} with a
 * name for each that is published.
 */
public final class TenantFolder {
    private static final Logger LOG = LoggerFactory.getLogger(TenantFolder.class);

    /** DNS-1123, as tenants are named: a name that is none could lead out of the store. */
    private static final Pattern NAME = Pattern.compile("[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?");

    private static final String MANIFEST = "manifest";
    private static final String REPLACING = "replacing";

    private final String tenant;
    private final Path root;

    /** @throws IllegalArgumentException if the name is no DNS-1123 label */
    public TenantFolder(Path store, String tenant) {
        if (!NAME.matcher(tenant).matches()) {
            throw new IllegalArgumentException("tenant \"" + tenant + "\" is no DNS-1123 label");
        }
        this.tenant = tenant;
        this.root = store.toAbsolutePath().normalize().resolve(tenant);
    }

    public String tenant() {
        return tenant;
    }

    public Path root() {
        return root;
    }

    private Path manifests() {
        return root.resolve("manifests");
    }

    /** Where a segment's file lies. */
    public Path file(SegmentManifest segment, String name) {
        return root.resolve("data").resolve(segment.folder()).resolve(name);
    }

    /** A new, empty folder for the files of a segment to come; nobody sees it before it is published. */
    public Path newFolder() throws IOException {
        Files.createDirectories(root.resolve("data"));
        return Files.createDirectory(
                root.resolve("data").resolve(UUID.randomUUID().toString()));
    }

    /**
     * Makes a segment visible, for good. False if another writer has published one at the same place: then this one
     * must not be used, and whoever wrote it no longer owns the partition.
     */
    public boolean publish(SegmentManifest segment, Path folder) throws IOException {
        var file = folder.resolve(MANIFEST);
        Files.writeString(file, segment.text(), StandardOpenOption.CREATE_NEW);
        sync(file);
        sync(folder);
        sync(folder.resolveSibling("."));
        Files.createDirectories(manifests());
        var name = manifests().resolve(segment.name());
        try {
            Files.createLink(name, file);
        } catch (FileAlreadyExistsException published) {
            return false;
        }
        // A name may have become free again since its segment was merged; whoever slept until then comes too late.
        if (segment.replaces().isEmpty() && isTaken(segment)) {
            Files.deleteIfExists(name);
            return false;
        }
        sync(manifests());
        return true;
    }

    /**
     * Puts another segment in a published one's place, at once for every reader; its name never becomes free. Whoever
     * calls holds the tenant's lock.
     */
    void replace(SegmentManifest old, SegmentManifest fresh, Path folder) throws IOException {
        var file = folder.resolve(MANIFEST);
        Files.writeString(file, fresh.text(), StandardOpenOption.CREATE_NEW);
        sync(file);
        sync(folder);
        sync(folder.resolveSibling("."));
        var link = root.resolve(REPLACING);
        Files.deleteIfExists(link);
        Files.createLink(link, file);
        Files.move(link, manifests().resolve(old.name()), StandardCopyOption.ATOMIC_MOVE);
        sync(manifests());
        removeFolder(root.resolve("data").resolve(old.folder()));
    }

    private boolean isTaken(SegmentManifest segment) throws IOException {
        var others = names(prefix(segment.topic(), segment.partition()));
        others.remove(segment.name());
        // Of those before it the last one reaches furthest, except for merged ones, whose names say how far.
        var before = others.lower(segment.name());
        for (var name : others) {
            boolean candidate = name.equals(before)
                    || name.compareTo(segment.name()) > 0
                    || isMerged(name, segment.topic(), segment.partition());
            if (candidate && read(name).filter(segment::overlaps).isPresent()) {
                return true;
            }
        }
        return false;
    }

    private static String prefix(String topic, int partition) {
        return topic + "-" + partition + "-";
    }

    /** Where reading a partition goes on: one after the last offset that is published; 0 if nothing is. */
    public long nextOffset(String topic, int partition) throws IOException {
        long next = 0;
        var names = names(prefix(topic, partition));
        // The last one is at the front or a merged one: those reach beyond what their place in the order says.
        for (var name : names) {
            if (name.equals(names.last()) || isMerged(name, topic, partition)) {
                next = Math.max(
                        next, SegmentManifest.read(manifests().resolve(name)).lastOffset() + 1);
            }
        }
        return next;
    }

    private static boolean isMerged(String name, String topic, int partition) {
        return name.indexOf('-', prefix(topic, partition).length()) > 0;
    }

    /** Every segment that counts, oldest name first; a manifest that cannot be read is reported and left out. */
    public List<SegmentManifest> segments() throws IOException {
        var segments = new ArrayList<SegmentManifest>();
        for (var name : names("")) {
            read(name).ifPresent(segments::add);
        }
        var merged = segments.stream()
                .filter(segment -> !segment.replaces().isEmpty())
                .toList();
        segments.removeIf(segment -> merged.stream().anyMatch(other -> other.standsFor(segment)));
        return segments;
    }

    /** Removes segments that others stand for by now, and files that were never published. */
    public void clean(Instant unpublishedBefore) throws IOException {
        var all = new ArrayList<SegmentManifest>();
        for (var name : names("")) {
            read(name).ifPresent(all::add);
        }
        var counting = segments();
        for (var segment : all) {
            if (!counting.contains(segment)) {
                remove(segment);
            }
        }
        var published = new HashSet<String>();
        all.forEach(segment -> published.add(segment.folder()));
        removeUnpublished(published, unpublishedBefore);
    }

    private void removeUnpublished(Set<String> published, Instant before) throws IOException {
        try (var folders = Files.newDirectoryStream(root.resolve("data"))) {
            for (var folder : folders) {
                if (!published.contains(folder.getFileName().toString())
                        && Files.getLastModifiedTime(folder).toInstant().isBefore(before)) {
                    removeFolder(folder);
                }
            }
        } catch (NoSuchFileException nothingYet) {
            LOG.debug("tenant {} has no files yet", tenant);
        }
    }

    private NavigableSet<String> names(String prefix) throws IOException {
        var names = new TreeSet<String>();
        try (var files = Files.newDirectoryStream(manifests(), prefix + "*")) {
            files.forEach(file -> names.add(file.getFileName().toString()));
        } catch (NoSuchFileException nothingYet) {
            LOG.debug("tenant {} has no segments yet", tenant);
        }
        return names;
    }

    private Optional<SegmentManifest> read(String name) {
        try {
            return Optional.of(SegmentManifest.read(manifests().resolve(name)));
        } catch (NoSuchFileException removedMeanwhile) {
            return Optional.empty();
        } catch (IOException damaged) {
            LOG.warn("segment {} of tenant {} is left out: {}", name, tenant, damaged.getMessage());
            return Optional.empty();
        }
    }

    /** Whether the files of a segment still have the hashes that its manifest has; reads all of them. */
    public boolean verify(SegmentManifest segment) throws IOException {
        for (var stored : segment.files()) {
            try {
                if (!FileHash.sha256(file(segment, stored.name())).equals(stored.sha256())) {
                    return false;
                }
            } catch (NoSuchFileException gone) {
                return false;
            }
        }
        return true;
    }

    /** Removes a segment: first its name, then its files, so that no reader begins on what is half gone. */
    public void remove(SegmentManifest segment) throws IOException {
        Files.deleteIfExists(manifests().resolve(segment.name()));
        removeFolder(root.resolve("data").resolve(segment.folder()));
    }

    static void removeFolder(Path folder) throws IOException {
        try (var files = Files.newDirectoryStream(folder)) {
            for (var file : files) {
                Files.deleteIfExists(file);
            }
        } catch (NoSuchFileException gone) {
            return;
        }
        Files.deleteIfExists(folder);
    }

    /** Brings a file's or a folder's content to the disk. */
    static void sync(Path path) throws IOException {
        try (var channel = FileChannel.open(path, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }
}
