package dev.damson.tap.store.finding;

import dev.damson.tap.store.search.SessionRow;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Tells from sessions of one stretch of time what stands out. Knows nothing but what it is given. */
final class Detective {
    /** So many ends that did not answer, within the stretch, are no accident. */
    static final int SCAN_ENDS = 15;

    private static final Set<String> LEGACY = Set.of("SSL 3.0", "TLS 1.0", "TLS 1.1");
    private static final Set<String> UNANSWERED = Set.of("SYN only", "refused");
    private static final int ALLOWED = 1;

    private Detective() {}

    private record Source(String domain, String name) {}

    static List<Finding> look(List<SessionRow> sessions) {
        var findings = new ArrayList<Finding>();
        scans(sessions, findings);
        sessions.stream()
                .filter(row -> LEGACY.contains(row.application().tlsVersion()))
                .forEach(row -> findings.add(legacy(row)));
        return findings;
    }

    private static void scans(List<SessionRow> sessions, List<Finding> findings) {
        Map<Source, Set<String>> ends = new LinkedHashMap<>();
        Map<Source, List<SessionRow>> tries = new LinkedHashMap<>();
        for (var row : sessions) {
            if (row.verdict() != ALLOWED || UNANSWERED.contains(row.tcpState())) {
                var source = new Source(row.domain(), name(row.source()));
                ends.computeIfAbsent(source, unseen -> new HashSet<>())
                        .add(row.destination().address() + " "
                                + row.destination().port());
                tries.computeIfAbsent(source, unseen -> new ArrayList<>()).add(row);
            }
        }
        ends.forEach((source, asked) -> {
            if (asked.size() >= SCAN_ENDS) {
                findings.add(scan(source, asked.size(), tries.getOrDefault(source, List.of())));
            }
        });
    }

    private static Finding scan(Source source, int asked, List<SessionRow> tries) {
        long hosts = tries.stream()
                .map(row -> row.destination().address())
                .distinct()
                .count();
        return new Finding(
                Finding.Kind.SCAN,
                source.domain(),
                source.name(),
                "%d ports of %s asked without an answer"
                        .formatted(asked, hosts == 1 ? "one address" : hosts + " addresses"),
                "src.ip = " + tries.getFirst().source().address(),
                first(tries),
                last(tries));
    }

    private static Finding legacy(SessionRow row) {
        var version = row.application().tlsVersion();
        return new Finding(
                Finding.Kind.LEGACY_TLS,
                row.domain(),
                "%s with %s port %d"
                        .formatted(
                                name(row.source()),
                                name(row.destination()),
                                row.destination().port()),
                "%s agreed on%s"
                        .formatted(
                                version,
                                row.application().tlsName().isEmpty()
                                        ? ""
                                        : " for " + row.application().tlsName()),
                "tls.version = \"%s\" and src.ip = %s and dst.ip = %s"
                        .formatted(
                                version,
                                row.source().address(),
                                row.destination().address()),
                row.first(),
                row.last());
    }

    private static String name(SessionRow.End end) {
        return end.workload().isEmpty() ? end.address() : end.workload();
    }

    private static Instant first(List<SessionRow> rows) {
        return rows.stream().map(SessionRow::first).min(Instant::compareTo).orElse(Instant.EPOCH);
    }

    private static Instant last(List<SessionRow> rows) {
        return rows.stream().map(SessionRow::last).max(Instant::compareTo).orElse(Instant.EPOCH);
    }
}
