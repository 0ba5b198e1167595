package dev.damson.tap.store.search;

import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Rows of the table {@code session} as records. */
final class SessionReader {
    private SessionReader() {}

    static SessionRow row(ResultSet row) throws SQLException {
        return new SessionRow(
                row.getString("domain"),
                row.getString("tap"),
                row.getLong("flow"),
                row.getInt("point"),
                row.getString("edge"),
                row.getString("workload"),
                row.getString("port"),
                row.getLong("first_nanos"),
                row.getLong("last_nanos"),
                end(row, "source"),
                end(row, "destination"),
                row.getInt("network"),
                row.getString("community_id"),
                row.getLong("packets_forward"),
                row.getLong("packets_reverse"),
                row.getLong("bytes_forward"),
                row.getLong("bytes_reverse"),
                row.getLong("lost"),
                row.getInt("tcp_forward"),
                row.getInt("tcp_reverse"),
                row.getLong("handshake_nanos"),
                row.getInt("sent_again"),
                row.getInt("verdict"),
                row.getLong("revision"),
                row.getString("rule_path"),
                row.getString("rule_tier"),
                application(row));
    }

    private static SessionRow.End end(ResultSet row, String side) throws SQLException {
        return new SessionRow.End(
                row.getString(side),
                row.getInt(side + "_port"),
                row.getString(side + "_workload"),
                texts(row.getArray(side + "_groups")));
    }

    private static SessionRow.Application application(ResultSet row) throws SQLException {
        return new SessionRow.Application(
                row.getString("protocol"),
                row.getBoolean("guessed"),
                texts(row.getArray("dns_names")),
                row.getString("dns_answer"),
                row.getInt("dns_code"),
                row.getString("tls_name"),
                row.getString("tls_version"),
                row.getString("tls_protocols"),
                row.getString("http_method"),
                row.getString("http_host"),
                row.getString("http_path"),
                row.getInt("http_status"));
    }

    private static List<String> texts(Array array) throws SQLException {
        var texts = new ArrayList<String>();
        for (var text : (Object[]) array.getArray()) {
            texts.add(String.valueOf(text));
        }
        return texts;
    }
}
