package dev.damson.tap.store.segment;

/** The columns of a segment's {@code sessions.parquet}, one row for each session part, and how parts become one. */
public final class SessionColumns {
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

    /** All of them, in the file's order. */
    static final String NAMES = """
        domain, tap, flow, point, edge, workload, port, first_nanos, last_nanos,
        source, source_key, source_port, source_workload, source_groups,
        destination, destination_key, destination_port, destination_workload, destination_groups,
        network, community_id, packets_forward, packets_reverse, bytes_forward, bytes_reverse, lost,
        tcp_forward, tcp_reverse, handshake_nanos, sent_again,
        verdict, revision, rule, rule_tier, rule_policy, rule_name, protocol, guessed,
        dns_names, dns_answer, dns_code, tls_name, tls_version, tls_protocols,
        http_method, http_host, http_path, http_status, segment, places
        """;

    /** What tells sessions apart. */
    public static final String KEY = "domain, tap, flow, point";

    /** Of parts: everything about a session except where its packets lie. */
    public static final String MERGED = """
        any_value(edge) AS edge, any_value(workload) AS workload, any_value(port) AS port,
        min(first_nanos) AS first_nanos, max(last_nanos) AS last_nanos,
        any_value(source) AS source, any_value(source_key) AS source_key, any_value(source_port) AS source_port,
        max(source_workload) AS source_workload, arg_max(source_groups, len(source_groups)) AS source_groups,
        any_value(destination) AS destination, any_value(destination_key) AS destination_key,
        any_value(destination_port) AS destination_port,
        max(destination_workload) AS destination_workload,
        arg_max(destination_groups, len(destination_groups)) AS destination_groups,
        any_value(network) AS network, any_value(community_id) AS community_id,
        CAST(sum(packets_forward) AS BIGINT) AS packets_forward,
        CAST(sum(packets_reverse) AS BIGINT) AS packets_reverse,
        CAST(sum(bytes_forward) AS BIGINT) AS bytes_forward, CAST(sum(bytes_reverse) AS BIGINT) AS bytes_reverse,
        CAST(sum(lost) AS BIGINT) AS lost,
        bit_or(tcp_forward) AS tcp_forward, bit_or(tcp_reverse) AS tcp_reverse,
        max(handshake_nanos) AS handshake_nanos, CAST(sum(sent_again) AS INTEGER) AS sent_again,
        arg_max(verdict, last_nanos) AS verdict, arg_max(revision, last_nanos) AS revision,
        arg_max(rule, last_nanos) AS rule, arg_max(rule_tier, last_nanos) AS rule_tier,
        arg_max(rule_policy, last_nanos) AS rule_policy, arg_max(rule_name, last_nanos) AS rule_name,
        arg_max(protocol, CASE WHEN protocol = '' THEN 0 WHEN guessed THEN 1 ELSE 2 END) AS protocol,
        bool_and(guessed OR protocol = '') AS guessed,
        list_distinct(flatten(list(dns_names))) AS dns_names, max(dns_answer) AS dns_answer,
        max(dns_code) AS dns_code,
        max(tls_name) AS tls_name, max(tls_version) AS tls_version, max(tls_protocols) AS tls_protocols,
        max(http_method) AS http_method, max(http_host) AS http_host, max(http_path) AS http_path,
        max(http_status) AS http_status
        """;

    private SessionColumns() {}
}
