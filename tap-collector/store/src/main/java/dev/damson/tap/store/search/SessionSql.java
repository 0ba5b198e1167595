package dev.damson.tap.store.search;

import dev.damson.tap.store.segment.SessionColumns;

/** How parts of a session become one: by the flow, at one point, of one tap. */
final class SessionSql {
    /** What can be said of a merged session alone. */
    private static final String DERIVED = """
        packets_forward + packets_reverse AS packets, bytes_forward + bytes_reverse AS bytes,
        (last_nanos - first_nanos) // 1000000 AS duration_millis,
        CASE WHEN rule_name = '' THEN ''
             WHEN rule_policy = '' THEN domain || '/' || rule_name
             ELSE domain || '/' || rule_policy || '/' || rule_name END AS rule_path
        """;

    private SessionSql() {}

    /** A table {@code session} of the sessions in files, of those parts that a condition leaves. */
    static String sessions(String files, String partCondition) {
        return "WITH merged AS (SELECT " + SessionColumns.KEY + ", " + SessionColumns.MERGED + " FROM read_parquet("
                + files + ") WHERE " + partCondition + " GROUP BY " + SessionColumns.KEY + "), session AS (SELECT *, "
                + DERIVED + " FROM merged) ";
    }
}
