package dev.damson.tap.store.segment;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What a segment is, as its manifest file says it: a line for each value, {@code <name> <value>}.
 *
 * @param firstOffset where reading began: one after the last segment's last offset, or 0
 * @param lastOffset of the last record in it
 * @param firstNanos and {@code lastNanos} the times of its packets or events; both 0 if it has none
 * @param packets or events in it
 * @param unreadable records that were no pcapng or no message; they are counted and passed over
 * @param missing records that Kafka no longer had when reading began
 * @param folder name of the folder of its files, below the tenant's data folder; empty if it has no files
 * @param replaces names of the manifests that this one stands for
 */
public record SegmentManifest(
        String topic,
        int partition,
        long firstOffset,
        long lastOffset,
        long firstNanos,
        long lastNanos,
        long rows,
        long packets,
        long unreadable,
        long missing,
        String folder,
        List<StoredFile> files,
        List<String> replaces) {
    public SegmentManifest {
        files = List.copyOf(files);
        replaces = List.copyOf(replaces);
    }

    /** @param sha256 lower-case hex */
    public record StoredFile(String name, long bytes, String sha256) {}

    /** Sorts by offset within a partition. */
    public static String name(String topic, int partition, long firstOffset) {
        return String.format(Locale.ROOT, "%s-%d-%020d", topic, partition, firstOffset);
    }

    /** Sorts by offset within a partition; one that stands for others says by its name how far it reaches. */
    public String name() {
        var name = name(topic, partition, firstOffset);
        return replaces.isEmpty() ? name : String.format(Locale.ROOT, "%s-%020d", name, lastOffset);
    }

    /** Bytes of its files. */
    public long bytes() {
        return files.stream().mapToLong(StoredFile::bytes).sum();
    }

    boolean samePartition(SegmentManifest other) {
        return topic.equals(other.topic) && partition == other.partition;
    }

    /** Whether some record is in both. */
    boolean overlaps(SegmentManifest other) {
        return samePartition(other) && firstOffset <= other.lastOffset && other.firstOffset <= lastOffset;
    }

    private boolean holds(SegmentManifest other) {
        return samePartition(other) && firstOffset <= other.firstOffset && other.lastOffset <= lastOffset;
    }

    /** Whether this one counts instead of another one. */
    boolean standsFor(SegmentManifest other) {
        return replaces.contains(other.name()) || !replaces.isEmpty() && holds(other) && !other.holds(this);
    }

    public boolean has(String file) {
        return files.stream().anyMatch(stored -> stored.name().equals(file));
    }

    String text() {
        var text = new StringBuilder();
        line(text, "topic", topic);
        line(text, "partition", partition);
        line(text, "first-offset", firstOffset);
        line(text, "last-offset", lastOffset);
        line(text, "first-nanos", firstNanos);
        line(text, "last-nanos", lastNanos);
        line(text, "rows", rows);
        line(text, "packets", packets);
        line(text, "unreadable", unreadable);
        line(text, "missing", missing);
        line(text, "folder", folder);
        files.forEach(file -> line(text, "file", file.name() + " " + file.bytes() + " " + file.sha256()));
        replaces.forEach(name -> line(text, "replaces", name));
        return text.append("end\n").toString();
    }

    private static void line(StringBuilder text, String name, Object value) {
        text.append(name).append(' ').append(value).append('\n');
    }

    /** @throws IOException if the file cannot be read or is no manifest */
    public static SegmentManifest read(Path file) throws IOException {
        var values = new HashMap<String, String>();
        var files = new ArrayList<StoredFile>();
        var replaces = new ArrayList<String>();
        boolean ended = false;
        for (var line : Files.readAllLines(file)) {
            var parts = line.split(" ", 2);
            var value = parts.length > 1 ? parts[1] : "";
            switch (parts[0]) {
                case "file" -> files.add(file(value, file));
                case "replaces" -> replaces.add(value);
                case "end" -> ended = true;
                default -> values.put(parts[0], value);
            }
        }
        if (!ended) {
            throw new IOException("the manifest \"" + file + "\" has no end");
        }
        return new SegmentManifest(
                values.getOrDefault("topic", ""),
                (int) number(values, "partition", file),
                number(values, "first-offset", file),
                number(values, "last-offset", file),
                number(values, "first-nanos", file),
                number(values, "last-nanos", file),
                number(values, "rows", file),
                number(values, "packets", file),
                number(values, "unreadable", file),
                number(values, "missing", file),
                values.getOrDefault("folder", ""),
                files,
                replaces);
    }

    private static StoredFile file(String value, Path manifest) throws IOException {
        var parts = value.split(" ");
        if (parts.length != 3) {
            throw new IOException("the manifest \"" + manifest + "\" has the file \"" + value + "\"");
        }
        return new StoredFile(parts[0], parse(parts[1], manifest), parts[2]);
    }

    private static long number(Map<String, String> values, String name, Path manifest) throws IOException {
        return parse(values.getOrDefault(name, ""), manifest);
    }

    private static long parse(String value, Path manifest) throws IOException {
        try {
            return Long.parseLong(value);
        } catch (NumberFormatException notANumber) {
            throw new IOException("the manifest \"" + manifest + "\" has \"" + value + "\" for a number", notANumber);
        }
    }
}
