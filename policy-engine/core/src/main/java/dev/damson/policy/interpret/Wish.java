package dev.damson.policy.interpret;

import dev.damson.policy.model.PortSpec;
import dev.damson.policy.model.PortSpec.PortName;
import dev.damson.policy.model.PortSpec.PortRange;
import dev.damson.policy.model.Service;
import dev.damson.policy.model.Transport;
import java.util.List;
import java.util.OptionalInt;

/** A packet's service held against those of a rule. */
record Wish(FlowService asked, Side destination) {
    boolean isAnyOf(List<Service> services) {
        return services.stream().anyMatch(this::is);
    }

    private boolean is(Service service) {
        return switch (service) {
            case Service.AnyService any -> true;
            case Service.ProtocolService(int number) -> asked.protocol() == number;
            case Service.IcmpService icmp -> asked instanceof FlowService.Icmp packet && is(icmp, packet);
            case Service.PortService(Transport transport, PortSpec ports) ->
                asked instanceof FlowService.ToPort packet && packet.transport() == transport && covers(ports, packet);
        };
    }

    private static boolean is(Service.IcmpService icmp, FlowService.Icmp packet) {
        return icmp.family() == packet.family()
                && isOrAbsent(icmp.type(), packet.type())
                && isOrAbsent(icmp.code(), packet.code());
    }

    private static boolean isOrAbsent(OptionalInt wanted, int value) {
        return wanted.isEmpty() || wanted.getAsInt() == value;
    }

    /** A name is whatever the destination calls so; what is external calls nothing so. */
    private boolean covers(PortSpec ports, FlowService.ToPort packet) {
        return switch (ports) {
            case PortRange(int first, int last) -> packet.port() >= first && packet.port() <= last;
            case PortName(String name) ->
                destination.workloads().stream()
                        .flatMap(workload -> workload.namedPorts().stream())
                        .anyMatch(named -> named.name().equals(name)
                                && named.protocol() == packet.transport()
                                && named.port() == packet.port());
        };
    }
}
