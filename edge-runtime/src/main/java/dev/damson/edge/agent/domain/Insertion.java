package dev.damson.edge.agent.domain;

import com.google.protobuf.ByteString;
import dev.damson.edge.agent.DomainId;
import dev.damson.edge.agent.port.LocalPort;
import dev.damson.edge.agent.state.Slots;
import dev.damson.wire.layout.PortRecord;
import dev.damson.wire.proto.Layout;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** What a revision's layout makes of the ports on this host: which are sides of service instances, and of which. */
record Insertion(List<ServiceInstance> instances) {
    static final Insertion NONE = new Insertion(List.of());

    /** An instance counts only if both of its sides are ports of this host. */
    static Insertion of(DomainId domain, Layout layout, Collection<LocalPort> ports, Slots instanceSlots) {
        var instances = new ArrayList<ServiceInstance>();
        for (var index = 0; index < layout.getFunctionsCount(); index++) {
            var function = layout.getFunctions(index);
            for (var instance : function.getInstancesList()) {
                var inside = port(ports, instance.getInsidePort());
                var outside = port(ports, instance.getOutsidePort());
                if (inside.isPresent() && outside.isPresent()) {
                    instances.add(new ServiceInstance(
                            domain,
                            function.getName(),
                            instance.getName(),
                            index,
                            instanceSlots.of(ServiceInstance.key(domain, function.getName(), instance.getName())),
                            inside.get().slot(),
                            outside.get().slot(),
                            address(instance.getProbeInside()),
                            address(instance.getProbeOutside())));
                }
            }
        }
        return new Insertion(List.copyOf(instances));
    }

    private static byte[] address(ByteString bytes) {
        return bytes.toByteArray();
    }

    private static Optional<LocalPort> port(Collection<LocalPort> ports, String name) {
        return ports.stream()
                .filter(port -> port.bound().id().inDomain().equals(name))
                .findFirst();
    }

    /** The port's part in an instance, if it has one. */
    Optional<LocalPort.Role> role(int portSlot) {
        for (var instance : instances) {
            if (instance.insidePort() == portSlot) {
                return Optional.of(LocalPort.Role.service(PortRecord.Kind.SERVICE_IN, instance.slot()));
            }
            if (instance.outsidePort() == portSlot) {
                return Optional.of(LocalPort.Role.service(PortRecord.Kind.SERVICE_OUT, instance.slot()));
            }
        }
        return Optional.empty();
    }
}
