package dev.damson.e2e.bench.packets;

import dev.damson.policy.model.IpFamily;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** The same rules in nftables' notation. */
final class Nftables {
    /** How nftables judges and delivers. */
    enum Form {
        /**
         * Its best: at the ingress hook, before any protocol; one look-up in a verdict map of intervals with
         * concatenations; on to the other interface without a bridge. It has no state, so it lets no reply through.
         */
        MAP("nftables, verdict map at ingress", true, false),
        /** The same hook and delivery, one rule after the other. */
        LINEAR("nftables, linear at ingress", false, false),
        /** What a Linux host does that remembers connections: routing, conntrack, then the same verdict map. */
        STATEFUL("nftables, conntrack and verdict map, routed", true, true);

        final String title;
        final boolean map;
        final boolean routed;

        Form(String title, boolean map, boolean routed) {
            this.title = title;
            this.map = map;
            this.routed = routed;
        }
    }

    private final BenchNetwork network;
    private final Form form;

    Nftables(BenchNetwork network, Form form) {
        this.network = network;
        this.form = form;
        if (form.routed) {
            route();
        }
    }

    /** Loads one domain's rules for each domain that has ports, in one transaction. */
    void load(BenchRules rules) {
        network.in(text(rules), "nft", "-f", "-");
    }

    /** The whole configuration. */
    String text(BenchRules rules) {
        var text = new StringBuilder("table " + (form.routed ? "inet" : "netdev") + " bench {\n");
        var domains = network.ports().stream()
                .map(BenchNetwork.Port::domain)
                .distinct()
                .toList();
        for (int domain : domains) {
            domain(text, rules, domain);
        }
        text.append(" chain judge {\n");
        if (form.routed) {
            text.append("  type filter hook forward priority filter; policy drop\n");
            text.append("  ct state established,related accept\n  ct state invalid drop\n");
        } else {
            text.append("  type filter hook ingress devices = { ")
                    .append(devices(port -> true, ", ", BenchNetwork.Port::device))
                    .append(" } priority filter; policy drop\n");
        }
        if (domains.size() == 1) {
            text.append("  goto domain-0\n");
        } else {
            text.append("  iif vmap { ")
                    .append(devices(port -> true, ", ", port -> port.device() + " : goto domain-" + port.domain()))
                    .append(" }\n");
        }
        return text.append(" }\n}\n").toString();
    }

    private void domain(StringBuilder text, BenchRules rules, int domain) {
        for (var family : IpFamily.values()) {
            var ip = word(family);
            if (form.map) {
                text.append(" map %s-rules-%d {\n  typeof %s saddr . %s daddr . meta l4proto . th dport : verdict\n"
                        .formatted(ip, domain, ip, ip));
                text.append("  flags interval\n  elements = {\n");
                rules.lines()
                        .forEach(line -> text.append("   ")
                                .append(element(line, family, domain))
                                .append(",\n"));
                text.append("  }\n }\n");
            }
            if (!form.routed) {
                text.append(" map %s-port-%d {\n  type %s : iface_index\n  elements = { "
                                .formatted(ip, domain, family == IpFamily.IPV4 ? "ipv4_addr" : "ipv6_addr"))
                        .append(devices(
                                port -> port.domain() == domain,
                                ", ",
                                port -> BenchRules.address(port.group(), BenchRules.MEMBER, family) + " : "
                                        + port.device()))
                        .append(" }\n }\n");
            }
        }
        if (!form.routed) {
            text.append((" chain deliver-%1$d {\n  fwd to ip daddr map @ip-port-%1$d\n"
                            + "  fwd to ip6 daddr map @ip6-port-%1$d\n }\n")
                    .formatted(domain));
        }
        rules(text, rules, domain);
    }

    private void rules(StringBuilder text, BenchRules rules, int domain) {
        if (!form.map) {
            for (var family : IpFamily.values()) {
                text.append(linear(rules, family, domain));
            }
        }
        text.append(" chain domain-%d {\n".formatted(domain));
        if (form.map) {
            for (var family : IpFamily.values()) {
                text.append("  %1$s saddr . %1$s daddr . meta l4proto . th dport vmap @%1$s-rules-%2$d\n"
                        .formatted(word(family), domain));
            }
        } else {
            text.append(
                    "  meta protocol vmap { ip : goto ip-rules-%1$d, ip6 : goto ip6-rules-%1$d }\n".formatted(domain));
        }
        text.append(" }\n");
    }

    private static String word(IpFamily family) {
        return family == IpFamily.IPV4 ? "ip" : "ip6";
    }

    private String linear(BenchRules rules, IpFamily family, int domain) {
        var ip = word(family);
        return rules.lines().stream()
                .map(line -> "  %s saddr %s %s daddr %s tcp dport %d-%d %s\n"
                        .formatted(
                                ip,
                                BenchRules.network(line.from(), family),
                                ip,
                                BenchRules.network(line.to(), family),
                                line.firstPort(),
                                line.lastPort(),
                                verdict(domain)))
                .collect(Collectors.joining("", " chain %s-rules-%d {\n".formatted(ip, domain), " }\n"));
    }

    private String element(BenchRules.Line line, IpFamily family, int domain) {
        var ports = line.firstPort() == line.lastPort()
                ? Integer.toString(line.firstPort())
                : line.firstPort() + "-" + line.lastPort();
        return "%s . %s . tcp . %s : %s"
                .formatted(
                        BenchRules.network(line.from(), family),
                        BenchRules.network(line.to(), family),
                        ports,
                        verdict(domain));
    }

    private String verdict(int domain) {
        return form.routed ? "accept" : "goto deliver-" + domain;
    }

    private String devices(
            Predicate<BenchNetwork.Port> which, String between, Function<BenchNetwork.Port, String> each) {
        return network.ports().stream().filter(which).map(each).collect(Collectors.joining(between));
    }

    /** Replaces the first rule's element by one with other ports, in one transaction. */
    void change(BenchRules before, BenchRules after) {
        var text = new StringBuilder();
        for (var family : IpFamily.values()) {
            var map = "netdev bench %s-rules-0".formatted(word(family));
            text.append("delete element %s { %s }\n"
                    .formatted(map, element(before.lines().getFirst(), family, 0)));
            text.append("add element %s { %s }\n"
                    .formatted(map, element(after.lines().getFirst(), family, 0)));
        }
        network.in(text.toString(), "nft", "-f", "-");
    }

    private void route() {
        for (var setting : List.of(
                "net.ipv4.ip_forward=1",
                "net.ipv6.conf.all.forwarding=1",
                "net.ipv4.conf.all.rp_filter=0",
                "net.netfilter.nf_conntrack_checksum=0",
                "net.netfilter.nf_conntrack_tcp_be_liberal=1")) {
            network.in("", "sysctl", "-q", "-w", setting);
        }
        var lines = new StringBuilder();
        for (var port : network.ports()) {
            for (var family : IpFamily.values()) {
                var address = BenchRules.address(port.group(), BenchRules.MEMBER, family);
                lines.append("route add %s dev %s%n".formatted(address, port.device()));
                lines.append("neigh add %s lladdr %s dev %s nud permanent%n"
                        .formatted(address, BenchNetwork.text(port.mac()), port.device()));
            }
        }
        network.in(lines.toString(), "ip", "-batch", "-");
    }
}
