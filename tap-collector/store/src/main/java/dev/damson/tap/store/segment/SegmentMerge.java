package dev.damson.tap.store.segment;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Collectors;

/** Makes one segment of neighbours: their packets one after the other, the parts of each session summed up. */
public final class SegmentMerge {
    private final Connection connection;
    private final TenantFolder tenant;

    /** @param connection a locked one that may write to the tenant's folder */
    public SegmentMerge(Connection connection, TenantFolder tenant) {
        this.connection = connection;
        this.tenant = tenant;
    }

    /**
     * @param run at least two segments of one partition, each beginning where the last one ended
     * @return false if another has merged them already
     */
    public boolean merge(List<SegmentManifest> run) throws IOException, SQLException {
        var folder = tenant.newFolder();
        boolean published = false;
        try {
            long rows = run.getFirst().has(PacketSegment.PACKETS) ? sessions(run, folder) : flows(run, folder);
            published = tenant.publish(manifest(run, folder, rows), folder);
        } finally {
            if (!published) {
                TenantFolder.removeFolder(folder);
            }
        }
        return published;
    }

    private long sessions(List<SegmentManifest> run, Path folder) throws IOException, SQLException {
        var shifts = new StringBuilder();
        try (var packets = FileChannel.open(
                folder.resolve(PacketSegment.PACKETS), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            for (var segment : run) {
                shifts.append(shifts.isEmpty() ? "" : ", ")
                        .append('(')
                        .append(LockedDuckDb.literal(segment.name()))
                        .append(", ")
                        .append(Places.of(packets.position(), 0))
                        .append(')');
                append(tenant.file(segment, PacketSegment.PACKETS), packets);
            }
        }
        var name = LockedDuckDb.literal(name(run));
        return copy(
                "WITH shift(name, bytes) AS (VALUES " + shifts + "),"
                        + " part AS (SELECT p.* REPLACE (list_transform(p.places, lambda x: x + s.bytes) AS places)"
                        + " FROM read_parquet(" + files(run, PacketSegment.SESSIONS) + ") p"
                        + " JOIN shift s ON p.segment = s.name),"
                        + " merged AS (SELECT " + SessionColumns.KEY + ", " + SessionColumns.MERGED + ", " + name
                        + " AS segment, list_sort(flatten(list(places))) AS places FROM part GROUP BY "
                        + SessionColumns.KEY + ")"
                        + " SELECT " + SessionColumns.NAMES + " FROM merged ORDER BY first_nanos",
                folder.resolve(PacketSegment.SESSIONS));
    }

    private static void append(Path file, FileChannel to) throws IOException {
        try (var from = FileChannel.open(file, StandardOpenOption.READ)) {
            long left = from.size();
            while (left > 0) {
                left -= from.transferTo(from.size() - left, left, to);
            }
        }
    }

    private long flows(List<SegmentManifest> run, Path folder) throws SQLException {
        return copy(
                "SELECT * FROM read_parquet(" + files(run, FlowSegment.FLOWS) + ") ORDER BY nanos",
                folder.resolve(FlowSegment.FLOWS));
    }

    private String files(List<SegmentManifest> run, String file) {
        return run.stream()
                .map(segment -> LockedDuckDb.literal(tenant.file(segment, file).toString()))
                .collect(Collectors.joining(", ", "[", "]"));
    }

    private long copy(String query, Path file) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute("COPY (" + query + ") TO " + LockedDuckDb.literal(file.toString())
                    + " (FORMAT parquet, COMPRESSION zstd)");
            try (var count = statement.executeQuery(
                    "SELECT count(*) FROM read_parquet(" + LockedDuckDb.literal(file.toString()) + ")")) {
                return count.next() ? count.getLong(1) : 0;
            }
        }
    }

    private static String name(List<SegmentManifest> run) {
        return manifest(run, "", 0, List.of()).name();
    }

    private static SegmentManifest manifest(List<SegmentManifest> run, Path folder, long rows) throws IOException {
        return manifest(run, folder.getFileName().toString(), rows, SegmentWriter.files(folder));
    }

    private static SegmentManifest manifest(
            List<SegmentManifest> run, String folder, long rows, List<SegmentManifest.StoredFile> files) {
        var first = run.getFirst();
        var seen = run.stream().filter(segment -> segment.packets() > 0).toList();
        return new SegmentManifest(
                first.topic(),
                first.partition(),
                first.firstOffset(),
                run.getLast().lastOffset(),
                seen.stream().mapToLong(SegmentManifest::firstNanos).min().orElse(0),
                seen.stream().mapToLong(SegmentManifest::lastNanos).max().orElse(0),
                rows,
                run.stream().mapToLong(SegmentManifest::packets).sum(),
                run.stream().mapToLong(SegmentManifest::unreadable).sum(),
                run.stream().mapToLong(SegmentManifest::missing).sum(),
                folder,
                files,
                run.stream().map(SegmentManifest::name).toList());
    }
}
