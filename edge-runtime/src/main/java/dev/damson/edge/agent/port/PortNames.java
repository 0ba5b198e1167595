package dev.damson.edge.agent.port;

import dev.damson.edge.agent.PortId;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** What the numbers in kernel records stand for; replaced whole when bindings change. Safe for many threads. */
public final class PortNames {
    private record Address(int domain, ByteBuffer bytes) {}

    private record Names(Map<Integer, Named> bySlot, Map<Address, String> workloads) {}

    /** @param domainNumber of its domain */
    public record Named(PortId id, int domainNumber) {}

    private volatile Names names = new Names(Map.of(), Map.of());

    /** @param slots of the ports on this host */
    void set(Bindings bindings, Map<PortId, Integer> slots) {
        var bySlot = new HashMap<Integer, Named>();
        var workloads = new HashMap<Address, String>();
        bindings.ports().forEach((id, port) -> {
            var number = Objects.requireNonNull(bindings.domains().get(id.domain()));
            var slot = slots.get(id);
            if (slot != null) {
                bySlot.put(slot, new Named(id, number));
            }
            port.allAddresses()
                    .forEach(address ->
                            workloads.putIfAbsent(new Address(number, ByteBuffer.wrap(address)), id.workload()));
        });
        names = new Names(bySlot, workloads);
    }

    public Optional<Named> port(int slot) {
        return Optional.ofNullable(names.bySlot.get(slot));
    }

    /** The workload that has an address in a domain; empty where none is known. */
    public String workload(int domainNumber, byte[] address) {
        return names.workloads.getOrDefault(new Address(domainNumber, ByteBuffer.wrap(address)), "");
    }
}
