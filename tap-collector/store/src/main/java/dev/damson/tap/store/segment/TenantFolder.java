package dev.damson.tap.store.segment;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;
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
        try {
            Files.createLink(manifests().resolve(segment.name()), file);
        } catch (FileAlreadyExistsException published) {
            return false;
        }
        sync(manifests());
        return true;
    }

    /** Where reading a partition goes on: one after the last offset that is published; 0 if nothing is. */
    public long nextOffset(String topic, int partition) throws IOException {
        var prefix = topic + "-" + partition + "-";
        var names = new TreeSet<String>();
        try (var files = Files.newDirectoryStream(manifests(), prefix + "*")) {
            files.forEach(file -> names.add(file.getFileName().toString()));
        } catch (NoSuchFileException nothingYet) {
            return 0;
        }
        return names.isEmpty()
                ? 0
                : SegmentManifest.read(manifests().resolve(names.last())).lastOffset() + 1;
    }

    /** Every segment that counts, oldest name first; a manifest that cannot be read is reported and left out. */
    public List<SegmentManifest> segments() throws IOException {
        var segments = new ArrayList<SegmentManifest>();
        NavigableSet<String> replaced = new TreeSet<>();
        for (var name : names()) {
            read(name).ifPresent(segment -> {
                segments.add(segment);
                replaced.addAll(segment.replaces());
            });
        }
        segments.removeIf(segment -> replaced.contains(segment.name()));
        return segments;
    }

    private NavigableSet<String> names() throws IOException {
        var names = new TreeSet<String>();
        try (var files = Files.newDirectoryStream(manifests())) {
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
