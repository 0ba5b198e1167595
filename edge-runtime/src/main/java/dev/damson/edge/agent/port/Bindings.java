package dev.damson.edge.agent.port;

import com.google.protobuf.ByteString;
import dev.damson.edge.agent.DomainId;
import dev.damson.edge.agent.PortId;
import dev.damson.edge.agent.trust.Refusal;
import dev.damson.wire.layout.PortRecord;
import dev.damson.wire.proto.EdgeBindings;
import dev.damson.wire.proto.PortBinding;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What this host is to host.
 *
 * @param domains with their numbers
 * @param ports of these domains, other hosts' too
 */
public record Bindings(long sequence, Map<DomainId, Integer> domains, Map<PortId, BoundPort> ports) {
    public static final Bindings NONE = new Bindings(0, Map.of(), Map.of());

    private static final int MAC_BYTES = 6;
    private static final int LARGEST_NUMBER = (1 << 24) - 1;

    /** Room for the link-local address beside the declared ones. */
    private static final int MOST_ADDRESSES = PortRecord.MAX_ADDRESSES - 1;

    /** @throws Refusal if something in it cannot be */
    public static Bindings of(EdgeBindings message) {
        var domains = new TreeMap<DomainId, Integer>();
        for (var hosted : message.getDomainsList()) {
            var id = new DomainId(hosted.getTenant(), hosted.getDomain());
            if (hosted.getNumber() < 1
                    || hosted.getNumber() > LARGEST_NUMBER
                    || domains.containsValue(hosted.getNumber())) {
                throw new Refusal("the number \"%d\" of domain %s is not its own between 1 and %d"
                        .formatted(hosted.getNumber(), id, LARGEST_NUMBER));
            }
            domains.put(id, hosted.getNumber());
        }
        var ports = new TreeMap<PortId, BoundPort>();
        for (var binding : message.getPortsList()) {
            var port = port(binding, message.getEdge());
            if (!domains.containsKey(port.id().domain())) {
                throw new Refusal("the port %s is of a domain that the bindings do not list".formatted(port.id()));
            }
            ports.put(port.id(), port);
        }
        return new Bindings(message.getSequence(), Map.copyOf(domains), Collections.unmodifiableMap(ports));
    }

    private static BoundPort port(PortBinding binding, String edge) {
        var id = new PortId(
                new DomainId(binding.getTenant(), binding.getDomain()), binding.getWorkload(), binding.getPort());
        var addresses =
                binding.getAddressesList().stream().map(ByteString::toByteArray).toList();
        if (binding.getMac().size() != MAC_BYTES) {
            throw new Refusal("the MAC of port %s has %d bytes, not %d"
                    .formatted(id, binding.getMac().size(), MAC_BYTES));
        }
        if (!addresses.stream().allMatch(address -> address.length == 4 || address.length == 16)) {
            throw new Refusal("an address of port %s has neither 4 nor 16 bytes".formatted(id));
        }
        for (var length : List.of(4, 16)) {
            var count = addresses.stream()
                    .filter(address -> address.length == length)
                    .count();
            if (count > MOST_ADDRESSES) {
                throw new Refusal("port %s has %d addresses of one family; at most %d are supported"
                        .formatted(id, count, MOST_ADDRESSES));
            }
        }
        return new BoundPort(
                id, binding.getEdge().equals(edge), binding.getMac().toByteArray(), addresses, binding.getInterface());
    }

    /** The ports of a domain that are on this host. */
    public List<BoundPort> here(DomainId domain) {
        return ports.values().stream()
                .filter(port -> port.here() && port.id().domain().equals(domain))
                .toList();
    }
}
