package dev.damson.tap.store.segment;

import dev.damson.tap.app.AddressText;
import dev.damson.tap.names.Names;
import dev.damson.tap.names.RuleLabel;
import dev.damson.tap.session.SessionPart;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
import org.duckdb.DuckDBAppender;
import org.duckdb.DuckDBConnection;

/** Writes session parts as a Parquet file, with the names of their moment. */
final class SessionRows {
    private final Connection connection;
    private final Names names;

    SessionRows(Connection connection, Names names) {
        this.connection = connection;
        this.names = names;
    }

    /** Compressed quickly: merging compresses well, and soon. */
    void write(Collection<SessionPart> parts, String tenant, String segment, Path file) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(SessionColumns.TABLE);
            try (var rows = connection.unwrap(DuckDBConnection.class).createAppender("temp", "main", "part")) {
                for (var part : parts) {
                    append(rows, part, tenant, segment);
                }
            }
            statement.execute("COPY (FROM part ORDER BY first_nanos) TO " + LockedDuckDb.literal(file.toString())
                    + " (FORMAT parquet, COMPRESSION snappy)");
            statement.execute("DROP TABLE part");
        }
    }

    private void append(DuckDBAppender rows, SessionPart part, String tenant, String segment) throws SQLException {
        var last = part.last();
        var domain = part.key().domain();
        long revision = last.getRevision();
        var rule = names.rule(tenant, domain, revision, last.getRule());
        rows.beginRow();
        rows.append(domain).append(part.key().tap()).append(part.key().flow());
        rows.append((byte) part.key().point());
        rows.append(last.getEdge()).append(last.getWorkload()).append(last.getPort());
        rows.append(part.firstNanos()).append(part.lastNanos());
        end(rows, part.source(), part.sourcePort(), tenant, domain, revision);
        end(rows, part.destination(), part.destinationPort(), tenant, domain, revision);
        rows.append((byte) part.protocol()).append(part.communityId());
        rows.append(part.packetsForward()).append(part.packetsReverse());
        rows.append(part.bytesForward()).append(part.bytesReverse()).append(part.lost());
        rows.append((byte) part.tcp().flagsForward()).append((byte) part.tcp().flagsReverse());
        rows.append(part.tcp().handshakeNanos()).append(part.tcp().sentAgain());
        rows.append((byte) last.getVerdict().getNumber()).append(revision).append(last.getRule());
        rows.append(rule.map(RuleLabel::tier).orElse(""));
        rows.append(rule.map(RuleLabel::policy).orElse(""));
        rows.append(rule.map(RuleLabel::rule).orElse(""));
        application(rows, part);
        rows.append(segment).append(part.places());
        rows.endRow();
    }

    private void end(DuckDBAppender rows, byte[] address, int port, String tenant, String domain, long revision)
            throws SQLException {
        rows.append(AddressText.of(address)).append(AddressKey.of(address)).append(port);
        rows.append(names.workload(tenant, domain, revision, address).orElse(""));
        rows.append(names.groups(tenant, domain, revision, address));
    }

    private static void application(DuckDBAppender rows, SessionPart part) throws SQLException {
        var facts = part.application();
        rows.append(facts.protocol()).append(facts.guessed());
        rows.append(facts.dnsNames()).append(facts.dnsAnswer()).append(facts.dnsCode());
        rows.append(facts.tlsName()).append(facts.tlsVersion()).append(facts.tlsProtocols());
        rows.append(facts.httpMethod()).append(facts.httpHost()).append(facts.httpPath());
        rows.append(facts.httpStatus());
    }
}
