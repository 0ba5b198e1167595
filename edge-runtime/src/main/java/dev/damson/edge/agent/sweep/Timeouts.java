package dev.damson.edge.agent.sweep;

import dev.damson.wire.layout.ConnKey;
import dev.damson.wire.layout.ConnValue;
import java.nio.ByteBuffer;
import java.time.Duration;

/** After how much silence a connection is none any more. */
final class Timeouts {
    /** RFC 5382, REQ-5: not less than 2 hours 4 minutes, since keep-alives come every two hours. */
    static final Duration TCP_ESTABLISHED = Duration.ofMinutes(124);

    /** RFC 5382, REQ-5, for what is half closed: 4 minutes. */
    static final Duration TCP_HALF_CLOSED = Duration.ofMinutes(4);

    /**
     * Both sides have said FIN, or one RST. Longer than the last ACK is waited for and sent again on a path of
     * milliseconds; a SYN with the same ports need not wait for it (nf_conntrack has the same for RST).
     */
    static final Duration TCP_CLOSED = Duration.ofSeconds(10);

    /** RFC 4787, REQ-5: 5 minutes are recommended. */
    static final Duration UDP = Duration.ofMinutes(5);

    /** RFC 5508, REQ-2: not less than 60 seconds. */
    static final Duration ICMP = Duration.ofSeconds(60);

    /** nf_conntrack_generic_timeout of Linux. */
    static final Duration OTHER = Duration.ofMinutes(10);

    private static final int FIN = 1;
    private static final int RST = 4;

    private Timeouts() {}

    static Duration of(ByteBuffer key, ByteBuffer value) {
        return switch (ConnKey.PROTOCOL.getInt(key)) {
            case 6 -> tcp(ConnValue.TCP_FORWARD.getInt(value), ConnValue.TCP_REVERSE.getInt(value));
            case 17 -> UDP;
            case 1, 58 -> ICMP;
            default -> OTHER;
        };
    }

    private static Duration tcp(int forward, int reverse) {
        if (((forward | reverse) & RST) != 0 || (forward & reverse & FIN) != 0) {
            return TCP_CLOSED;
        }
        return ((forward | reverse) & FIN) != 0 ? TCP_HALF_CLOSED : TCP_ESTABLISHED;
    }
}
