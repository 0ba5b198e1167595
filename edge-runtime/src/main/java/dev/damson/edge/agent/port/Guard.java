package dev.damson.edge.agent.port;

import dev.damson.edge.agent.maps.HostMaps;
import dev.damson.edge.agent.maps.PinFolder;
import dev.damson.edge.kernel.bpf.AttachedPrograms;
import dev.damson.edge.kernel.bpf.BpfLink;
import dev.damson.edge.kernel.bpf.BpfProgram;
import dev.damson.edge.kernel.bpf.Bpffs;
import dev.damson.edge.kernel.bpf.ProgramLoader;
import dev.damson.edge.kernel.bpf.TcxHook;
import dev.damson.edge.kernel.bpf.TcxPosition;
import dev.damson.wire.layout.PortRecord;
import dev.damson.wire.program.Dispatcher;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * The links that close ports: one at each guarded interface, first in its TCX ingress, pinned by port slot. What a link
 * holds is replaced in place, so that between the agent's lives and versions no packet slips through. All calls on a
 * thread in the guarded namespace.
 */
final class Guard implements AutoCloseable {
    private final HostMaps maps;
    private final PinFolder pins;
    private final Map<Integer, BpfLink> links = new HashMap<>();
    private final Set<Integer> shut = new HashSet<>();

    Guard(HostMaps maps) {
        this.maps = maps;
        pins = maps.links();
        for (var pin : Bpffs.pins(pins.path())) {
            links.put(Integer.parseInt(String.valueOf(pin.getFileName())), BpfLink.open(pin));
        }
    }

    /**
     * Makes the interface lead into the port's domain, or nowhere while that has no revision. A link that a predecessor
     * left is taken over if it really is on this interface.
     *
     * @throws dev.damson.edge.kernel.KernelException with ENODEV if the interface went away meanwhile
     */
    void close(int slot, int domainSlot, int interfaceIndex) {
        try (var dispatcher = new ProgramLoader(maps.bySymbol()).load(Dispatcher.image(slot, domainSlot))) {
            hold(slot, interfaceIndex, dispatcher);
            shut.remove(slot);
        }
    }

    /** Makes the tunnel's device let in what known edges send for domains with a revision, and nothing else. */
    void closeTunnel(int interfaceIndex) {
        try (var dispatcher = new ProgramLoader(maps.bySymbol()).load(Dispatcher.tunnel())) {
            hold(PortRecord.TUNNEL, interfaceIndex, dispatcher);
        }
    }

    /** Makes the interface drop everything, as nothing says what it is for any more. */
    void shut(int slot) {
        var link = links.get(slot);
        if (link != null) {
            try (var dropAll = new ProgramLoader(Map.of()).load(Dispatcher.dropAll())) {
                link.update(dropAll);
            }
            shut.add(slot);
        }
    }

    private void hold(int slot, int interfaceIndex, BpfProgram program) {
        var link = links.get(slot);
        if (link != null && isOn(link, interfaceIndex)) {
            link.update(program);
            return;
        }
        forget(slot);
        link = BpfLink.attach(program, interfaceIndex, TcxHook.INGRESS, TcxPosition.FIRST);
        try {
            link.pin(pins.path().resolve(Integer.toString(slot)));
        } catch (RuntimeException refused) {
            link.close();
            throw refused;
        }
        links.put(slot, link);
    }

    /** Whether the slot's link, perhaps a predecessor's, is on this interface. */
    boolean leads(int slot, int interfaceIndex) {
        var link = links.get(slot);
        return link != null && !shut.contains(slot) && isOn(link, interfaceIndex);
    }

    /** Whether the slot's link is on an interface that is still there. */
    boolean holds(int slot) {
        var link = links.get(slot);
        return link != null && link.info().interfaceIndex() != 0;
    }

    /** An index may mean another interface in another namespace, so the interface itself is asked. */
    private static boolean isOn(BpfLink link, int interfaceIndex) {
        var info = link.info();
        return info.interfaceIndex() == interfaceIndex
                && AttachedPrograms.at(interfaceIndex, TcxHook.INGRESS).inOrder().stream()
                        .anyMatch(attached -> attached.linkId() == info.id());
    }

    /** Programs that packets meet before ours; 0 if ours is first. */
    int foreignAhead(int slot, int interfaceIndex) {
        var link = links.get(slot);
        if (link == null) {
            return 0;
        }
        var id = link.info().id();
        var attached = AttachedPrograms.at(interfaceIndex, TcxHook.INGRESS).inOrder();
        for (var ahead = 0; ahead < attached.size(); ahead++) {
            if (attached.get(ahead).linkId() == id) {
                return ahead;
            }
        }
        return attached.size();
    }

    /** The interface is gone: so is what was attached to it. */
    void forget(int slot) {
        shut.remove(slot);
        var link = links.remove(slot);
        if (link != null) {
            pins.unpin(Integer.toString(slot));
            link.close();
        }
    }

    /** The pins stay, and so does what they enforce. */
    @Override
    public void close() {
        links.values().forEach(BpfLink::close);
        links.clear();
    }
}
