package dev.damson.tap.store.search;

import dev.damson.tap.store.segment.LockedDuckDb;
import dev.damson.tap.store.segment.PacketSegment;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Sessions as one Parquet file with typed columns, as pandas, Spark and DuckDB read them. DuckDB writes it into a folder
 * of its own; it may read the tenant's segments, write that folder, and nothing else.
 */
public final class SessionParquet {
    private static final int MEGABYTES = 512;
    private static final int THREADS = 2;
    private static final String FILE = "sessions.parquet";

    private static final String COLUMNS = """
        make_timestamp_ns(first_nanos) AS first, make_timestamp_ns(last_nanos) AS last, domain, tap, edge,
        printf('%016x', flow) AS flow, source, source_port, source_workload, source_groups,
        destination, destination_port, destination_workload, destination_groups,
        network AS ip_protocol, protocol, community_id,
        CASE verdict WHEN 1 THEN 'allowed' WHEN 2 THEN 'denied' WHEN 3 THEN 'rejected' END AS verdict,
        rule_path AS rule, rule_tier AS tier, revision,
        packets_forward, packets_reverse, bytes_forward, bytes_reverse, lost, sent_again AS retransmitted,
        nullif(handshake_nanos, -1) AS handshake_nanos, tcp_forward AS tcp_flags_forward,
        tcp_reverse AS tcp_flags_reverse,
        dns_names, dns_answer, dns_code, tls_name, tls_version, tls_protocols,
        http_method, http_host, http_path, nullif(http_status, 0) AS http_status
        """;

    private final CaptureSearch search;

    public SessionParquet(CaptureSearch search) {
        this.search = search;
    }

    /**
     * Writes every session of a request; a file without rows if none matches.
     *
     * @param only if not empty: of these only
     * @throws SearchException if nothing is kept of the request's time, or the store cannot answer
     */
    public Coverage write(SearchRequest request, List<SessionId> only, OutputStream out) throws IOException {
        var tenant = search.tenant(request.tenant());
        var segments = SegmentList.of(tenant, PacketSegment.SESSIONS, request.fromNanos(), request.toNanos());
        if (segments.isEmpty()) {
            throw new SearchException("nothing is kept of this time");
        }
        var folder = Files.createTempDirectory("damson-parquet");
        var file = folder.resolve(FILE);
        try {
            var written = write(request, segments, only, tenant.root(), file);
            Files.copy(file, out);
            return written.coverage();
        } catch (SQLException failed) {
            throw new SearchException("the sessions cannot be written as Parquet: " + failed.getMessage(), failed);
        } finally {
            Files.deleteIfExists(file);
            Files.deleteIfExists(folder);
        }
    }

    /** The segments whose sessions are in the file: without those that turn out to be damaged. */
    private static SegmentList write(
            SearchRequest request, SegmentList segments, List<SessionId> only, Path root, Path file)
            throws SQLException, IOException {
        try {
            copy(request, segments, only, root, file);
            return segments;
        } catch (SQLException damaged) {
            var whole = segments.verified();
            if (whole.isEmpty()) {
                throw damaged;
            }
            copy(request, whole, only, root, file);
            return whole;
        }
    }

    private static void copy(SearchRequest request, SegmentList segments, List<SessionId> only, Path root, Path file)
            throws SQLException {
        var parts = PartCondition.of(request);
        var whole = Condition.of(request.query());
        var parameters = new ArrayList<>(parts.parameters());
        parameters.addAll(whole.parameters());
        var text = "COPY (" + SessionSql.sessions(segments.sql(PacketSegment.SESSIONS), parts.sql()) + "SELECT "
                + COLUMNS + " FROM session WHERE " + whole.sql() + among(only, parameters)
                + " ORDER BY first_nanos) TO " + LockedDuckDb.literal(file.toString())
                + " (FORMAT parquet, COMPRESSION zstd)";
        try (var connection = LockedDuckDb.open(List.of(root, file.getParent()), MEGABYTES, THREADS);
                var statement = connection.prepareStatement(text)) {
            for (int i = 0; i < parameters.size(); i++) {
                statement.setObject(i + 1, parameters.get(i));
            }
            statement.execute();
        }
    }

    private static String among(List<SessionId> only, List<Object> parameters) {
        only.forEach(id -> parameters.addAll(List.of(id.tap(), id.flow(), (long) id.point())));
        return only.isEmpty()
                ? ""
                : Collections.nCopies(only.size(), "(?, ?, ?)").stream()
                        .collect(Collectors.joining(", ", " AND (tap, flow, point) IN (", ")"));
    }
}
