package dev.damson.tap.store.segment;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Writes a segment anew without what it must not hold any more: the sessions of some taps, and the sections of packets
 * that no other session has. Its place in the partition stays taken, so that nothing is read from Kafka again.
 */
public final class SegmentErasure {
    /** What tells the rows of one file apart. */
    private static final String ROW = "file_row_number";

    /** Of one tap, what began before a time. */
    public record Erased(String domain, String tap, long beforeNanos) {}

    private final Connection connection;
    private final TenantFolder tenant;

    /** @param connection to a DuckDB that may write the tenant's folder */
    public SegmentErasure(Connection connection, TenantFolder tenant) {
        this.connection = connection;
        this.tenant = tenant;
    }

    /** Erases from a segment of packets; false if it has nothing of these. */
    public boolean erase(SegmentManifest segment, List<Erased> erased) throws IOException, SQLException {
        var sessions = tenant.file(segment, PacketSegment.SESSIONS);
        long found = count(sessions, matching(erased), erased);
        if (found == 0) {
            return false;
        }
        var folder = tenant.newFolder();
        boolean replaced = false;
        try {
            long packets = copy(segment, sessions, erased, folder);
            tenant.replace(
                    segment,
                    new SegmentManifest(
                            segment.topic(),
                            segment.partition(),
                            segment.firstOffset(),
                            segment.lastOffset(),
                            segment.firstNanos(),
                            segment.lastNanos(),
                            segment.rows() - found,
                            packets,
                            segment.unreadable(),
                            segment.missing(),
                            folder.getFileName().toString(),
                            SegmentWriter.files(folder),
                            segment.replaces()),
                    folder);
            replaced = true;
        } finally {
            if (!replaced) {
                TenantFolder.removeFolder(folder);
            }
        }
        return true;
    }

    /** Returns how many packets are left. */
    private long copy(SegmentManifest segment, Path sessions, List<Erased> erased, Path folder)
            throws IOException, SQLException {
        var kept = "kept AS (SELECT * FROM read_parquet(" + LockedDuckDb.literal(sessions.toString())
                + ", file_row_number = true) WHERE NOT "
                + matching(erased) + ")";
        try (var statement = connection.createStatement()) {
            statement.execute("CREATE OR REPLACE TEMP TABLE section (old BIGINT, fresh BIGINT)");
            copySections(segment, kept, erased, folder);
            run(
                    "COPY (WITH " + kept + ", place AS (SELECT " + ROW + ", unnest(places) AS place FROM kept),"
                            + " moved AS (SELECT " + ROW + ", list((fresh << " + Places.INDEX_BITS
                            + ") | (place & " + Places.INDEX_MASK + ") ORDER BY place) AS moved FROM place"
                            + " JOIN section ON old = place >> " + Places.INDEX_BITS + " GROUP BY " + ROW + ")"
                            + " SELECT " + SessionColumns.NAMES
                            + " FROM (SELECT kept.* REPLACE (coalesce(moved, []) AS places) FROM kept"
                            + " LEFT JOIN moved USING (" + ROW + ")) ORDER BY first_nanos) TO "
                            + LockedDuckDb.literal(
                                    folder.resolve(PacketSegment.SESSIONS).toString())
                            + " (FORMAT parquet, COMPRESSION zstd)",
                    erased);
            try (var rows = statement.executeQuery("SELECT CAST(coalesce(sum(packets_forward + packets_reverse), 0)"
                    + " AS BIGINT) FROM read_parquet("
                    + LockedDuckDb.literal(
                            folder.resolve(PacketSegment.SESSIONS).toString())
                    + ")")) {
                return rows.next() ? rows.getLong(1) : 0;
            } finally {
                statement.execute("DROP TABLE section");
            }
        }
    }

    private void copySections(SegmentManifest segment, String kept, List<Erased> erased, Path folder)
            throws IOException, SQLException {
        var source = tenant.file(segment, PacketSegment.PACKETS);
        try (var index = new SectionIndex(source);
                var from = FileChannel.open(source, StandardOpenOption.READ);
                var to = FileChannel.open(
                        folder.resolve(PacketSegment.PACKETS),
                        StandardOpenOption.CREATE_NEW,
                        StandardOpenOption.WRITE);
                var wanted = prepare(
                        "WITH " + kept + " SELECT DISTINCT place >> " + Places.INDEX_BITS
                                + " AS old FROM (SELECT unnest(places) AS place FROM kept) ORDER BY old",
                        erased);
                var rows = wanted.executeQuery();
                var moved = connection.prepareStatement("INSERT INTO section VALUES (?, ?)")) {
            while (rows.next()) {
                long old = rows.getLong(1);
                moved.setLong(1, old);
                moved.setLong(2, to.position());
                moved.addBatch();
                append(from, old, index.end(old), to);
            }
            moved.executeBatch();
        }
    }

    private static void append(FileChannel from, long begin, long end, FileChannel to) throws IOException {
        long at = begin;
        while (at < end) {
            at += from.transferTo(at, end - at, to);
        }
    }

    private long count(Path sessions, String condition, List<Erased> erased) throws SQLException {
        try (var statement = prepare(
                        "SELECT count(*) FROM read_parquet(" + LockedDuckDb.literal(sessions.toString()) + ") WHERE "
                                + condition,
                        erased);
                var rows = statement.executeQuery()) {
            return rows.next() ? rows.getLong(1) : 0;
        }
    }

    private void run(String text, List<Erased> erased) throws SQLException {
        try (var statement = prepare(text, erased)) {
            statement.execute();
        }
    }

    private PreparedStatement prepare(String text, List<Erased> erased) throws SQLException {
        var statement = connection.prepareStatement(text);
        int parameter = 0;
        for (var tap : erased) {
            statement.setString(++parameter, tap.domain());
            statement.setString(++parameter, tap.tap());
            statement.setLong(++parameter, tap.beforeNanos());
        }
        return statement;
    }

    private static String matching(List<Erased> erased) {
        return Stream.generate(() -> "(domain = ? AND tap = ? AND first_nanos < ?)")
                .limit(erased.size())
                .collect(Collectors.joining(" OR ", "(", ")"));
    }
}
