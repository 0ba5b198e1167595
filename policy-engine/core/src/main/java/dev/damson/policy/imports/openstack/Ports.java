package dev.damson.policy.imports.openstack;

import dev.damson.policy.imports.Draft;
import dev.damson.policy.model.IpAddress;
import dev.damson.policy.model.IpFamily;
import dev.damson.policy.model.Labels;
import dev.damson.policy.model.MacAddress;
import dev.damson.policy.model.Metadata;
import dev.damson.policy.model.StateSpec;
import dev.damson.policy.model.Workload;
import dev.damson.policy.model.WorkloadPort;
import dev.damson.policy.model.WorkloadType;
import dev.damson.policy.source.Located;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Ports as workloads that carry their groups as labels. */
final class Ports {
    static final String GUARDED = "openstack/port-security";
    static final String YES = "enabled";
    static final String MEMBER = "member";

    private static final String GROUP_LABEL = "security-group/";
    private static final int LONGEST_NAME = 200;
    private static final String OF_NETWORK = "network:";
    private static final List<String> GROUP_FIELDS =
            List.of("security_groups", "security_group_ids", "Security Groups");

    private final Draft draft;
    private final Neutron neutron;
    private final List<Held> held = new ArrayList<>();

    /** A port's groups and addresses. */
    record Held(Set<String> groups, List<IpAddress> addresses) {}

    Ports(Draft draft, Neutron neutron) {
        this.draft = draft;
        this.neutron = neutron;
    }

    /** The label that says that a port is in a group. */
    static String label(String group) {
        return GROUP_LABEL + group;
    }

    /** Letters, digits and dashes; the fallback if nothing is left. */
    static String plain(String name, String fallback) {
        String plain =
                name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-").replaceAll("^-+|-+$", "");
        String cut = plain.length() > LONGEST_NAME ? plain.substring(0, LONGEST_NAME) : plain;
        return cut.isEmpty() ? fallback : cut;
    }

    void write() {
        var names = new HashSet<String>();
        neutron.ports.forEach((id, port) -> {
            draft.read("port");
            String owner = port.get("device_owner").orElse("");
            if (owner.startsWith(OF_NETWORK)) {
                draft.ignore("port of " + owner);
                return;
            }
            String name = plain(port.get("name").orElse(""), plain(id, "port"));
            write(port, names.add(name) ? name : name + "-" + plain(id, Integer.toString(names.size())));
        });
    }

    private void write(Entry port, String name) {
        boolean guarded = !port.get("port_security_enabled").orElse("true").equalsIgnoreCase("false");
        var groups = guarded ? groups(port) : Set.<String>of();
        var labels = new TreeMap<String, String>();
        groups.forEach(group -> labels.put(label(group), MEMBER));
        if (guarded) {
            labels.put(GUARDED, YES);
        }
        var own = addresses(port);
        var shared =
                pairs(port).stream().filter(address -> !own.contains(address)).toList();
        var all = new ArrayList<>(own);
        all.addAll(shared);
        held.add(new Held(groups, all));
        var mac = port.get("mac_address").flatMap(MacAddress::find);
        draft.add(
                new Workload(
                        new Metadata(name, draft.domain(), Labels.of(labels)),
                        WorkloadType.VM,
                        List.of(),
                        List.of(new WorkloadPort("eth0", Optional.empty(), mac, own, shared, List.of())),
                        StateSpec.INHERITED),
                port.where());
    }

    private Set<String> groups(Entry port) {
        var groups = new LinkedHashSet<String>();
        if (GROUP_FIELDS.stream().noneMatch(port.where().entries()::containsKey)) {
            draft.leaveOut(port.where(), "a port does not say its security groups", "list the ports with --long");
        }
        for (String field : GROUP_FIELDS) {
            port.where().at(field).ifPresent(list -> {
                if (list.isList()) {
                    list.itemsOrNone().forEach(item -> item.scalar().ifPresent(groups::add));
                } else {
                    list.scalar()
                            .ifPresent(text -> Stream.of(text.split("[,\\s]+"))
                                    .filter(group -> !group.isEmpty())
                                    .forEach(groups::add));
                }
            });
        }
        return groups;
    }

    private static List<IpAddress> addresses(Entry port) {
        var addresses = new LinkedHashSet<IpAddress>();
        for (String field : List.of("fixed_ips", "Fixed IP Addresses")) {
            port.where()
                    .at(field)
                    .filter(Located::isList)
                    .ifPresent(list -> list.itemsOrNone()
                            .forEach(item -> item.at("ip_address")
                                    .flatMap(Located::scalar)
                                    .flatMap(IpAddress::find)
                                    .ifPresent(addresses::add)));
        }
        return List.copyOf(addresses);
    }

    /** Addresses that the port may use beside its own; whole blocks of them are not kept. */
    private List<IpAddress> pairs(Entry port) {
        var addresses = new LinkedHashSet<IpAddress>();
        port.where()
                .at("allowed_address_pairs")
                .filter(Located::isList)
                .ifPresent(list -> list.itemsOrNone()
                        .forEach(item -> item.at("ip_address").ifPresent(value -> {
                            String text = value.scalar().orElse("");
                            String host = text.endsWith("/32") || text.endsWith("/128")
                                    ? text.substring(0, text.indexOf('/'))
                                    : text;
                            IpAddress.find(host)
                                    .ifPresentOrElse(
                                            addresses::add,
                                            () -> draft.leaveOut(
                                                    value,
                                                    "address pair \"" + text + "\" is not one address",
                                                    "list the addresses"));
                        })));
        return List.copyOf(addresses);
    }

    /** The addresses of one family in a group, sorted. */
    List<IpAddress> addresses(String group, IpFamily family) {
        return held.stream()
                .filter(port -> port.groups().contains(group))
                .flatMap(port -> port.addresses().stream())
                .filter(address -> address.family() == family)
                .distinct()
                .sorted()
                .toList();
    }
}
