package dev.damson.director.publish;

import com.google.protobuf.ByteString;
import dev.damson.policy.model.IpAddress;
import dev.damson.policy.model.MacAddress;
import dev.damson.topology.inventory.EdgePort;
import dev.damson.wire.proto.EdgeAddress;
import dev.damson.wire.proto.EdgeBindings;
import dev.damson.wire.proto.HostedDomain;
import dev.damson.wire.proto.PortBinding;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/** What an edge is told about ports, as a message without a sequence. */
final class Bindings {
    private Bindings() {}

    /** @param underlay IPv4 addresses by edge; those are told of that have a port here, and this edge's own */
    static EdgeBindings of(String edge, List<EdgePort> ports, Map<String, String> underlay) {
        var bindings = EdgeBindings.newBuilder().setEdge(edge);
        Stream.concat(Stream.of(edge), ports.stream().map(port -> port.port().edge()))
                .distinct()
                .sorted()
                .filter(underlay::containsKey)
                .map(name -> EdgeAddress.newBuilder()
                        .setEdge(name)
                        .setAddress(ByteString.copyFrom(IpAddress.parse(Objects.requireNonNull(underlay.get(name)))
                                .toBytes())))
                .forEach(bindings::addEdges);
        ports.stream().map(Bindings::hosted).distinct().forEach(bindings::addDomains);
        ports.stream().map(Bindings::binding).forEach(bindings::addPorts);
        return bindings.build();
    }

    private static HostedDomain hosted(EdgePort port) {
        return HostedDomain.newBuilder()
                .setTenant(port.tenant())
                .setDomain(port.domain())
                .setNumber(port.domainNumber())
                .build();
    }

    private static PortBinding binding(EdgePort port) {
        var binding = PortBinding.newBuilder()
                .setTenant(port.tenant())
                .setDomain(port.domain())
                .setWorkload(port.workload())
                .setPort(port.port().name())
                .setEdge(port.port().edge())
                .setMac(ByteString.copyFrom(MacAddress.parse(port.port().mac()).toBytes()));
        for (var address : port.port().addresses()) {
            binding.addAddresses(ByteString.copyFrom(IpAddress.parse(address).toBytes()));
        }
        return binding.build();
    }
}
