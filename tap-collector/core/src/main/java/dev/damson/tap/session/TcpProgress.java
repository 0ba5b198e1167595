package dev.damson.tap.session;

import dev.damson.tap.flow.PacketHeaders;

/** How far a TCP connection came, and what was sent again. */
public final class TcpProgress {
    private int flagsForward;
    private int flagsReverse;
    private long synNanos;
    private long synAckNanos;
    private long handshakeNanos = -1;
    private long nextForward = -1;
    private long nextReverse = -1;
    private int sentAgain;

    void add(PacketHeaders headers, boolean reply, long nanos) {
        int flags = headers.tcpFlags();
        boolean syn = (flags & PacketHeaders.SYN) != 0;
        if (!reply && syn && synNanos == 0) {
            synNanos = nanos;
        } else if (reply && syn && synAckNanos == 0) {
            synAckNanos = nanos;
        } else if (!reply && !syn && synNanos != 0 && synAckNanos != 0 && handshakeNanos < 0) {
            handshakeNanos = nanos - synNanos;
        }
        again(headers, reply, flags);
        if (reply) {
            flagsReverse |= flags;
        } else {
            flagsForward |= flags;
        }
    }

    private void again(PacketHeaders headers, boolean reply, int flags) {
        int length = headers.wirePayload()
                + ((flags & PacketHeaders.SYN) != 0 ? 1 : 0)
                + ((flags & PacketHeaders.FIN) != 0 ? 1 : 0);
        if (length == 0) {
            return;
        }
        long next = reply ? nextReverse : nextForward;
        int ahead = (int) (headers.sequence() - next); // sequence numbers wrap
        if (next >= 0 && ahead < 0) {
            sentAgain++;
            return;
        }
        long after = headers.sequence() + length & 0xffffffffL;
        if (reply) {
            nextReverse = after;
        } else {
            nextForward = after;
        }
    }

    /** Every flag that the originator sent, or'ed. */
    public int flagsForward() {
        return flagsForward;
    }

    public int flagsReverse() {
        return flagsReverse;
    }

    /** From the SYN to the originator's first answer to the SYN, ACK; -1 if it was not all seen. */
    public long handshakeNanos() {
        return handshakeNanos;
    }

    /** Segments with a sequence number that was already passed. */
    public int sentAgain() {
        return sentAgain;
    }

    /** In the analyst's words, from the flags of all parts of a session. */
    public static String state(int forward, int reverse) {
        if (forward == 0 && reverse == 0) {
            return "";
        }
        if (((forward | reverse) & PacketHeaders.RST) != 0) {
            return (reverse & PacketHeaders.RST) != 0
                            && (reverse & PacketHeaders.SYN) == 0
                            && (forward & PacketHeaders.SYN) != 0
                    ? "refused"
                    : "reset";
        }
        if ((forward & reverse & PacketHeaders.FIN) != 0) {
            return "ended";
        }
        if (((forward | reverse) & PacketHeaders.FIN) != 0) {
            return "ending";
        }
        if ((forward & PacketHeaders.SYN) != 0 && reverse == 0) {
            return "SYN only";
        }
        if ((reverse & PacketHeaders.SYN) != 0 && (forward & PacketHeaders.ACK) == 0) {
            return "half open";
        }
        return "established";
    }
}
