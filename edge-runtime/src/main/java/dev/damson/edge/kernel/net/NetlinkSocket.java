package dev.damson.edge.kernel.net;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import dev.damson.edge.kernel.Descriptor;
import dev.damson.edge.kernel.Errno;
import dev.damson.edge.kernel.KernelException;
import dev.damson.edge.kernel.Syscall;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** A NETLINK_ROUTE socket of the namespace in which it was opened; one thread at a time. */
final class NetlinkSocket implements AutoCloseable {
    private static final int AF_NETLINK = 16;
    private static final int SOCK_RAW_CLOEXEC = 0x80003;
    private static final int NETLINK_ROUTE = 0;
    private static final int SOL_NETLINK = 270;
    private static final int NETLINK_EXT_ACK = 11;
    private static final int ADDRESS_BYTES = 12;
    private static final int GROUPS_AT = 8;

    /** The kernel fills at most 32 KiB of a datagram (NLMSG_GOODSIZE of a dump). */
    private static final int BUFFER_BYTES = 64 << 10;

    private static final int MSG_DONTWAIT = 0x40;

    private final Descriptor descriptor;
    private final Arena arena = Arena.ofShared();
    private final MemorySegment buffer = arena.allocate(BUFFER_BYTES, Long.BYTES);

    /** @param groups bits of the multicast groups to hear; 0 for none */
    NetlinkSocket(int groups) {
        descriptor =
                new Descriptor(Syscall.SOCKET.call("(AF_NETLINK)", "", AF_NETLINK, SOCK_RAW_CLOEXEC, NETLINK_ROUTE));
        try (var call = Arena.ofConfined()) {
            var on = call.allocateFrom(JAVA_INT, 1);
            Syscall.SETSOCKOPT.call(
                    "(NETLINK_EXT_ACK)",
                    "",
                    descriptor.number(),
                    SOL_NETLINK,
                    NETLINK_EXT_ACK,
                    on.address(),
                    JAVA_INT.byteSize(),
                    0);
            var address = call.allocate(ADDRESS_BYTES, Integer.BYTES);
            address.set(JAVA_SHORT, 0, (short) AF_NETLINK);
            address.set(JAVA_INT, GROUPS_AT, groups);
            Syscall.BIND.call("of a netlink socket", "", descriptor.number(), address.address(), ADDRESS_BYTES);
        } catch (RuntimeException refused) {
            close();
            throw refused;
        }
    }

    Descriptor descriptor() {
        return descriptor;
    }

    void send(ByteBuffer request) {
        buffer.copyFrom(MemorySegment.ofBuffer(request));
        Syscall.SENDTO.call(
                "of a netlink request", "", descriptor.number(), buffer.address(), request.remaining(), 0, 0, 0);
    }

    /** Waits for a datagram; what it returns is overwritten by the next. */
    ByteBuffer receive() {
        return received(
                Syscall.RECVFROM.call("of netlink", "", descriptor.number(), buffer.address(), BUFFER_BYTES, 0, 0, 0));
    }

    /**
     * A datagram if there is one, otherwise an empty buffer.
     *
     * @throws KernelException with ENOBUFS where messages were lost
     */
    ByteBuffer receiveNow() {
        var result = Syscall.RECVFROM.attempt(descriptor.number(), buffer.address(), BUFFER_BYTES, MSG_DONTWAIT, 0, 0);
        if (result < 0) {
            var errno = new Errno((int) -result);
            if (errno.equals(Errno.EAGAIN) || errno.equals(Errno.EINTR)) {
                return received(0);
            }
            throw new KernelException("recvfrom of netlink", errno, "");
        }
        return received(result);
    }

    private ByteBuffer received(long bytes) {
        return buffer.asSlice(0, bytes).asByteBuffer().order(ByteOrder.nativeOrder());
    }

    @Override
    public void close() {
        descriptor.close();
        arena.close();
    }
}
