package dev.damson.edge.agent.status;

import dev.damson.edge.kernel.KernelException;
import dev.damson.edge.kernel.net.NamespaceThread;
import dev.damson.edge.kernel.net.NetlinkRoute;
import dev.damson.edge.kernel.net.Netns;
import dev.damson.edge.kernel.net.NetworkLink;
import java.util.Map;
import java.util.stream.Collectors;

/** Names of the interfaces of the guarded namespace. */
public final class InterfaceNames {
    private InterfaceNames() {}

    /** By index; empty if the namespace is gone or may not be entered. */
    public static Map<Integer, String> in(String namespace) {
        try (var guarded = Netns.of(namespace);
                var inside = NamespaceThread.in(guarded)) {
            return inside.get(() -> {
                try (var route = NetlinkRoute.open()) {
                    return route.links().stream().collect(Collectors.toMap(NetworkLink::index, NetworkLink::name));
                }
            });
        } catch (KernelException unreachable) {
            return Map.of();
        }
    }
}
