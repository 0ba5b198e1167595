package dev.damson.edge.agent.port;

import dev.damson.edge.agent.PortId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * What the director says about a port.
 *
 * @param here whether it is on this host
 * @param mac 6 bytes
 * @param addresses 4 or 16 bytes each, as declared
 * @param interfaceName of the host; empty: the interface with the port's alias
 */
public record BoundPort(PortId id, boolean here, byte[] mac, List<byte[]> addresses, String interfaceName) {
    public BoundPort {
        addresses = List.copyOf(addresses);
    }

    /** With the IPv6 link-local address that a workload forms from its MAC, if it speaks IPv6 or nothing says it does not. */
    public List<byte[]> allAddresses() {
        if (addresses.isEmpty()) {
            return List.of();
        }
        var all = new ArrayList<>(addresses);
        all.add(LinkLocal.of(mac));
        return all;
    }

    /** Whether connections of one are the other's: same MAC, same addresses. */
    public boolean sameAddresses(BoundPort other) {
        return Arrays.equals(mac, other.mac)
                && addresses.size() == other.addresses.size()
                && IntStream.range(0, addresses.size())
                        .allMatch(index -> Arrays.equals(addresses.get(index), other.addresses.get(index)));
    }
}
