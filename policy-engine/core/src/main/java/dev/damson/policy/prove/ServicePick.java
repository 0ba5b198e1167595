package dev.damson.policy.prove;

import dev.damson.policy.model.NamedPort;
import dev.damson.policy.model.PortSpec;
import dev.damson.policy.model.Service;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Set;

/** Which packets a list of services picks. */
final class ServicePick {
    private record Span(int protocol, int first, int last) {}

    private record Named(int protocol, String name) {}

    private final List<Service> services;
    private boolean everything;
    private final BitSet protocols = new BitSet();
    private final List<Span> spans = new ArrayList<>();
    private final List<Named> names = new ArrayList<>();

    ServicePick(List<Service> services) {
        this.services = services;
        services.forEach(this::add);
    }

    private void add(Service service) {
        switch (service) {
            case Service.AnyService any -> everything = true;
            case Service.ProtocolService(int number) -> protocols.set(number);
            case Service.IcmpService icmp -> {
                int low = icmp.type().orElse(0) << 8 | icmp.code().orElse(0);
                int high = icmp.type().orElse(255) << 8 | icmp.code().orElse(255);
                spans.add(new Span(icmp.number(), low, high));
            }
            case Service.PortService ports -> {
                int protocol = ports.protocol().number();
                switch (ports.port()) {
                    case PortSpec.PortRange(int first, int last) -> spans.add(new Span(protocol, first, last));
                    case PortSpec.PortName(String name) -> names.add(new Named(protocol, name));
                }
            }
        }
    }

    boolean hasNames() {
        return !names.isEmpty();
    }

    /** Whether it picks by this name of a destination's port. */
    boolean names(NamedPort port) {
        return names.contains(new Named(port.protocol().number(), port.name()));
    }

    /**
     * @param family 4 or 6
     * @param service destination port, or ICMP type &lt;&lt; 8 | code; 0 for protocols without
     * @param naming what the destination calls its ports
     */
    boolean picks(int family, int protocol, int service, Set<NamedPort> naming) {
        if (everything || protocols.get(protocol)) {
            return true;
        }
        if (Piece.isIcmpOfOther(family, protocol)) {
            return false;
        }
        for (var span : spans) {
            if (span.protocol() == protocol && span.first() <= service && service <= span.last()) {
                return true;
            }
        }
        for (var port : naming) {
            if (port.port() == service && port.protocol().number() == protocol && names(port)) {
                return true;
            }
        }
        return false;
    }

    /** Adds the services of a protocol at which what it picks begins or ends. */
    void cut(int protocol, Set<NamedPort> naming, Set<Integer> starts) {
        for (var span : spans) {
            if (span.protocol() == protocol) {
                starts.add(span.first());
                starts.add(span.last() + 1);
            }
        }
        for (var port : naming) {
            if (port.protocol().number() == protocol && names(port)) {
                starts.add(port.port());
                starts.add(port.port() + 1);
            }
        }
    }

    @Override
    public String toString() {
        return services.toString();
    }
}
