package dev.damson.tap.store.segment;

/** The columns of a segment's {@code sessions.parquet}: one row for each session part. */
final class SessionColumns {
    static final String TABLE = """
            CREATE OR REPLACE TEMP TABLE part (
                domain VARCHAR, tap VARCHAR, flow BIGINT, point UTINYINT,
                edge VARCHAR, workload VARCHAR, port VARCHAR,
                first_nanos BIGINT, last_nanos BIGINT,
                source VARCHAR, source_key BLOB, source_port INTEGER,
                source_workload VARCHAR, source_groups VARCHAR[],
                destination VARCHAR, destination_key BLOB, destination_port INTEGER,
                destination_workload VARCHAR, destination_groups VARCHAR[],
                network UTINYINT, community_id VARCHAR,
                packets_forward BIGINT, packets_reverse BIGINT,
                bytes_forward BIGINT, bytes_reverse BIGINT, lost BIGINT,
                tcp_forward UTINYINT, tcp_reverse UTINYINT, handshake_nanos BIGINT, sent_again INTEGER,
                verdict UTINYINT, revision BIGINT, rule INTEGER,
                rule_tier VARCHAR, rule_policy VARCHAR, rule_name VARCHAR,
                protocol VARCHAR, guessed BOOLEAN,
                dns_names VARCHAR[], dns_answer VARCHAR, dns_code INTEGER,
                tls_name VARCHAR, tls_version VARCHAR, tls_protocols VARCHAR,
                http_method VARCHAR, http_host VARCHAR, http_path VARCHAR, http_status INTEGER,
                segment VARCHAR, places BIGINT[])
            """;

    private SessionColumns() {}
}
