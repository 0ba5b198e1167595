package dev.damson.tap.store.search;

import dev.damson.tap.store.segment.LockedDuckDb;
import dev.damson.tap.store.segment.PacketSegment;
import dev.damson.tap.store.segment.TenantFolder;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.duckdb.DuckDBConnection;

/**
 * Answers questions about stored sessions. Whoever calls has looked at the rights; a request reaches the files of its
 * tenant and no others. Safe for many threads; every method blocks. All of them throw {@link SearchException} when the
 * store cannot answer.
 */
public final class CaptureSearch implements AutoCloseable {
    private static final int MEGABYTES = 256;
    private static final int THREADS = 2;
    private static final int PATIENCE_SECONDS = 30;
    private static final int MOST_ROWS = 1_000;

    private final Path store;
    private final Map<String, Connection> connections = new HashMap<>();

    /** @param store the folder of all tenants' segments; it need not exist yet */
    public CaptureSearch(Path store) {
        this.store = store;
    }

    /** Work with the rows of an open question. */
    interface Reading<T> {
        T of(ResultSet rows) throws SQLException;
    }

    /** Sessions newest first, so many at most. */
    public Answer<Page> sessions(SearchRequest request, Optional<Page.Cursor> after, int limit) {
        int most = Math.clamp(limit, 1, MOST_ROWS);
        var parameters = new ArrayList<Object>();
        var beyond = after.map(cursor -> {
            parameters.addAll(
                    List.of(cursor.firstNanos(), cursor.domain(), cursor.tap(), cursor.flow(), (long) cursor.point()));
            return " AND (first_nanos, domain, tap, flow, point) < (?, ?, ?, ?, ?)";
        });
        var sql = "SELECT * FROM session WHERE %s" + beyond.orElse("")
                + " ORDER BY first_nanos DESC, domain DESC, tap DESC, flow DESC, point DESC LIMIT " + (most + 1);
        return ask(request, sql, parameters, new Page(List.of(), Optional.empty()), rows -> page(rows, most));
    }

    /** One session of the request's time, whatever its query; empty if it is no longer kept. */
    public Answer<Optional<SessionRow>> session(SearchRequest request, SessionId id) {
        var sql = "SELECT * FROM session WHERE %s AND tap = ? AND flow = ? AND point = ? LIMIT 1";
        return ask(
                request.all(),
                sql,
                List.of(id.tap(), id.flow(), (long) id.point()),
                Optional.empty(),
                rows -> rows.next() ? Optional.of(SessionReader.row(rows)) : Optional.empty());
    }

    private static Page page(ResultSet rows, int most) throws SQLException {
        var sessions = new ArrayList<SessionRow>();
        while (rows.next()) {
            sessions.add(SessionReader.row(rows));
        }
        boolean more = sessions.size() > most;
        if (more) {
            sessions.removeLast();
        }
        return new Page(sessions, more ? Optional.of(Page.Cursor.after(sessions.getLast())) : Optional.empty());
    }

    /** When the sessions began, in equal stretches over the request's time. */
    public Answer<List<Bucket>> histogram(SearchRequest request, int buckets) {
        long width = Math.max(1, (request.toNanos() - request.fromNanos()) / Math.clamp(buckets, 1, MOST_ROWS));
        long begin = request.fromNanos();
        var sql = "SELECT greatest(0, (first_nanos - " + begin + ") // " + width + ") AS bucket,"
                + " count(*) FILTER (verdict <= 1) AS allowed, count(*) FILTER (verdict > 1) AS denied,"
                + " CAST(sum(packets) AS BIGINT) AS packets, CAST(sum(bytes) AS BIGINT) AS bytes,"
                + " CAST(sum(lost) AS BIGINT) AS lost"
                + " FROM session WHERE %s GROUP BY bucket ORDER BY bucket";
        return ask(request, sql, List.of(), List.of(), rows -> {
            var found = new ArrayList<Bucket>();
            while (rows.next()) {
                found.add(new Bucket(
                        begin + rows.getLong("bucket") * width,
                        rows.getLong("allowed"),
                        rows.getLong("denied"),
                        rows.getLong("packets"),
                        rows.getLong("bytes"),
                        rows.getLong("lost")));
            }
            return found;
        });
    }

    /** Who, between whom, how and about what. */
    public Answer<Summary> summary(SearchRequest request, int lines) {
        var total = ask(request, Summaries.TOTAL, List.of(), Summaries.NONE, Summaries::total);
        var sums = total.value();
        return new Answer<>(
                new Summary(
                        sums.sessions(),
                        sums.packets(),
                        sums.bytes(),
                        lines(request, Summaries.talkers(lines)),
                        lines(request, Summaries.groups(lines)),
                        lines(request, Summaries.protocols(lines)),
                        lines(request, Summaries.names(lines))),
                total.coverage());
    }

    private List<Summary.Line> lines(SearchRequest request, Summaries.Grouping grouping) {
        return ask(request, grouping.sql(), List.of(), List.<Summary.Line>of(), grouping::lines)
                .value();
    }

    /**
     * Names of the segments that hold something of a tap.
     *
     * @throws SearchException if the store cannot answer
     */
    public Set<String> segmentsOf(String tenant, String domain, String tap) {
        try {
            var segments = SegmentList.of(new TenantFolder(store, tenant), PacketSegment.SESSIONS, 0, Long.MAX_VALUE);
            return segments.isEmpty()
                    ? Set.of()
                    : query(
                            tenant,
                            "SELECT DISTINCT segment FROM read_parquet(" + segments.sql(PacketSegment.SESSIONS)
                                    + ") WHERE domain = ? AND tap = ?",
                            List.of(domain, tap),
                            rows -> {
                                var names = new TreeSet<String>();
                                while (rows.next()) {
                                    names.add(rows.getString(1));
                                }
                                return names;
                            });
        } catch (SQLException | IOException failed) {
            throw new SearchException("the store could not answer: " + failed.getMessage(), failed);
        }
    }

    /** Where the packets of one session lie: for each part its segment and the places in it. */
    <T> T parts(SearchRequest request, long flow, int point, Reading<T> reading) {
        var tenant = new TenantFolder(store, request.tenant());
        try {
            var segments = SegmentList.of(tenant, PacketSegment.SESSIONS, request.fromNanos(), request.toNanos());
            if (segments.isEmpty()) {
                throw new SearchException("the packets of this session are no longer kept");
            }
            var condition = PartCondition.of(request);
            var text = "SELECT segment, places FROM read_parquet(" + segments.sql(PacketSegment.SESSIONS) + ") WHERE "
                    + condition.sql() + " AND flow = ? AND point = ? ORDER BY first_nanos";
            var parameters = new ArrayList<>(condition.parameters());
            parameters.add(flow);
            parameters.add(point);
            return query(request.tenant(), text, parameters, reading);
        } catch (SQLException | IOException failed) {
            throw new SearchException("the store could not answer: " + failed.getMessage(), failed);
        }
    }

    /** Asks the table {@code session} of the request's sessions; {@code %s} stands for the query's condition. */
    <T> Answer<T> ask(SearchRequest request, String sql, List<Object> more, T nothing, Reading<T> reading) {
        try {
            var tenant = new TenantFolder(store, request.tenant());
            var segments = SegmentList.of(tenant, PacketSegment.SESSIONS, request.fromNanos(), request.toNanos());
            try {
                return answer(request, segments, sql, more, nothing, reading);
            } catch (SQLException failed) {
                // Perhaps a merge has just replaced files, or one is damaged inside.
                var again = SegmentList.of(tenant, PacketSegment.SESSIONS, request.fromNanos(), request.toNanos())
                        .verified();
                return answer(request, again, sql, more, nothing, reading);
            }
        } catch (SQLException failed) {
            throw new SearchException("the store could not answer: " + failed.getMessage(), failed);
        } catch (IOException failed) {
            throw new SearchException("the store cannot be read: " + failed.getMessage(), failed);
        }
    }

    private <T> Answer<T> answer(
            SearchRequest request, SegmentList segments, String sql, List<Object> more, T nothing, Reading<T> reading)
            throws SQLException {
        if (segments.isEmpty()) {
            return new Answer<>(nothing, segments.coverage());
        }
        var parts = PartCondition.of(request);
        var whole = Condition.of(request.query());
        var text = SessionSql.sessions(segments.sql(PacketSegment.SESSIONS), parts.sql()) + sql.formatted(whole.sql());
        var parameters = new ArrayList<>(parts.parameters());
        parameters.addAll(whole.parameters());
        parameters.addAll(more);
        return new Answer<>(query(request.tenant(), text, parameters, reading), segments.coverage());
    }

    private <T> T query(String tenant, String text, List<Object> parameters, Reading<T> reading) throws SQLException {
        try (var connection = connection(tenant);
                var statement = connection.prepareStatement(text)) {
            statement.setQueryTimeout(PATIENCE_SECONDS);
            for (int i = 0; i < parameters.size(); i++) {
                statement.setObject(i + 1, parameters.get(i));
            }
            try (var rows = statement.executeQuery()) {
                return reading.of(rows);
            }
        }
    }

    /** A connection of its own to the tenant's database, which holds nothing but its limits. */
    private Connection connection(String tenant) throws SQLException {
        synchronized (connections) {
            var known = connections.get(tenant);
            if (known == null) {
                known = LockedDuckDb.open(new TenantFolder(store, tenant).root(), MEGABYTES, THREADS);
                connections.put(tenant, known);
            }
            return known.unwrap(DuckDBConnection.class).duplicate();
        }
    }

    /** The tenant's part of the store. */
    TenantFolder tenant(String name) {
        return new TenantFolder(store, name);
    }

    @Override
    public void close() {
        synchronized (connections) {
            for (var connection : connections.values()) {
                try {
                    connection.close();
                } catch (SQLException ignored) {
                    // in memory: there is nothing to lose
                }
            }
            connections.clear();
        }
    }
}
