package dev.damson.edge.agent.port;

import com.google.protobuf.ByteString;
import dev.damson.edge.agent.DomainId;
import dev.damson.edge.agent.PortId;
import dev.damson.edge.agent.trust.Refusal;
import dev.damson.wire.layout.PortRecord;
import dev.damson.wire.proto.EdgeBindings;
import dev.damson.wire.proto.PortBinding;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What this host is to host.
 *
 * @param domains with their numbers
 * @param ports of these domains, other hosts' too
 * @param ownAddress on the underlay, 4 bytes; absent where this host has no other edge to talk to
 */
public record Bindings(
        long sequence, Map<DomainId, Integer> domains, Map<PortId, BoundPort> ports, Optional<byte[]> ownAddress) {
    public static final Bindings NONE = new Bindings(0, Map.of(), Map.of(), Optional.empty());

    private static final int MAC_BYTES = 6;
    /** The underlay speaks IPv4. */
    private static final int ADDRESS_BYTES = 4;

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
        var edges = edges(message);
        var ports = new TreeMap<PortId, BoundPort>();
        for (var binding : message.getPortsList()) {
            var port = port(binding, message.getEdge(), edges);
            if (!domains.containsKey(port.id().domain())) {
                throw new Refusal("the port %s is of a domain that the bindings do not list".formatted(port.id()));
            }
            ports.put(port.id(), port);
        }
        return new Bindings(
                message.getSequence(),
                Map.copyOf(domains),
                Collections.unmodifiableMap(ports),
                Optional.ofNullable(edges.get(message.getEdge())));
    }

    /** Addresses by edge; one address speaks for one edge alone. */
    private static Map<String, byte[]> edges(EdgeBindings message) {
        var edges = new TreeMap<String, byte[]>();
        for (var edge : message.getEdgesList()) {
            if (edge.getAddress().size() != ADDRESS_BYTES) {
                throw new Refusal("the underlay address of edge \"%s\" has %d bytes, not %d"
                        .formatted(edge.getEdge(), edge.getAddress().size(), ADDRESS_BYTES));
            }
            var address = edge.getAddress().toByteArray();
            if (edges.values().stream().anyMatch(other -> Arrays.equals(other, address))) {
                throw new Refusal("edge \"%s\" has the underlay address of another edge".formatted(edge.getEdge()));
            }
            edges.put(edge.getEdge(), address);
        }
        return edges;
    }

    private static BoundPort port(PortBinding binding, String edge, Map<String, byte[]> edges) {
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
        boolean here = binding.getEdge().equals(edge);
        return new BoundPort(
                id,
                here,
                here ? Optional.empty() : Optional.ofNullable(edges.get(binding.getEdge())),
                binding.getMac().toByteArray(),
                addresses,
                binding.getInterface());
    }

    /** The ports of a domain that are on this host. */
    public List<BoundPort> here(DomainId domain) {
        return ports.values().stream()
                .filter(port -> port.here() && port.id().domain().equals(domain))
                .toList();
    }
}
