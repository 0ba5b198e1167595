package dev.damson.lab.network;

import dev.damson.lab.inventory.Inventory;
import dev.damson.lab.inventory.LabPort;
import dev.damson.lab.inventory.LabWorkload;
import java.net.Inet4Address;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** The lines for the {@code ip} tool that make a laboratory, without running anything. */
record NetworkPlan(String prefix, Inventory inventory) {
    static final String BRIDGE = "bridge";

    /** A host's interface to the others. */
    static final String UNDERLAY = "underlay";

    /** The laboratory's networks: 10.1.0.0/24 and fd00:1::/64, each on one segment without a router. */
    private static final int PREFIX_LENGTH_4 = 24;

    private static final int PREFIX_LENGTH_6 = 64;

    /** First octets that mark a MAC address as made up by us: locally administered, not multicast. */
    private static final String HOST_SIDE = "fe";

    private static final String APPLIANCE_SIDE = "f2";

    /**
     * The host of the nth edge, counted from 0: {@code damson-host}, {@code damson-host-2} …
     *
     * @param prefix of the laboratory
     */
    static String hostNamespace(String prefix, int edge) {
        return prefix + "-host" + (edge == 0 ? "" : "-" + (edge + 1));
    }

    /** Between the hosts, where there are several: a switch. */
    static String underlayNamespace(String prefix) {
        return prefix + "-underlay";
    }

    /** The nth edge's address on the underlay (TEST-NET-1 of RFC 5737). */
    static String underlayAddress(int edge) {
        return "192.0.2." + (edge + 1);
    }

    static String namespace(String prefix, String tenant, String workload) {
        return prefix + "-" + tenant + "-" + workload;
    }

    String namespace(LabWorkload workload) {
        return namespace(prefix, workload.tenant(), workload.name());
    }

    List<String> hosts() {
        return IntStream.range(0, inventory.edges().size())
                .mapToObj(edge -> hostNamespace(prefix, edge))
                .toList();
    }

    boolean hasUnderlay() {
        return inventory.edges().size() > 1;
    }

    /** The first host's first. */
    List<String> namespaces() {
        var names = new ArrayList<>(hosts());
        if (hasUnderlay()) {
            names.add(underlayNamespace(prefix));
        }
        inventory.workloads().forEach(workload -> names.add(namespace(workload)));
        return names;
    }

    /** Makes the switch between hosts and a wire to each; run inside the underlay's namespace. */
    List<String> underlay() {
        var lines = new ArrayList<>(List.of(
                "link set lo up",
                "link add " + BRIDGE + " type bridge stp_state 0 forward_delay 0",
                "link set " + BRIDGE + " up"));
        var edges = inventory.edges();
        for (int edge = 0; edge < edges.size(); edge++) {
            lines.add("link add " + edges.get(edge) + " type veth peer name " + UNDERLAY + " netns "
                    + hostNamespace(prefix, edge));
            lines.add("link set " + edges.get(edge) + " master " + BRIDGE + " up");
        }
        return lines;
    }

    /** Makes every wire of the nth edge's host with both ends where they belong; run inside its namespace. */
    List<String> wires(int edge) {
        var lines = new ArrayList<String>();
        if (hasUnderlay()) {
            lines.add("addr add " + underlayAddress(edge) + "/" + PREFIX_LENGTH_4 + " dev " + UNDERLAY);
            lines.add("link set " + UNDERLAY + " up");
        }
        for (var workload : inventory.workloads()) {
            for (var port : workload.ports()) {
                if (!port.edge().equals(inventory.edges().get(edge))) {
                    continue;
                }
                var name = workload.hostInterface(port);
                lines.add("link add " + name + " address " + withFirstOctet(HOST_SIDE, port.mac())
                        + " type veth peer name " + port.name() + " address " + innerMac(workload, port) + " netns "
                        + namespace(workload));
                lines.add("link set " + name + " alias " + workload.alias(port));
                lines.add("link set " + name + " addrgenmode none up");
            }
        }
        return lines;
    }

    /** Run inside the workload's namespace. */
    List<String> interior(LabWorkload workload) {
        var lines = new ArrayList<>(List.of("link set lo up"));
        if (workload.isAppliance()) {
            // Without spanning tree a port forwards as soon as it is up, as a bump in the wire must.
            lines.add("link add " + BRIDGE + " type bridge stp_state 0 forward_delay 0");
            for (var port : workload.ports()) {
                lines.add("link set " + port.name() + " addrgenmode none master " + BRIDGE + " up");
            }
            lines.add("link set " + BRIDGE + " addrgenmode none up");
            return lines;
        }
        for (var port : workload.ports()) {
            for (var address : port.addresses()) {
                lines.add(
                        address instanceof Inet4Address
                                ? "addr add " + address.getHostAddress() + "/" + PREFIX_LENGTH_4 + " dev " + port.name()
                                : "addr add " + address.getHostAddress() + "/" + PREFIX_LENGTH_6 + " dev " + port.name()
                                        + " nodad");
            }
            lines.add("link set " + port.name() + " up");
        }
        return lines;
    }

    /**
     * A bridge takes frames for its own ports' MAC addresses for itself. Frames and probes on their way through an
     * appliance may carry the addresses that the inventory gives its ports, so its interfaces have others.
     */
    private static String innerMac(LabWorkload workload, LabPort port) {
        return workload.isAppliance() ? withFirstOctet(APPLIANCE_SIDE, port.mac()) : port.mac();
    }

    private static String withFirstOctet(String octet, String mac) {
        return octet + mac.substring(2);
    }
}
