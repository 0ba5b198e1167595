package dev.damson.console.tap;

import dev.damson.tap.store.search.SessionRow;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * Sessions as comma-separated values (RFC 4180). Texts come from strangers: a spreadsheet must not take one for a
 * formula, and nothing but printable characters gets through.
 */
public final class SessionCsv {
    /** The first line. */
    public static final String HEADER = String.join(
            ",",
            "first",
            "last",
            "domain",
            "tap",
            "source",
            "source_port",
            "source_workload",
            "destination",
            "destination_port",
            "destination_workload",
            "ip_protocol",
            "protocol",
            "verdict",
            "rule",
            "packets",
            "bytes",
            "tcp_state",
            "community_id",
            "dns_names",
            "tls_name",
            "http_host",
            "http_path",
            "http_status");

    private static final String FORMULA = "=+-@\t\r";

    private SessionCsv() {}

    public static String line(SessionRow row) {
        var application = row.application();
        return List.of(
                        row.first().toString(),
                        row.last().toString(),
                        row.domain(),
                        row.tap(),
                        row.source().address(),
                        Integer.toString(row.source().port()),
                        row.source().workload(),
                        row.destination().address(),
                        Integer.toString(row.destination().port()),
                        row.destination().workload(),
                        Integer.toString(row.network()),
                        application.protocol(),
                        verdict(row.verdict()),
                        row.rulePath(),
                        Long.toString(row.packets()),
                        Long.toString(row.bytes()),
                        row.tcpState(),
                        row.communityId(),
                        String.join(" ", application.dnsNames()),
                        application.tlsName(),
                        application.httpHost(),
                        application.httpPath(),
                        application.httpStatus() == 0 ? "" : Integer.toString(application.httpStatus()))
                .stream()
                .map(SessionCsv::cell)
                .collect(Collectors.joining(","));
    }

    /** In words. */
    public static String verdict(int number) {
        return switch (number) {
            case 1 -> "allowed";
            case 2 -> "denied";
            case 3 -> "rejected";
            default -> "";
        };
    }

    static String cell(String text) {
        var plain = new StringBuilder();
        text.codePoints().forEach(point -> {
            int type = Character.getType(point);
            if (type == Character.CONTROL || type == Character.FORMAT || type == Character.SURROGATE) {
                plain.append(String.format(Locale.ROOT, "\\u{%x}", point));
            } else {
                plain.appendCodePoint(point);
            }
        });
        if (!plain.isEmpty() && FORMULA.indexOf(plain.charAt(0)) >= 0) {
            plain.insert(0, '\'');
        }
        var inert = plain.toString();
        return inert.indexOf(',') >= 0 || inert.indexOf('"') >= 0 ? '"' + inert.replace("\"", "\"\"") + '"' : inert;
    }
}
