package dev.damson.edge.kernel.net;

import dev.damson.edge.kernel.Errno;
import dev.damson.edge.kernel.KernelException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Questions and orders about the interfaces of one namespace: that of the thread which opened it, whichever thread asks
 * later. Several threads may use one.
 */
public final class NetlinkRoute implements AutoCloseable {
    private static final int NLMSG_ERROR = 2;
    private static final int NLMSG_DONE = 3;

    /** The list changed between two datagrams of a dump: entries may be missing or twice. */
    private static final int NLM_F_DUMP_INTR = 0x10;

    private static final int NLM_F_CAPPED = 0x100;
    private static final int NLM_F_ACK_TLVS = 0x200;
    private static final int NLMSGERR_ATTR_MSG = 1;

    /** {@code ip} limits a name likewise (IFNAMSIZ without the final zero). */
    private static final int NAME_BYTES = 15;

    private static final int IFF_UP = 1;

    private static final int IFLA_INFO_DATA = 2;
    private static final int IFLA_VXLAN_LEARNING = 7;
    private static final int IFLA_VXLAN_PORT = 15;
    private static final int IFLA_VXLAN_GBP = 23;
    private static final int IFLA_VXLAN_COLLECT_METADATA = 25;

    private final NetlinkSocket socket;
    private int sequence;
    private boolean changedMeanwhile;

    private NetlinkRoute(NetlinkSocket socket) {
        this.socket = socket;
    }

    /** Opens one in the namespace of the calling thread. */
    public static NetlinkRoute open() {
        return new NetlinkRoute(new NetlinkSocket(0));
    }

    /** All interfaces, in the order of their indexes. */
    public synchronized List<NetworkLink> links() {
        while (true) {
            var request = request(NetlinkRequest.RTM_GETLINK, NetlinkRequest.NLM_F_DUMP)
                    .link(0, 0, 0);
            changedMeanwhile = false;
            var links = ask(request, "RTM_GETLINK of all links");
            if (!changedMeanwhile) {
                return links;
            }
        }
    }

    /** The interface of a name, if there is one. */
    public synchronized Optional<NetworkLink> link(String name) {
        if (name.isEmpty() || name.length() > NAME_BYTES) {
            throw new IllegalArgumentException(
                    "interface name \"%s\" is not of 1 to %d characters".formatted(name, NAME_BYTES));
        }
        var request = request(NetlinkRequest.RTM_GETLINK, NetlinkRequest.NLM_F_ACK)
                .link(0, 0, 0)
                .text(NetworkLink.IFLA_IFNAME, name);
        return one(request, "RTM_GETLINK of \"" + name + "\"");
    }

    /** The interface of an index, if there is one. */
    public synchronized Optional<NetworkLink> link(int index) {
        var request =
                request(NetlinkRequest.RTM_GETLINK, NetlinkRequest.NLM_F_ACK).link(index, 0, 0);
        return one(request, "RTM_GETLINK of link " + index);
    }

    /** @throws KernelException with ENODEV if it is gone */
    public synchronized void setUp(int index) {
        var request =
                request(NetlinkRequest.RTM_NEWLINK, NetlinkRequest.NLM_F_ACK).link(index, IFF_UP, IFF_UP);
        ask(request, "RTM_NEWLINK of link " + index);
    }

    /**
     * Makes a VXLAN interface whose peers are said by the program that sends, and asked for by the one that receives
     * (external mode), with group numbers beside the VNI (VXLAN-GBP). It is down.
     *
     * @param port UDP, of this host and of its peers
     * @param mtu bytes above its Ethernet header
     * @throws KernelException with EEXIST if an interface has the name, EADDRINUSE if another one has the port
     */
    public synchronized void addVxlan(String name, int port, int mtu) {
        var request = request(
                        NetlinkRequest.RTM_NEWLINK,
                        NetlinkRequest.NLM_F_ACK | NetlinkRequest.NLM_F_CREATE | NetlinkRequest.NLM_F_EXCL)
                .link(0, 0, 0)
                .text(NetworkLink.IFLA_IFNAME, name)
                .number(NetworkLink.IFLA_MTU, mtu)
                .nested(
                        NetworkLink.IFLA_LINKINFO,
                        info -> info.text(NetworkLink.IFLA_INFO_KIND, NetworkLink.VXLAN)
                                .nested(
                                        IFLA_INFO_DATA,
                                        data -> data.octet(IFLA_VXLAN_COLLECT_METADATA, 1)
                                                .octet(IFLA_VXLAN_LEARNING, 0)
                                                .port(IFLA_VXLAN_PORT, port)
                                                .flag(IFLA_VXLAN_GBP)));
        ask(request, "RTM_NEWLINK of VXLAN \"" + name + "\"");
    }

    private Optional<NetworkLink> one(NetlinkRequest request, String subject) {
        try {
            return ask(request, subject).stream().findFirst();
        } catch (KernelException refused) {
            if (refused.errno().equals(Errno.ENODEV)) {
                return Optional.empty();
            }
            throw refused;
        }
    }

    private NetlinkRequest request(int type, int flags) {
        return new NetlinkRequest(type, flags, ++sequence);
    }

    /** Sends and gathers answers until the end of a dump or the acknowledgement. */
    private List<NetworkLink> ask(NetlinkRequest request, String subject) {
        socket.send(request.finished());
        var links = new ArrayList<NetworkLink>();
        while (true) {
            for (var message : NetlinkMessage.parse(socket.receive())) {
                if (message.sequence() != sequence) {
                    continue;
                }
                changedMeanwhile |= (message.flags() & NLM_F_DUMP_INTR) != 0;
                switch (message.type()) {
                    case NetlinkRequest.RTM_NEWLINK -> links.add(NetworkLink.of(message));
                    case NLMSG_DONE -> {
                        return links;
                    }
                    case NLMSG_ERROR -> {
                        var error = -message.body().getInt(0);
                        if (error == 0) {
                            return links;
                        }
                        throw new KernelException(subject, new Errno(error), explanation(message));
                    }
                    default ->
                        throw new IllegalStateException(
                                "%s was answered with a message of type \"%d\"".formatted(subject, message.type()));
                }
            }
        }
    }

    /** What the kernel says in words (NLMSGERR_ATTR_MSG); empty if nothing. */
    private static String explanation(NetlinkMessage error) {
        if ((error.flags() & NLM_F_ACK_TLVS) == 0) {
            return "";
        }
        var request =
                (error.flags() & NLM_F_CAPPED) == 0 ? error.body().getInt(Integer.BYTES) : NetlinkMessage.HEADER_BYTES;
        return NetlinkAttributes.of(error.body(), Integer.BYTES + NetlinkMessage.aligned(request))
                .text(NLMSGERR_ATTR_MSG)
                .map(text -> "the kernel says: " + text)
                .orElse("");
    }

    @Override
    public synchronized void close() {
        socket.close();
    }
}
