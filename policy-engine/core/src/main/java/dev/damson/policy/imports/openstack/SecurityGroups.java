package dev.damson.policy.imports.openstack;

import dev.damson.policy.imports.Draft;
import dev.damson.policy.model.Action;
import dev.damson.policy.model.Cidr;
import dev.damson.policy.model.CidrBlock;
import dev.damson.policy.model.End;
import dev.damson.policy.model.Group;
import dev.damson.policy.model.IpAddress;
import dev.damson.policy.model.IpFamily;
import dev.damson.policy.model.Metadata;
import dev.damson.policy.model.Mode;
import dev.damson.policy.model.Peer;
import dev.damson.policy.model.Rule;
import dev.damson.policy.model.SegmentationPolicy;
import dev.damson.policy.model.Selector;
import dev.damson.policy.model.Service;
import dev.damson.policy.model.StateSpec;
import dev.damson.policy.source.Located;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Each group as a group and as a policy that allows what its rules do. */
final class SecurityGroups {
    private static final String FALSE = "false";

    private final Draft draft;
    private final Neutron neutron;
    private final Ports ports;
    private final RuleReader services;
    private final Map<String, String> names = new HashMap<>();

    SecurityGroups(Draft draft, Neutron neutron, Ports ports) {
        this.draft = draft;
        this.neutron = neutron;
        this.ports = ports;
        services = new RuleReader(draft);
    }

    void write() {
        Map<String, List<Entry>> rules = new LinkedHashMap<>();
        neutron.groups.keySet().forEach(id -> rules.put(id, new ArrayList<>()));
        Set<String> seen = new HashSet<>();
        for (Entry rule : neutron.rules) {
            // A rule may stand in its group and in a list of rules.
            if (rule.get("id").filter(id -> !seen.add(id)).isPresent()) {
                continue;
            }
            var group = rule.get("security_group_id");
            if (group.isEmpty()) {
                draft.leaveOut(rule.where(), "a rule names no security group", "list the rules with their group");
            } else {
                rules.computeIfAbsent(group.get(), key -> new ArrayList<>()).add(rule);
            }
        }
        name(rules);
        names.forEach((id, name) -> group(id, name, rules.getOrDefault(id, List.of())));
        rules.forEach(this::policy);
    }

    /** A name for every group that exists or that a rule speaks of. */
    private void name(Map<String, List<Entry>> rules) {
        var all = new LinkedHashSet<>(rules.keySet());
        neutron.rules.forEach(rule -> rule.get("remote_group_id").ifPresent(all::add));
        Set<String> used = new HashSet<>();
        for (String id : all) {
            var entry = Optional.ofNullable(neutron.groups.get(id));
            String plain = Ports.plain(entry.flatMap(group -> group.get("name")).orElse(id), "group");
            names.put(id, used.add(plain) ? plain : plain + "-" + Ports.plain(id, "" + used.size()));
        }
    }

    private void group(String id, String name, List<Entry> rules) {
        draft.read("security group");
        var entry = neutron.groups.get(id);
        Located where = entry != null
                ? entry.where()
                : rules.isEmpty() ? anyRuleOf(id) : rules.getFirst().where();
        draft.add(
                new Group(
                        Metadata.of(name, draft.domain()),
                        Optional.of(Selector.labels(Map.of(Ports.label(id), Ports.MEMBER))),
                        List.of(),
                        List.of(),
                        StateSpec.INHERITED),
                where);
        if (entry != null && entry.get("stateful").orElse("").equalsIgnoreCase(FALSE)) {
            draft.leaveOut(
                    entry.at("stateful"),
                    "security group \"" + name + "\" is stateless: here replies pass without a rule",
                    "make it stateful");
        }
        if (entry != null && rules.isEmpty() && !neutron.withRules.contains(id)) {
            draft.leaveOut(
                    entry.where(), "the rules of security group \"" + name + "\" are not in the files", "add them");
        }
    }

    private Located anyRuleOf(String remote) {
        return neutron.rules.stream()
                .filter(rule ->
                        rule.get("remote_group_id").filter(remote::equals).isPresent())
                .findFirst()
                .orElseThrow()
                .where();
    }

    private void policy(String id, List<Entry> entries) {
        var rules = new ArrayList<Rule>();
        var origins = new ArrayList<Located>();
        int number = 0;
        for (Entry entry : entries) {
            number++;
            draft.read("security group rule");
            rule(id, entry, number).ifPresent(rule -> {
                rules.add(rule);
                origins.add(entry.where());
            });
        }
        if (!rules.isEmpty()) {
            draft.add(
                    new SegmentationPolicy(
                            Metadata.of(names.getOrDefault(id, id), draft.domain()),
                            OpenStackImport.TIER,
                            1,
                            Mode.ENFORCE,
                            false,
                            List.of(),
                            rules),
                    entries.getFirst().where(),
                    origins);
        }
    }

    private Optional<Rule> rule(String id, Entry entry, int number) {
        String direction = entry.get("direction").orElse("");
        boolean ingress = direction.equals("ingress");
        if (!ingress && !direction.equals("egress")) {
            draft.leaveOut(
                    entry.at("direction"),
                    direction.isEmpty()
                            ? "a rule does not say its direction"
                            : "direction \"" + direction + "\" is neither ingress nor egress",
                    "list the rules with --long");
            return Optional.empty();
        }
        var family = family(entry);
        if (family.isEmpty()) {
            return Optional.empty();
        }
        var service = services.service(entry, family.get());
        if (service.isEmpty()) {
            return Optional.empty();
        }
        List<Peer> own = List.of(Peer.group(names.getOrDefault(id, id)));
        List<Peer> others = remote(entry, family.get(), service.get());
        return others.isEmpty()
                ? Optional.empty()
                : Optional.of(new Rule(
                        direction + "-" + number,
                        Action.ALLOW,
                        Optional.of(ingress ? End.DESTINATION : End.SOURCE),
                        ingress ? others : own,
                        ingress ? own : others,
                        List.of(service.get()),
                        false,
                        Optional.empty(),
                        Optional.empty()));
    }

    private Optional<IpFamily> family(Entry entry) {
        String text = entry.get("ethertype").or(() -> entry.get("ether_type")).orElse("IPv4");
        var found = Stream.of(IpFamily.values())
                .filter(family -> family.word().equalsIgnoreCase(text))
                .findFirst();
        if (found.isEmpty()) {
            draft.leaveOut(entry.at("ethertype"), "ethertype \"" + text + "\" is neither IPv4 nor IPv6", "");
        }
        return found;
    }

    private List<Peer> remote(Entry entry, IpFamily family, Service service) {
        var addressGroup = entry.get("remote_address_group_id");
        if (addressGroup.isPresent()) {
            return addressGroup(entry, addressGroup.get(), family);
        }
        var group = entry.get("remote_group_id");
        if (group.isPresent()) {
            return group(entry, group.get(), family, service);
        }
        var prefix = entry.get("remote_ip_prefix");
        return prefix.isEmpty()
                ? List.of(peer(everything(family)))
                : cidr(entry.at("remote_ip_prefix"), prefix.get())
                        .filter(cidr -> isOf(family, cidr, entry))
                        .<List<Peer>>map(cidr -> List.of(peer(cidr)))
                        .orElse(List.of());
    }

    private static boolean isOf(IpFamily family, Cidr cidr, Entry entry) {
        if (cidr.family() != family) {
            entry.at("remote_ip_prefix")
                    .error(
                            cidr.toString(),
                            "remote_ip_prefix \"" + cidr + "\" is not of ethertype " + family.word(),
                            "write its own ethertype");
        }
        return cidr.family() == family;
    }

    private static Cidr everything(IpFamily family) {
        return switch (family) {
            case IPV4 -> Cidr.around(IpAddress.v4(0), 0);
            case IPV6 -> Cidr.around(IpAddress.v6(0, 0), 0);
        };
    }

    private static Peer peer(Cidr cidr) {
        return new Peer.CidrPeer(new CidrBlock(cidr, List.of()));
    }

    private static Optional<Cidr> cidr(Located where, String text) {
        int slash = text.indexOf('/');
        var address = IpAddress.find(slash < 0 ? text : text.substring(0, slash));
        String digits = slash < 0 ? "" : text.substring(slash + 1);
        boolean number = digits.length() <= 3 && digits.chars().allMatch(Character::isDigit);
        int prefix = address.isEmpty()
                ? -1
                : digits.isEmpty() ? address.get().family().bits() : number ? Integer.parseInt(digits) : -1;
        if (address.isEmpty() || prefix < 0 || prefix > address.get().family().bits()) {
            where.error(text, "\"" + text + "\" is not a CIDR", "");
            return Optional.empty();
        }
        return Optional.of(Cidr.around(address.get(), prefix));
    }

    /** A group of one family, or for a service of one, is the group; else it is the addresses that it has now. */
    private List<Peer> group(Entry entry, String group, IpFamily family, Service service) {
        var other = family == IpFamily.IPV4 ? IpFamily.IPV6 : IpFamily.IPV4;
        boolean oneFamily = service instanceof Service.IcmpService
                || ports.addresses(group, other).isEmpty()
                || hasTwin(entry, other);
        if (oneFamily) {
            return List.of(Peer.group(names.getOrDefault(group, group)));
        }
        draft.warn(
                entry.where(),
                "only the " + family.word() + " addresses of a group that has both families",
                "kept as the addresses that it has now");
        return ports.addresses(group, family).stream()
                .map(address -> peer(Cidr.host(address)))
                .toList();
    }

    /** Whether the same is said for the other family too. */
    private boolean hasTwin(Entry entry, IpFamily other) {
        return neutron.rules.stream()
                .anyMatch(rule -> other.word()
                                .equalsIgnoreCase(rule.get("ethertype")
                                        .or(() -> rule.get("ether_type"))
                                        .orElse("IPv4"))
                        && same(rule, entry));
    }

    private static boolean same(Entry one, Entry other) {
        return Stream.of(
                        "security_group_id",
                        "direction",
                        "protocol",
                        "port_range",
                        "port_range_min",
                        "port_range_max",
                        "remote_group_id")
                .allMatch(key -> one.get(key).equals(other.get(key)));
    }

    private List<Peer> addressGroup(Entry entry, String id, IpFamily family) {
        var found = Optional.ofNullable(neutron.addressGroups.get(id)).flatMap(group -> group.at("addresses"));
        if (found.isEmpty()) {
            draft.leaveOut(
                    entry.at("remote_address_group_id"), "address group \"" + id + "\" is not in the files", "add it");
            return List.of();
        }
        return found.get().itemsOrNone().stream()
                .flatMap(item -> item.scalar().flatMap(text -> cidr(item, text)).stream())
                .filter(cidr -> cidr.family() == family)
                .map(SecurityGroups::peer)
                .toList();
    }
}
