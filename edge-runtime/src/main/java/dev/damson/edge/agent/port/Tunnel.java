package dev.damson.edge.agent.port;

import dev.damson.edge.agent.DomainId;
import dev.damson.edge.agent.maps.HostMaps;
import dev.damson.edge.agent.report.Reports;
import dev.damson.edge.kernel.KernelException;
import dev.damson.edge.kernel.net.NetlinkRoute;
import dev.damson.edge.kernel.net.NetworkLink;
import dev.damson.wire.layout.EdgeEntry;
import dev.damson.wire.layout.Maps;
import dev.damson.wire.layout.PortRecord;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * The way to other edges: one VXLAN device for all domains, guarded before it is up, and who may speak through it. All
 * calls on the control thread, in the guarded namespace.
 */
final class Tunnel implements AutoCloseable {
    static final String DEVICE = "damson-vxlan";

    /** RFC 7348, 5. */
    private static final int UDP_PORT = 4789;

    /** Outer IPv4, UDP and VXLAN headers and the inner Ethernet header. */
    private static final int OVERHEAD = 20 + 8 + 8 + 14;

    private static final String SUBJECT = "tunnel";

    private final HostMaps maps;
    private final Guard guard;
    private final HostTable edges;
    private final String underlayInterface;
    private final Reports reports;
    private final NetlinkRoute route = NetlinkRoute.open();
    private int guarded;

    /** What the device needs: this host's own address, and the interface that has it. */
    private record Underlay(byte[] address, NetworkLink link) {}

    /** @param underlayInterface empty: this host talks to no other edge */
    Tunnel(HostMaps maps, Guard guard, String underlayInterface, Reports reports) {
        this.maps = maps;
        this.guard = guard;
        this.edges = new HostTable(maps.map(Maps.EDGES));
        this.underlayInterface = underlayInterface;
        this.reports = reports;
    }

    /** Brings device and peers in line with what is bound and what is there. */
    void reconcile(Bindings bindings, Map<DomainId, Integer> domainSlots, List<NetworkLink> links) {
        edges.set(peers(bindings, domainSlots));
        try {
            var underlay = underlay(bindings, links);
            if (underlay.isPresent()) {
                open(underlay.get(), links);
                reports.solved(SUBJECT);
            } else {
                maps.setTunnel(0, new byte[Integer.BYTES], 0);
            }
        } catch (KernelException refused) {
            maps.setTunnel(0, new byte[Integer.BYTES], 0);
            reports.problem(SUBJECT, "no way to other edges: " + refused.getMessage());
        }
    }

    /** Leads the device into the maps of this agent; until then a predecessor's link went on with what it had. */
    void takeOver() {
        if (guarded != 0) {
            guard.closeTunnel(guarded);
        }
    }

    private static Map<ByteBuffer, ByteBuffer> peers(Bindings bindings, Map<DomainId, Integer> domainSlots) {
        var peers = new HashMap<ByteBuffer, ByteBuffer>();
        for (var port : bindings.ports().values()) {
            var domain = port.id().domain();
            port.edgeAddress().ifPresent(address -> {
                var number = Objects.requireNonNull(bindings.domains().get(domain));
                var slot = Objects.requireNonNull(domainSlots.get(domain));
                peers.put(ByteBuffer.wrap(EdgeEntry.key(number, address)), ByteBuffer.wrap(EdgeEntry.value(slot)));
            });
        }
        return peers;
    }

    private Optional<Underlay> underlay(Bindings bindings, List<NetworkLink> links) {
        var elsewhere =
                bindings.ports().values().stream().filter(port -> !port.here()).count();
        if (elsewhere == 0) {
            reports.solved(SUBJECT);
            return Optional.empty();
        }
        var missing = "%d ports are on other edges and cannot be reached: ".formatted(elsewhere);
        if (underlayInterface.isEmpty() || bindings.ownAddress().isEmpty()) {
            reports.problem(
                    SUBJECT,
                    missing
                            + (underlayInterface.isEmpty()
                                    ? "the setting \"edge.underlay-interface\" is empty"
                                    : "the director has no underlay address of this edge"));
            return Optional.empty();
        }
        var link = named(links, underlayInterface);
        if (link.isEmpty()) {
            reports.problem(SUBJECT, missing + "there is no interface \"%s\"".formatted(underlayInterface));
        }
        return link.map(found -> new Underlay(bindings.ownAddress().orElseThrow(), found));
    }

    private static Optional<NetworkLink> named(List<NetworkLink> links, String name) {
        return links.stream().filter(link -> link.name().equals(name)).findFirst();
    }

    private void open(Underlay underlay, List<NetworkLink> links) {
        var mtu = underlay.link().mtu() - OVERHEAD;
        var device = named(links, DEVICE);
        if (device.isEmpty()) {
            route.addVxlan(DEVICE, UDP_PORT, mtu);
            device = route.link(DEVICE);
        }
        var index = device.orElseThrow().index();
        if (!guard.leads(PortRecord.TUNNEL, index)) {
            guard.closeTunnel(index);
        }
        guarded = index;
        if (!device.orElseThrow().up()) {
            route.setUp(index);
        }
        maps.setTunnel(index, underlay.address(), mtu);
    }

    /** What is open stays open, guarded. */
    @Override
    public void close() {
        route.close();
    }
}
