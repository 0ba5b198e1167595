package dev.damson.tap.store.search;

import static dev.damson.tap.store.search.Field.Kind.ADDRESS;
import static dev.damson.tap.store.search.Field.Kind.NUMBER;
import static dev.damson.tap.store.search.Field.Kind.PROTOCOL;
import static dev.damson.tap.store.search.Field.Kind.TEXT;
import static dev.damson.tap.store.search.Field.Kind.TEXTS;
import static dev.damson.tap.store.search.Field.Kind.VERDICT;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What of a session can be asked for. */
public enum Field {
    IP("ip", ADDRESS, true, "either end's address, or a CIDR", "source_key", "destination_key"),
    SRC_IP("src.ip", ADDRESS, true, "address of who began, or a CIDR", "source_key"),
    DST_IP("dst.ip", ADDRESS, true, "address of who was asked, or a CIDR", "destination_key"),
    PORT("port", NUMBER, true, "either end's port, or a range", "source_port", "destination_port"),
    SRC_PORT("src.port", NUMBER, true, "port of who began, or a range", "source_port"),
    DST_PORT("dst.port", NUMBER, true, "port of who was asked, or a range", "destination_port"),
    WORKLOAD("workload", TEXT, false, "either end's workload", "source_workload", "destination_workload"),
    SRC_WORKLOAD("src.workload", TEXT, false, "workload of who began", "source_workload"),
    DST_WORKLOAD("dst.workload", TEXT, false, "workload of who was asked", "destination_workload"),
    GROUP("group", TEXTS, false, "a group of either end", "source_groups", "destination_groups"),
    SRC_GROUP("src.group", TEXTS, false, "a group of who began", "source_groups"),
    DST_GROUP("dst.group", TEXTS, false, "a group of who was asked", "destination_groups"),
    PROTOCOL_NAME("protocol", PROTOCOL, false, "tcp, udp, icmp, or dns, http, tls and other applications", "protocol"),
    COMMUNITY("community", TEXT, true, "Community ID", "community_id"),
    DNS_QUERY("dns.query", TEXTS, false, "a name that was asked for", "dns_names"),
    DNS_ANSWER("dns.answer", TEXT, false, "the first answer", "dns_answer"),
    DNS_CODE("dns.code", NUMBER, false, "response code, 0 is no error", "dns_code"),
    TLS_SNI("tls.sni", TEXT, false, "server name of a TLS hello", "tls_name"),
    TLS_VERSION("tls.version", TEXT, false, "TLS 1.2, TLS 1.3", "tls_version"),
    TLS_ALPN("tls.alpn", TEXT, false, "application protocols of a TLS hello", "tls_protocols"),
    HTTP_HOST("http.host", TEXT, false, "host of a request", "http_host"),
    HTTP_PATH("http.path", TEXT, false, "path of a request, without its query", "http_path"),
    HTTP_METHOD("http.method", TEXT, false, "method of a request", "http_method"),
    HTTP_STATUS("http.status", NUMBER, false, "status of an answer, or a range", "http_status"),
    VERDICT_WORD("verdict", VERDICT, false, "allowed, denied, rejected", "verdict"),
    RULE("rule", TEXT, false, "domain/policy/rule that decided", "rule_path"),
    TIER("tier", TEXT, false, "tier of the rule that decided", "rule_tier"),
    BYTES("bytes", NUMBER, false, "bytes on the wire of both directions; 10k, 5M, 1G", "bytes"),
    PACKETS("packets", NUMBER, false, "packets of both directions", "packets"),
    LOST("lost", NUMBER, false, "packets of the tap lost just before", "lost"),
    RETRANSMITTED("retransmitted", NUMBER, false, "TCP segments sent again", "sent_again"),
    DURATION("duration", NUMBER, false, "milliseconds from the first to the last packet", "duration_millis"),
    TAP("tap", TEXT, true, "name of the tap", "tap"),
    EDGE("edge", TEXT, false, "edge of the capture point", "edge");

    /** How values are written and compared. */
    enum Kind {
        ADDRESS,
        NUMBER,
        TEXT,
        TEXTS,
        PROTOCOL,
        VERDICT
    }

    private final String word;
    private final Kind kind;
    private final boolean inEveryPart;
    private final String meaning;

    @SuppressWarnings("ImmutableEnumChecker") // List.of
    private final List<String> columns;

    Field(String word, Kind kind, boolean inEveryPart, String meaning, String... columns) {
        this.word = word;
        this.kind = kind;
        this.inEveryPart = inEveryPart;
        this.meaning = meaning;
        this.columns = List.of(columns);
    }

    /** As it is typed. */
    public String word() {
        return word;
    }

    /** For a person who completes a query. */
    public String meaning() {
        return meaning;
    }

    Kind kind() {
        return kind;
    }

    /** Whether each part of a session has the session's value, so that parts can be left out before they are merged. */
    boolean inEveryPart() {
        return inEveryPart;
    }

    /** Columns of a merged session; one of them has to match. */
    List<String> columns() {
        return columns;
    }

    static Optional<Field> of(String word) {
        var lower = word.toLowerCase(Locale.ROOT);
        return Arrays.stream(values()).filter(field -> field.word.equals(lower)).findFirst();
    }
}
