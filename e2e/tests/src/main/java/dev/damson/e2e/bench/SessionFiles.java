package dev.damson.e2e.bench;

import dev.damson.tap.store.segment.PacketSegment;
import dev.damson.tap.store.segment.SegmentManifest;
import dev.damson.tap.store.segment.TenantFolder;
import dev.damson.wire.topic.Topics;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;

/** Segments as merging makes them, each of an hour: many sessions and no packets. */
final class SessionFiles implements AutoCloseable {
    static final Instant BEGIN = Instant.parse("2026-11-20T02:00:00Z");
    static final Instant END = BEGIN.plus(Duration.ofHours(10));

    private static final long NANOS = 1_000_000_000L;
    private static final long HOUR = Duration.ofHours(1).toNanos();

    private final TenantFolder tenant;
    private final Connection connection;

    SessionFiles(Path store) throws Exception {
        Files.createDirectories(store);
        this.tenant = new TenantFolder(store, TapLoad.TENANT);
        this.connection = DriverManager.getConnection("jdbc:duckdb:");
    }

    /** @param number which hour, from 0 */
    void write(int number, int sessions) throws Exception {
        var folder = tenant.newFolder();
        long begin = BEGIN.getEpochSecond() * NANOS + number * HOUR;
        var topic = Topics.tap(TapLoad.TENANT);
        var name = SegmentManifest.name(topic, 0, (long) number * sessions);
        var file = folder.resolve(PacketSegment.SESSIONS);
        try (var statement = connection.createStatement()) {
            statement.execute("COPY (SELECT " + columns(begin, (long) number * sessions, HOUR / sessions, name)
                    + " FROM range(" + sessions + ") t(i) ORDER BY first_nanos) TO '" + file
                    + "' (FORMAT parquet, COMPRESSION zstd)");
        }
        var packets = Files.write(folder.resolve(PacketSegment.PACKETS), new byte[0]);
        tenant.publish(
                new SegmentManifest(
                        topic,
                        0,
                        (long) number * sessions,
                        (number + 1L) * sessions - 1,
                        begin,
                        begin + HOUR,
                        sessions,
                        8L * sessions,
                        0,
                        0,
                        folder.getFileName().toString(),
                        List.of(stored(file), stored(packets)),
                        List.of()),
                folder);
    }

    private static SegmentManifest.StoredFile stored(Path file) throws Exception {
        var digest = MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file));
        return new SegmentManifest.StoredFile(
                file.getFileName().toString(), Files.size(file), HexFormat.of().formatHex(digest));
    }

    /** Every column of a segment's table, of session {@code i}. */
    private static String columns(long begin, long firstFlow, long stepNanos, String segment) {
        return """
            'shop' AS domain, 'web-app' AS tap, CAST(%d + i AS BIGINT) AS flow, CAST(1 AS UTINYINT) AS point,
            'edge-1' AS edge, 'web-1' AS workload, 'eth0' AS port,
            CAST(%d + i * %d AS BIGINT) AS first_nanos, CAST(%d + i * %d + 5000000 AS BIGINT) AS last_nanos,
            '10.1.' || (i %% 64) || '.' || (i %% 250) AS source,
            from_hex('00000000000000000000ffff0a01' || printf('%%02x%%02x', i %% 64, i %% 250)) AS source_key,
            CAST(20000 + i %% 40000 AS INTEGER) AS source_port,
            'web-' || (i %% 64) AS source_workload, ['web'] AS source_groups,
            '10.1.200.' || (i %% 100) AS destination,
            from_hex('00000000000000000000ffff0a01c8' || printf('%%02x', i %% 100)) AS destination_key,
            CAST(1000 + i %% 1000 AS INTEGER) AS destination_port,
            'app-' || (i %% 100) AS destination_workload, ['app'] AS destination_groups,
            CAST(6 AS UTINYINT) AS network, md5(CAST(i AS VARCHAR)) AS community_id,
            CAST(5 AS BIGINT) AS packets_forward, CAST(3 AS BIGINT) AS packets_reverse,
            CAST(400 + i %% 1000 AS BIGINT) AS bytes_forward, CAST(9000 AS BIGINT) AS bytes_reverse,
            CAST(0 AS BIGINT) AS lost, CAST(27 AS UTINYINT) AS tcp_forward, CAST(27 AS UTINYINT) AS tcp_reverse,
            CAST(90000 AS BIGINT) AS handshake_nanos, CAST(0 AS INTEGER) AS sent_again,
            CAST(CASE WHEN i %% 50 = 0 THEN 2 ELSE 1 END AS UTINYINT) AS verdict, CAST(42 AS BIGINT) AS revision,
            CAST(i %% 6 AS INTEGER) AS rule, 'application' AS rule_tier, 'three-tiers' AS rule_policy,
            'web-to-app' AS rule_name, 'http' AS protocol, false AS guessed,
            CAST([] AS VARCHAR[]) AS dns_names, '' AS dns_answer, CAST(0 AS INTEGER) AS dns_code,
            '' AS tls_name, '' AS tls_version, '' AS tls_protocols, 'GET' AS http_method,
            'host-' || (i %% 5000) || '.shop' AS http_host, '/orders/' || (i %% 9000) AS http_path,
            CAST(200 AS INTEGER) AS http_status, '%s' AS segment, CAST([] AS BIGINT[]) AS places
            """.formatted(firstFlow, begin, stepNanos, begin, stepNanos, segment);
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
