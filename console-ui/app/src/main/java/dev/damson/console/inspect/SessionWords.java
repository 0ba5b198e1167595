package dev.damson.console.inspect;

import dev.damson.console.kit.Decision;
import dev.damson.console.kit.Verdict;
import dev.damson.tap.session.NetworkNames;
import dev.damson.tap.store.search.SessionRow;
import java.time.Duration;
import java.util.Locale;

/** A stored session in words. */
final class SessionWords {
    private static final int ALLOWED = 1;
    private static final int DENIED = 2;
    private static final int REJECTED = 3;
    private static final int ENTERING = 2;
    private static final int TCP = 6;
    private static final int UDP = 17;
    private static final int SCTP = 132;

    private SessionWords() {}

    static Verdict verdict(SessionRow row) {
        return switch (row.verdict()) {
            case ALLOWED -> Verdict.ALLOWED;
            case DENIED, REJECTED -> Verdict.DENIED;
            default -> Verdict.UNKNOWN;
        };
    }

    static Decision decision(SessionRow row) {
        return new Decision(
                verdict(row),
                row.point() == ENTERING ? "entering" : "leaving",
                row.workload(),
                row.edge(),
                row.revision(),
                row.rulePath().isEmpty() ? "a rule whose name is not known" : row.rulePath(),
                row.ruleTier().isEmpty() ? null : row.ruleTier(),
                null);
    }

    static String name(SessionRow.End end) {
        return end.workload().isEmpty() ? end.address() : end.workload();
    }

    /** {@code 10.1.0.11:80}, {@code [fd00::1]:80}; without a port where there is none. */
    static String address(SessionRow row, SessionRow.End end) {
        if (!hasPorts(row)) {
            return end.address();
        }
        return (end.address().contains(":") ? "[" + end.address() + "]:" : end.address() + ":") + end.port();
    }

    static boolean hasPorts(SessionRow row) {
        return row.network() == TCP || row.network() == UDP || row.network() == SCTP;
    }

    static String protocol(SessionRow row) {
        var application = row.application().protocol();
        return application.isEmpty() ? NetworkNames.protocol(row.network()) : application;
    }

    /** What it was about, else how far it came. */
    static String about(SessionRow row) {
        var known = row.application();
        if (!known.dnsNames().isEmpty()) {
            var answer = known.dnsAnswer().isEmpty() ? "" : " → " + known.dnsAnswer();
            return String.join(", ", known.dnsNames()) + answer;
        }
        if (!known.httpMethod().isEmpty() || known.httpStatus() > 0) {
            var status = known.httpStatus() == 0 ? "" : " → " + known.httpStatus();
            return (known.httpMethod() + " " + known.httpHost() + known.httpPath()).strip() + status;
        }
        if (!known.tlsName().isEmpty() || !known.tlsVersion().isEmpty()) {
            return (known.tlsName() + " " + known.tlsVersion()).strip();
        }
        return row.tcpState();
    }

    static String lasted(Duration length) {
        return length.toMillis() < 1_000
                ? length.toMillis() + " ms"
                : length.toSeconds() < 100
                        ? String.format(Locale.ROOT, "%.1f s", length.toMillis() / 1e3)
                        : length.toMinutes() < 100 ? length.toMinutes() + " min" : length.toHours() + " h";
    }
}
