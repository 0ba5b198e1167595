package dev.damson.tap.store.search;

import dev.damson.tap.session.TcpProgress;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;

/**
 * A stored session; source and destination stand in its original direction.
 *
 * @param flow the edge's flow id
 * @param point 1: leaving the originator's port, 2: entering the responder's
 * @param network IP protocol number
 * @param handshakeNanos -1 if it was not seen
 * @param verdict as the wire's enumeration has it: 1 allowed, 2 denied, 3 rejected
 */
public record SessionRow(
        String domain,
        String tap,
        long flow,
        int point,
        String edge,
        String workload,
        String port,
        long firstNanos,
        long lastNanos,
        End source,
        End destination,
        int network,
        String communityId,
        long packetsForward,
        long packetsReverse,
        long bytesForward,
        long bytesReverse,
        long lost,
        int tcpForward,
        int tcpReverse,
        long handshakeNanos,
        int sentAgain,
        int verdict,
        long revision,
        String rulePath,
        String ruleTier,
        Application application) {
    private static final int TCP = 6;

    /** One end of a session. */
    public record End(String address, int port, String workload, List<String> groups) {
        public End {
            groups = List.copyOf(groups);
        }
    }

    /** What its payload said in clear; empty texts where it said nothing. */
    public record Application(
            String protocol,
            boolean guessed,
            List<String> dnsNames,
            String dnsAnswer,
            int dnsCode,
            String tlsName,
            String tlsVersion,
            String tlsProtocols,
            String httpMethod,
            String httpHost,
            String httpPath,
            int httpStatus) {
        public Application {
            dnsNames = List.copyOf(dnsNames);
        }
    }

    public Instant first() {
        return Instant.ofEpochSecond(0, firstNanos);
    }

    public Instant last() {
        return Instant.ofEpochSecond(0, lastNanos);
    }

    public Duration duration() {
        return Duration.ofNanos(lastNanos - firstNanos);
    }

    public long packets() {
        return packetsForward + packetsReverse;
    }

    public long bytes() {
        return bytesForward + bytesReverse;
    }

    /** 16 hex digits. */
    public String flowId() {
        return HexFormat.of().toHexDigits(flow);
    }

    /** {@code established}, {@code refused} and so on; empty unless TCP. */
    public String tcpState() {
        return network == TCP ? TcpProgress.state(tcpForward, tcpReverse) : "";
    }
}
