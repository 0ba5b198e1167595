package dev.damson.lab.network;

import dev.damson.lab.inventory.Inventory;
import dev.damson.lab.inventory.LabWorkload;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.NoSuchElementException;
import java.util.regex.Pattern;

/**
 * The network of one laboratory, known by its prefix: the namespace of each edge's host with a network between them, one
 * for each workload, and a wire from each port to its host. Any process of root can look at a laboratory that another one made.
 */
public final class Laboratory implements Closeable {
    private final String prefix;

    /** It begins the names of namespaces and is the name of a file. */
    private static final Pattern PREFIX = Pattern.compile("[a-z0-9]([-a-z0-9]{0,38}[a-z0-9])?");

    private static final Path IPV6 = Path.of("/proc/sys/net/ipv6");

    private Laboratory(String prefix) {
        this.prefix = prefix;
    }

    /**
     * Makes the network, after it has removed what an earlier laboratory of this prefix left.
     *
     * @throws IOException if the kernel or a tool refuses; what was made until then is removed
     */
    public static Laboratory create(String prefix, Inventory inventory) throws IOException {
        if (!Files.exists(IPV6)) {
            throw new IOException("the laboratory's workloads have IPv6 addresses, but IPv6 is off in this kernel");
        }
        removeAll(prefix);
        var plan = new NetworkPlan(prefix, inventory);
        Leftovers.record(prefix, plan.namespaces());
        try {
            build(plan);
        } catch (IOException | RuntimeException incomplete) {
            try {
                removeAll(prefix);
            } catch (IOException stuck) {
                incomplete.addSuppressed(stuck);
            }
            throw incomplete;
        }
        return new Laboratory(prefix);
    }

    /** @throws NoSuchElementException if no laboratory of this prefix is there */
    public static Laboratory existing(String prefix) {
        var laboratory = new Laboratory(prefix);
        laboratory.host();
        return laboratory;
    }

    /** Removes the laboratory of this prefix, whole or in parts, whoever made it; nothing happens if there is none. */
    public static void removeAll(String prefix) throws IOException {
        Leftovers.remove(checked(prefix));
    }

    /** Where the host-side end of each wire is: the namespace that the first edge guards. */
    public LabNamespace host() {
        return host(0);
    }

    /** The nth edge's, counted from 0 in the order of {@link Inventory#edges}. */
    public LabNamespace host(int edge) {
        return found(NetworkPlan.hostNamespace(prefix, edge));
    }

    /** The switch between hosts, where there are several. */
    public LabNamespace underlay() {
        return found(NetworkPlan.underlayNamespace(prefix));
    }

    /** The nth edge's address on the network between hosts. */
    public static String underlayAddress(int edge) {
        return NetworkPlan.underlayAddress(edge);
    }

    /** The interface by which a host reaches the others. */
    public static String underlayInterface() {
        return NetworkPlan.UNDERLAY;
    }

    public LabNamespace workload(String tenant, String name) {
        return found(NetworkPlan.namespace(prefix, tenant, name));
    }

    public Appliance appliance(String tenant, String name) {
        return new Appliance(workload(tenant, name));
    }

    @Override
    public void close() throws IOException {
        removeAll(prefix);
    }

    static String checked(String prefix) throws IOException {
        if (!PREFIX.matcher(prefix).matches()) {
            throw new IOException("the laboratory's prefix \"" + prefix
                    + "\" is not made of 1 to 40 lower-case letters, digits and inner hyphens");
        }
        return prefix;
    }

    private LabNamespace found(String name) {
        var namespace = new LabNamespace(name);
        if (!namespace.exists()) {
            throw new NoSuchElementException("there is no namespace \"" + name + "\": is the laboratory running?");
        }
        return namespace;
    }

    private static void build(NetworkPlan plan) throws IOException {
        Ip.batch(plan.namespaces().stream().map(name -> "netns add " + name).toList());
        for (var host : plan.hosts()) {
            forwardNothing(new LabNamespace(host));
            silenceIpv6(new LabNamespace(host));
        }
        if (plan.hasUnderlay()) {
            var underlay = new LabNamespace(NetworkPlan.underlayNamespace(plan.prefix()));
            forwardNothing(underlay);
            silenceIpv6(underlay);
            Ip.batchIn(underlay.name(), plan.underlay());
        }
        for (var workload : plan.inventory().workloads()) {
            prepare(workload, new LabNamespace(plan.namespace(workload)));
        }
        for (int edge = 0; edge < plan.hosts().size(); edge++) {
            Ip.batchIn(plan.hosts().get(edge), plan.wires(edge));
        }
        for (var workload : plan.inventory().workloads()) {
            Ip.batchIn(plan.namespace(workload), plan.interior(workload));
        }
    }

    private static void prepare(LabWorkload workload, LabNamespace namespace) throws IOException {
        forwardNothing(namespace);
        if (workload.isAppliance()) {
            silenceIpv6(namespace);
            Appliance.configure(
                    namespace,
                    workload.ports().getFirst().name(),
                    workload.ports().getLast().name());
        } else {
            // Nobody advertises a router here, and duplicate addresses are the edge's business.
            namespace.set("ipv6/conf/default/accept_ra", "0");
            namespace.set("ipv6/conf/default/accept_dad", "0");
            namespace.set("ipv6/conf/default/router_solicitations", "0");
            // Echo requests without a raw socket, for root's group.
            namespace.set("ipv4/ping_group_range", "0 0");
        }
    }

    /** A new namespace may inherit forwarding from the machine, and bridges may hand frames to iptables. */
    private static void forwardNothing(LabNamespace namespace) throws IOException {
        namespace.set("ipv4/ip_forward", "0");
        namespace.set("ipv6/conf/all/forwarding", "0");
        namespace.setIfPresent("bridge/bridge-nf-call-iptables", "0");
        namespace.setIfPresent("bridge/bridge-nf-call-ip6tables", "0");
        namespace.setIfPresent("bridge/bridge-nf-call-arptables", "0");
    }

    private static void silenceIpv6(LabNamespace namespace) throws IOException {
        namespace.set("ipv6/conf/all/disable_ipv6", "1");
        namespace.set("ipv6/conf/default/disable_ipv6", "1");
    }
}
