package dev.damson.tap.store.search;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/** The questions behind a {@link Summary}. */
final class Summaries {
    static final Summary NONE = new Summary(0, 0, 0, List.of(), List.of(), List.of(), List.of());

    private static final String SUMS =
            "count(*) AS sessions, CAST(sum(packets) AS BIGINT) AS packets, CAST(sum(bytes) AS BIGINT) AS bytes";

    static final String TOTAL = "SELECT " + SUMS + " FROM session WHERE %s";

    private static final String ARROW = " → ";

    private Summaries() {}

    /** @param finding makes a name into a query for its sessions */
    record Grouping(String sql, UnaryOperator<String> finding) {
        List<Summary.Line> lines(ResultSet rows) throws SQLException {
            var lines = new ArrayList<Summary.Line>();
            while (rows.next()) {
                var name = rows.getString("name");
                lines.add(new Summary.Line(
                        name,
                        finding.apply(name),
                        rows.getLong("sessions"),
                        rows.getLong("packets"),
                        rows.getLong("bytes")));
            }
            return lines;
        }
    }

    static Summary total(ResultSet rows) throws SQLException {
        return rows.next()
                ? new Summary(
                        rows.getLong("sessions"),
                        rows.getLong("packets"),
                        rows.getLong("bytes"),
                        List.of(),
                        List.of(),
                        List.of(),
                        List.of())
                : NONE;
    }

    static Grouping talkers(int lines) {
        return grouping(
                "CASE WHEN source_workload = '' THEN source ELSE source_workload END",
                "true",
                lines,
                name -> name.matches("[0-9.]+|.*:.*") ? "src.ip = " + name : "src.workload = " + quoted(name));
    }

    static Grouping groups(int lines) {
        return grouping(
                "CASE WHEN len(source_groups) = 0 THEN '*' ELSE source_groups[1] END || '" + ARROW
                        + "' || CASE WHEN len(destination_groups) = 0 THEN '*' ELSE destination_groups[1] END",
                "len(source_groups) > 0 OR len(destination_groups) > 0",
                lines,
                name -> {
                    var ends = name.split(ARROW, 2);
                    var from = ends[0].equals("*") ? "" : "src.group = " + quoted(ends[0]);
                    var to = ends[1].equals("*") ? "" : "dst.group = " + quoted(ends[1]);
                    return (from + " " + to).strip();
                });
    }

    static Grouping protocols(int lines) {
        return grouping(
                "CASE WHEN protocol <> '' THEN protocol WHEN network = 6 THEN 'tcp' WHEN network = 17 THEN 'udp'"
                        + " WHEN network = 1 THEN 'icmp' WHEN network = 58 THEN 'icmpv6' ELSE network::VARCHAR END",
                "true",
                lines,
                name -> "protocol = " + quoted(name));
    }

    static Grouping names(int lines) {
        return grouping(
                "CASE WHEN tls_name <> '' THEN tls_name WHEN http_host <> '' THEN http_host ELSE dns_names[1] END",
                "tls_name <> '' OR http_host <> '' OR len(dns_names) > 0",
                lines,
                name -> "(tls.sni = %1$s or http.host = %1$s or dns.query = %1$s)".formatted(quoted(name)));
    }

    private static Grouping grouping(String name, String having, int lines, UnaryOperator<String> finding) {
        var sql = "SELECT " + name + " AS name, " + SUMS + " FROM session WHERE (" + having
                + ") AND %s GROUP BY name ORDER BY bytes DESC, name LIMIT " + Math.clamp(lines, 1, 100);
        return new Grouping(sql, finding);
    }

    private static String quoted(String text) {
        return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }
}
