package dev.damson.lab.network;

import java.io.Closeable;
import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/**
 * An ICMP datagram socket (icmp(7), {@code ping_group_range}) connected to one address: the kernel fills in identifier
 * and checksum and hands over only the replies to this socket. Used by one thread at a time.
 */
public final class EchoSocket implements Closeable {
    private static final int AF_INET = 2;
    private static final int AF_INET6 = 10;
    private static final int SOCK_DGRAM = 2;
    private static final int SOCK_CLOEXEC = 0x80000;
    private static final int IPPROTO_ICMP = 1;
    private static final int IPPROTO_ICMPV6 = 58;
    private static final int MSG_DONTWAIT = 0x40;

    /** Type, code, checksum, identifier, sequence (RFC 792, RFC 4443). */
    private static final int HEADER_BYTES = 8;

    private static final int SEQUENCE_OFFSET = 6;
    private static final int LONGEST_REPLY_BYTES = 256;
    private static final byte[] PAYLOAD = "damson laboratory".getBytes(StandardCharsets.US_ASCII);

    /** A reply inside one host comes at once; while there is none the pauses grow, so that waiting costs little. */
    private static final Duration FIRST_PAUSE = Duration.ofMillis(1);

    private static final Duration LONGEST_PAUSE = Duration.ofMillis(100);

    private final int descriptor;
    private final byte requestType;
    private short sequence;

    private EchoSocket(int descriptor, byte requestType) {
        this.descriptor = descriptor;
        this.requestType = requestType;
    }

    static EchoSocket open(InetAddress target) throws IOException {
        var four = target instanceof Inet4Address;
        var descriptor =
                Libc.socket(four ? AF_INET : AF_INET6, SOCK_DGRAM | SOCK_CLOEXEC, four ? IPPROTO_ICMP : IPPROTO_ICMPV6);
        try {
            Libc.connect(descriptor, four ? address4(target) : address6(target));
        } catch (IOException noRoute) {
            Libc.close(descriptor);
            throw noRoute;
        }
        return new EchoSocket(descriptor, (byte) (four ? 8 : 128));
    }

    /** Sends the next request; true if the reply to it arrives in time. */
    public boolean ask(Duration timeout) throws IOException {
        sequence++;
        var request = ByteBuffer.allocate(HEADER_BYTES + PAYLOAD.length).put(requestType);
        request.putShort(SEQUENCE_OFFSET, sequence).put(HEADER_BYTES, PAYLOAD);
        Libc.send(descriptor, request.array(), MSG_DONTWAIT);
        var deadline = System.nanoTime() + timeout.toNanos();
        var pause = FIRST_PAUSE;
        while (!answered()) {
            var left = Duration.ofNanos(deadline - System.nanoTime());
            if (!left.isPositive()) {
                return false;
            }
            rest(pause.compareTo(left) < 0 ? pause : left);
            pause = pause.multipliedBy(2).compareTo(LONGEST_PAUSE) < 0 ? pause.multipliedBy(2) : LONGEST_PAUSE;
        }
        return true;
    }

    @Override
    public void close() throws IOException {
        Libc.close(descriptor);
    }

    private boolean answered() throws IOException {
        while (true) {
            try {
                var reply = Libc.receive(descriptor, LONGEST_REPLY_BYTES, MSG_DONTWAIT);
                if (reply.length >= HEADER_BYTES && ByteBuffer.wrap(reply).getShort(SEQUENCE_OFFSET) == sequence) {
                    return true;
                }
            } catch (SystemCallException nothingYet) {
                if (nothingYet.errno() == Libc.ERRNO_AGAIN) {
                    return false;
                }
                throw nothingYet;
            }
        }
    }

    private static void rest(Duration pause) throws IOException {
        try {
            Thread.sleep(pause);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while waiting for an echo reply", interrupted);
        }
    }

    /** struct sockaddr_in: family in host order, port, address, padding. */
    private static byte[] address4(InetAddress target) {
        var bytes = ByteBuffer.allocate(16).order(ByteOrder.nativeOrder()).putShort((short) AF_INET);
        return bytes.put(4, target.getAddress()).array();
    }

    /** struct sockaddr_in6: family in host order, port, flow label, address, scope. */
    private static byte[] address6(InetAddress target) {
        var bytes = ByteBuffer.allocate(28).order(ByteOrder.nativeOrder()).putShort((short) AF_INET6);
        return bytes.put(8, target.getAddress()).array();
    }
}
