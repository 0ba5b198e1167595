package dev.damson.director.publish;

import com.google.protobuf.ByteString;
import dev.damson.policy.model.IpAddress;
import dev.damson.policy.model.MacAddress;
import dev.damson.topology.inventory.EdgePort;
import dev.damson.wire.proto.EdgeBindings;
import dev.damson.wire.proto.HostedDomain;
import dev.damson.wire.proto.PortBinding;
import java.util.List;

/** What an edge is told about ports, as a message without a sequence. */
final class Bindings {
    private Bindings() {}

    static EdgeBindings of(String edge, List<EdgePort> ports) {
        var bindings = EdgeBindings.newBuilder().setEdge(edge);
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
