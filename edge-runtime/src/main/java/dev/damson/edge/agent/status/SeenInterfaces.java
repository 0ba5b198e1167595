package dev.damson.edge.agent.status;

import dev.damson.edge.kernel.KernelException;
import dev.damson.edge.kernel.bpf.AttachedPrograms;
import dev.damson.edge.kernel.bpf.TcxHook;
import dev.damson.edge.kernel.net.NamespaceThread;
import dev.damson.edge.kernel.net.NetlinkRoute;
import dev.damson.edge.kernel.net.Netns;
import dev.damson.edge.kernel.net.NetworkLink;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The interfaces of the guarded namespace, as somebody else sees them. */
final class SeenInterfaces {
    private SeenInterfaces() {}

    /** @param ingress what is attached to its TCX ingress, in the order in which packets meet it */
    record Seen(String name, List<AttachedPrograms.Attached> ingress) {}

    /** By index; empty if the namespace is gone or may not be entered. */
    static Map<Integer, Seen> in(String namespace) {
        try (var guarded = Netns.of(namespace);
                var inside = NamespaceThread.in(guarded)) {
            return inside.get(() -> {
                try (var route = NetlinkRoute.open()) {
                    return route.links().stream().collect(Collectors.toMap(NetworkLink::index, SeenInterfaces::seen));
                }
            });
        } catch (KernelException unreachable) {
            return Map.of();
        }
    }

    private static Seen seen(NetworkLink link) {
        try {
            return new Seen(
                    link.name(),
                    AttachedPrograms.at(link.index(), TcxHook.INGRESS).inOrder());
        } catch (KernelException gone) {
            return new Seen(link.name(), List.of());
        }
    }
}
