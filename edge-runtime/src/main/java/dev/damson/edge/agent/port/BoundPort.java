package dev.damson.edge.agent.port;

import dev.damson.edge.agent.PortId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * What the director says about a port.
 *
 * @param here whether it is on this host
 * @param edgeAddress underlay address of the edge that has it, 4 bytes; absent for a port here, or where none is known
 * @param mac 6 bytes
 * @param addresses 4 or 16 bytes each, as declared
 * @param interfaceName of the host; empty: the interface with the port's alias
 */
public record BoundPort(
        PortId id,
        boolean here,
        Optional<byte[]> edgeAddress,
        byte[] mac,
        List<byte[]> addresses,
        String interfaceName) {
    public BoundPort {
        addresses = List.copyOf(addresses);
    }

    /** With the IPv6 link-local address that a workload forms from its MAC. */
    public List<byte[]> allAddresses() {
        var linkLocal = LinkLocal.of(mac);
        var all = new ArrayList<>(addresses);
        if (addresses.stream().noneMatch(address -> Arrays.equals(address, linkLocal))) {
            all.add(linkLocal);
        }
        return all;
    }

    public boolean has(byte[] address) {
        return allAddresses().stream().anyMatch(own -> Arrays.equals(own, address));
    }

    /** Whether connections of one are the other's: same MAC, same addresses, on this host or not on this host. */
    public boolean sameAddresses(BoundPort other) {
        return here == other.here
                && Arrays.equals(mac, other.mac)
                && addresses.size() == other.addresses.size()
                && IntStream.range(0, addresses.size())
                        .allMatch(index -> Arrays.equals(addresses.get(index), other.addresses.get(index)));
    }
}
