package dev.damson.edge.kernel.net;

import dev.damson.edge.kernel.Errno;
import dev.damson.edge.kernel.KernelException;
import dev.damson.edge.kernel.Wakeable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Hears of changes to the interfaces of the namespace in which it was opened. Open it before listing the interfaces, so
 * that nothing falls between. What changes about an interface that is switched off, such as its alias, is told when it
 * is switched on. One thread awaits; any thread may call {@link #wakeUp}.
 */
public final class LinkWatch implements AutoCloseable {
    /** RTMGRP_LINK, the bit of RTNLGRP_LINK. */
    private static final int LINK_GROUP = 1;

    /** Messages of other families tell of a bridge's ports: leaving a bridge would look like a removal. */
    private static final byte AF_UNSPEC = 0;

    private final NetlinkSocket socket;
    private final Wakeable wakeable;

    private LinkWatch(NetlinkSocket socket) {
        this.socket = socket;
        wakeable = new Wakeable(socket.descriptor());
    }

    /** Opens one in the namespace of the calling thread. */
    public static LinkWatch open() {
        return new LinkWatch(new NetlinkSocket(LINK_GROUP));
    }

    /**
     * Waits for events.
     *
     * @return in their order; empty when the time was up or {@link #wakeUp} was called
     */
    public List<LinkEvent> await(Duration atMost) {
        var events = new ArrayList<LinkEvent>();
        if (wakeable.awaitReadable(atMost)) {
            while (drain(events)) {
                // until the socket is empty
            }
        }
        return events;
    }

    /** Ends the present or next {@link #await}. */
    public void wakeUp() {
        wakeable.wakeUp();
    }

    private boolean drain(List<LinkEvent> events) {
        try {
            var datagram = socket.receiveNow();
            for (var message : NetlinkMessage.parse(datagram)) {
                if (message.body().get(0) != AF_UNSPEC) {
                    continue;
                }
                if (message.type() == NetlinkRequest.RTM_NEWLINK) {
                    events.add(new LinkEvent.Changed(NetworkLink.of(message)));
                } else if (message.type() == NetlinkRequest.RTM_DELLINK) {
                    events.add(new LinkEvent.Removed(NetworkLink.of(message)));
                }
            }
            return datagram.hasRemaining();
        } catch (KernelException refused) {
            if (!refused.errno().equals(Errno.ENOBUFS)) {
                throw refused;
            }
            events.add(new LinkEvent.Lost());
            return true;
        }
    }

    @Override
    public void close() {
        wakeable.close();
        socket.close();
    }
}
