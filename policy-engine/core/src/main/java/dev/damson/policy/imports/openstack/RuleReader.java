package dev.damson.policy.imports.openstack;

import dev.damson.policy.imports.Draft;
import dev.damson.policy.model.IpFamily;
import dev.damson.policy.model.PortSpec;
import dev.damson.policy.model.Service;
import dev.damson.policy.model.Transport;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Pattern;

/** The protocol and ports of a rule; types and codes of ICMP stand in the ports' fields. */
final class RuleReader {
    private static final int LAST_PORT = 65_535;
    private static final int LAST_OCTET = 255;
    /** {@code 80:90}, {@code type=8:code=0}, {@code type=8}. */
    private static final Pattern RANGE = Pattern.compile("(?:type=)?(-1|\\d{1,5})(?::(?:code=)?(-1|\\d{1,5}))?");

    private static final Pattern BOUND = Pattern.compile("-1|\\d{1,5}");

    /** IANA's numbers by Neutron's names. */
    private static final Map<String, Integer> NUMBERS = Map.ofEntries(
            Map.entry("ah", 51),
            Map.entry("dccp", 33),
            Map.entry("egp", 8),
            Map.entry("esp", 50),
            Map.entry("gre", 47),
            Map.entry("icmp", 1),
            Map.entry("icmpv6", 58),
            Map.entry("igmp", 2),
            Map.entry("ipip", 4),
            Map.entry("ipv6-encap", 41),
            Map.entry("ipv6-frag", 44),
            Map.entry("ipv6-icmp", 58),
            Map.entry("ipv6-nonxt", 59),
            Map.entry("ipv6-opts", 60),
            Map.entry("ipv6-route", 43),
            Map.entry("ospf", 89),
            Map.entry("pgm", 113),
            Map.entry("rsvp", 46),
            Map.entry("sctp", 132),
            Map.entry("tcp", 6),
            Map.entry("udp", 17),
            Map.entry("udplite", 136),
            Map.entry("vrrp", 112));

    private final Draft draft;

    RuleReader(Draft draft) {
        this.draft = draft;
    }

    private record Bounds(OptionalInt first, OptionalInt last) {
        boolean isEmpty() {
            return first.isEmpty() && last.isEmpty();
        }
    }

    Optional<Service> service(Entry rule, IpFamily family) {
        String text = rule.get("protocol").orElse("any").toLowerCase(Locale.ROOT);
        if (text.equals("any") || text.equals("0")) {
            return Optional.of(Service.any());
        }
        boolean digits = text.length() <= 3 && text.chars().allMatch(Character::isDigit);
        int number = digits ? Integer.parseInt(text) : NUMBERS.getOrDefault(text, -1);
        if (number < 0 || number > LAST_OCTET) {
            draft.leaveOut(rule.at("protocol"), "protocol \"" + text + "\" is not known", "write its number");
            return Optional.empty();
        }
        var given = bounds(rule);
        if (given.isEmpty()) {
            return Optional.empty();
        }
        Bounds bounds = given.get();
        // Neutron takes icmp for IPv6 as an old name of ICMPv6.
        int meant = number == Service.IcmpService.ICMP && family == IpFamily.IPV6 ? Service.IcmpService.ICMPV6 : number;
        return switch (meant) {
            case 6 -> ports(Transport.TCP, bounds, rule);
            case 17 -> ports(Transport.UDP, bounds, rule);
            case 132 -> ports(Transport.SCTP, bounds, rule);
            case Service.IcmpService.ICMP, Service.IcmpService.ICMPV6 -> icmp(meant, bounds, rule);
            default -> {
                if (!bounds.isEmpty()) {
                    draft.leaveOut(rule.where(), "ports of protocol \"" + text + "\" are not told apart", "");
                    yield Optional.empty();
                }
                yield Optional.of(new Service.ProtocolService(meant));
            }
        };
    }

    /** What the fields of the ports say; empty if they say nothing that can be read. */
    private static Optional<Bounds> bounds(Entry rule) {
        var range = rule.get("port_range");
        if (range.isPresent() && !range.get().equals("any")) {
            var found = RANGE.matcher(range.get());
            if (!found.matches()) {
                rule.at("Port Range").error(range.get(), "port range \"" + range.get() + "\" is not a range", "80:90");
                return Optional.empty();
            }
            String last = found.group(2) == null ? "" : found.group(2);
            return Optional.of(new Bounds(number(found.group(1)), number(last)));
        }
        for (String field : List.of("port_range_min", "port_range_max")) {
            String text = rule.get(field).orElse("-1");
            if (!BOUND.matcher(text).matches()) {
                rule.at(field).error(text, field + " \"" + text + "\" is not a number from 0 to " + LAST_PORT, "");
                return Optional.empty();
            }
        }
        return Optional.of(new Bounds(
                number(rule.get("port_range_min").orElse("")),
                number(rule.get("port_range_max").orElse(""))));
    }

    /** Nothing, or -1, is none. */
    private static OptionalInt number(String text) {
        return text.isEmpty() || text.equals("-1") ? OptionalInt.empty() : OptionalInt.of(Integer.parseInt(text));
    }

    private Optional<Service> ports(Transport transport, Bounds bounds, Entry rule) {
        if (bounds.isEmpty()) {
            return Optional.of(new Service.PortService(transport, PortSpec.ALL));
        }
        int first = bounds.first().orElse(bounds.last().orElse(0));
        int last = bounds.last().orElse(first);
        if (first > last || last > LAST_PORT) {
            rule.where().error("", "the ports " + first + " to " + last + " are no range", "");
            return Optional.empty();
        }
        return Optional.of(new Service.PortService(transport, new PortSpec.PortRange(first, last)));
    }

    private static Optional<Service> icmp(int number, Bounds bounds, Entry rule) {
        if (bounds.first().isEmpty() && bounds.last().isPresent()) {
            rule.where().error("", "an ICMP code stands without a type", "write port_range_min too");
            return Optional.empty();
        }
        int type = bounds.first().orElse(0);
        int code = bounds.last().orElse(0);
        if (type > LAST_OCTET || code > LAST_OCTET) {
            rule.where().error("", "ICMP type " + type + " code " + code + " is not between 0 and 255", "");
            return Optional.empty();
        }
        var family = number == Service.IcmpService.ICMP ? IpFamily.IPV4 : IpFamily.IPV6;
        return Optional.of(new Service.IcmpService(family, bounds.first(), bounds.last()));
    }
}
