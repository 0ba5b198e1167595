package dev.damson.console.policies;

import dev.damson.policy.model.Peer;
import dev.damson.policy.model.PortSpec;
import dev.damson.policy.model.Requirement;
import dev.damson.policy.model.Selector;
import dev.damson.policy.model.Service;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Peers and services of a rule in the short words of a table cell. */
public final class PeerWords {
    private PeerWords() {}

    public static String peers(List<Peer> peers) {
        return peers.stream().map(PeerWords::peer).collect(Collectors.joining(", "));
    }

    public static String services(List<Service> services) {
        return services.stream().map(PeerWords::service).collect(Collectors.joining(", "));
    }

    static String peer(Peer peer) {
        return switch (peer) {
            case Peer.GroupPeer group -> group.group();
            case Peer.SelectorPeer selector -> selector(selector.selector());
            case Peer.CidrPeer cidr -> cidr.block().toString();
            case Peer.WorkloadPeer workload -> workload.workload();
            case Peer.ExternalPeer external -> "external";
            case Peer.AnyPeer any -> "any";
        };
    }

    static String service(Service service) {
        return switch (service) {
            case Service.PortService port ->
                port.protocol().word().toLowerCase(Locale.ROOT)
                        + (port.port().equals(PortSpec.ALL) ? "" : "/" + port.port());
            case Service.IcmpService icmp ->
                icmp.protocol().toLowerCase(Locale.ROOT)
                        + (icmp.type().isPresent() ? "/" + icmp.type().getAsInt() : "");
            case Service.ProtocolService protocol -> "protocol " + protocol.number();
            case Service.AnyService any -> "any";
        };
    }

    private static String selector(Selector selector) {
        if (selector.isAll()) {
            return "all workloads";
        }
        return Stream.concat(
                        selector.matchLabels().entrySet().stream().map(Object::toString),
                        selector.matchExpressions().stream().map(Requirement::toString))
                .collect(Collectors.joining(", "));
    }
}
