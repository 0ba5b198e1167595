package dev.damson.policy.source;

import dev.damson.policy.model.IpAddress;
import dev.damson.policy.model.MacAddress;
import dev.damson.policy.model.Metadata;
import dev.damson.policy.model.NamedPort;
import dev.damson.policy.model.PortSpec.PortRange;
import dev.damson.policy.model.Transport;
import dev.damson.policy.model.Workload;
import dev.damson.policy.model.WorkloadPort;
import dev.damson.policy.model.WorkloadType;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** Workloads with their ports. */
final class WorkloadReader {
    private static final int LAST_VLAN = 4_094;

    private WorkloadReader() {}

    static Workload workload(Metadata metadata, Fields spec) {
        WorkloadType type = spec.required("type")
                .flatMap(value -> value.word(WorkloadType.class))
                .orElse(WorkloadType.CONTAINER);
        List<NamedPort> namedPorts = spec.optionalList("namedPorts", WorkloadReader::namedPort);
        List<WorkloadPort> ports = spec.optionalList("ports", WorkloadReader::port);
        return new Workload(metadata, type, namedPorts, ports, StateReader.state(spec));
    }

    private static Optional<NamedPort> namedPort(Located located) {
        return located.fields().flatMap(fields -> {
            Optional<String> name = fields.required("name")
                    .flatMap(value -> value.found(
                            text -> Names.isPortName(text) ? Optional.of(text) : Optional.empty(),
                            "a port name: at most 15 lower-case letters, digits and dashes with a letter among them"));
            name.ifPresent(value -> fields.context(fields.context() + ", named port " + Quoted.of(value)));
            Optional<Transport> protocol = fields.required("protocol").flatMap(value -> value.word(Transport.class));
            OptionalInt port = fields.required("port")
                    .map(value -> value.number(1, PortRange.LAST))
                    .orElse(OptionalInt.empty());
            fields.end();
            return port.isEmpty()
                    ? Optional.empty()
                    : name.flatMap(known -> protocol.map(over -> new NamedPort(known, over, port.getAsInt())));
        });
    }

    private static Optional<WorkloadPort> port(Located located) {
        return located.fields().flatMap(fields -> {
            Optional<String> name = fields.required("name").flatMap(Located::label);
            name.ifPresent(value -> fields.context(fields.context() + ", port " + Quoted.of(value)));
            Optional<String> edge = fields.optional("edge").flatMap(Located::label);
            Optional<MacAddress> mac = fields.optional("mac").flatMap(WorkloadReader::mac);
            List<IpAddress> addresses =
                    fields.optional("addresses").map(WorkloadReader::addresses).orElse(List.of());
            List<IpAddress> shared = fields.optionalList("virtualAddresses", WorkloadReader::address);
            List<Integer> vlans = fields.optionalList(
                    "vlans", item -> item.number(1, LAST_VLAN).stream().boxed().findFirst());
            fields.end();
            return name.map(known -> new WorkloadPort(known, edge, mac, addresses, shared, vlans));
        });
    }

    /** An appliance's port has none, so this list may be empty. */
    private static List<IpAddress> addresses(Located located) {
        return located.listOrNone(WorkloadReader::address);
    }

    private static Optional<IpAddress> address(Located located) {
        return AddressReader.address(located).filter(address -> {
            boolean host = !isMulticast(address) && !isUnspecified(address);
            if (!host) {
                located.error(
                        address.toString(),
                        "address " + Quoted.of(address.toString()) + " is not one that a workload can have",
                        "write a unicast address");
            }
            return host;
        });
    }

    private static boolean isMulticast(IpAddress address) {
        return address.isIpv4() ? address.low() >>> 28 >= 0xe : address.high() >>> 56 == 0xff;
    }

    private static boolean isUnspecified(IpAddress address) {
        return address.high() == 0 && address.low() == 0;
    }

    private static Optional<MacAddress> mac(Located located) {
        return located.found(MacAddress::find, "a MAC address such as 02:00:00:00:01:31")
                .filter(mac -> {
                    boolean station = !mac.isMulticast() && mac.bits() != 0;
                    if (!station) {
                        located.error(
                                mac.toString(),
                                "mac " + Quoted.of(mac.toString()) + " is not that of one station",
                                "the first octet is even, and not all are zero");
                    }
                    return station;
                });
    }
}
