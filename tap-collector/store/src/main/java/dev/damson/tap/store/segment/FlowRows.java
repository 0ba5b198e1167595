package dev.damson.tap.store.segment;

import dev.damson.tap.app.AddressText;
import dev.damson.tap.names.Names;
import dev.damson.tap.names.RuleLabel;
import dev.damson.wire.proto.FlowEvent;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
import org.duckdb.DuckDBAppender;
import org.duckdb.DuckDBConnection;

/** Writes flow events as a Parquet file, with the names of their moment. */
final class FlowRows {
    private static final String TABLE = """
        CREATE OR REPLACE TEMP TABLE flow (
            domain VARCHAR, kind UTINYINT, nanos BIGINT, flow BIGINT, edge VARCHAR,
            workload VARCHAR, port VARCHAR, point UTINYINT,
            enforced UTINYINT, pending UTINYINT, revision BIGINT,
            rule INTEGER, rule_path VARCHAR, rule_tier VARCHAR,
            pending_rule INTEGER, pending_rule_path VARCHAR,
            network UTINYINT,
            source VARCHAR, source_key BLOB, source_port INTEGER, source_workload VARCHAR,
            destination VARCHAR, destination_key BLOB, destination_port INTEGER, destination_workload VARCHAR,
            packets_forward BIGINT, bytes_forward BIGINT, packets_reverse BIGINT, bytes_reverse BIGINT,
            suppressed BIGINT, mid_stream BOOLEAN)
        """;

    private final Connection connection;
    private final Names names;

    FlowRows(Connection connection, Names names) {
        this.connection = connection;
        this.names = names;
    }

    void write(Collection<FlowEvent> events, String tenant, Path file) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(TABLE);
            try (var rows = connection.unwrap(DuckDBConnection.class).createAppender("temp", "main", "flow")) {
                for (var event : events) {
                    append(rows, event, tenant);
                }
            }
            statement.execute("COPY (FROM flow ORDER BY nanos) TO " + LockedDuckDb.literal(file.toString())
                    + " (FORMAT parquet, COMPRESSION snappy)");
            statement.execute("DROP TABLE flow");
        }
    }

    private void append(DuckDBAppender rows, FlowEvent event, String tenant) throws SQLException {
        var known = names.find(tenant, event.getDomain(), event.getRevision());
        var rule = known.flatMap(revision -> revision.rule(event.getRule()));
        var pending = known.flatMap(revision -> revision.rule(event.getPendingRule()));
        rows.beginRow();
        rows.append(event.getDomain()).append((byte) event.getKindValue()).append(event.getUnixNanos());
        rows.append(event.getFlowId()).append(event.getEdge());
        rows.append(event.getWorkload()).append(event.getPort()).append((byte) event.getEndValue());
        rows.append((byte) event.getEnforcedValue()).append((byte) event.getPendingValue());
        rows.append(event.getRevision()).append(event.getRule());
        rows.append(rule.map(RuleLabel::path).orElse(""));
        rows.append(rule.map(RuleLabel::tier).orElse(""));
        rows.append(event.getPendingRule()).append(pending.map(RuleLabel::path).orElse(""));
        rows.append((byte) event.getProtocol());
        end(rows, event.getSource().toByteArray(), event.getSourcePort(), event.getSourceWorkload());
        end(rows, event.getDestination().toByteArray(), event.getDestinationPort(), event.getDestinationWorkload());
        rows.append(event.getPacketsForward()).append(event.getBytesForward());
        rows.append(event.getPacketsReverse()).append(event.getBytesReverse());
        rows.append(event.getSuppressed()).append(event.getMidStream());
        rows.endRow();
    }

    private static void end(DuckDBAppender rows, byte[] address, int port, String workload) throws SQLException {
        rows.append(AddressText.of(address))
                .append(AddressKey.of(address))
                .append(port)
                .append(workload);
    }
}
