package dev.damson.policy.classbench;

import dev.damson.policy.model.Cidr;
import dev.damson.policy.model.IpAddress;
import dev.damson.policy.model.IpFamily;
import dev.damson.policy.random.Dice;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Text of made-up rule sets in the style of ClassBench's three kinds of seed. */
@SuppressWarnings("ImmutableEnumChecker") // made by List.of
enum SyntheticSet {
    /** Access lists: hosts and small networks to hosts, an exact destination port, no source port. */
    ACL(List.of(16, 24, 29, 32), List.of(24, 30, 32), List.of(6, 6, 6, 17, 1), 5),
    /** Firewalls: many wildcards and ranges of ports. */
    FW(List.of(0, 0, 8, 24, 32), List.of(0, 16, 28, 32), List.of(6, 6, 17, 1, 47), 25),
    /** IP chains: something of both, and protocols beyond the usual. */
    IPC(List.of(0, 16, 22, 32), List.of(0, 20, 27, 32), List.of(6, 17, 1, 2, 50, 132), 15);

    private static final List<String> RANGES =
            List.of("0 : 65535", "0 : 1023", "1024 : 65535", "6000 : 6063", "5190 : 5193", "0 : 0", "65535 : 65535");
    private static final List<Integer> PORTS = List.of(21, 53, 80, 443, 1521, 6789);

    private final List<Integer> sourcePrefixes;
    private final List<Integer> destinationPrefixes;
    private final List<Integer> protocols;
    private final int anyProtocolPercent;

    SyntheticSet(
            List<Integer> sourcePrefixes,
            List<Integer> destinationPrefixes,
            List<Integer> protocols,
            int anyProtocolPercent) {
        this.sourcePrefixes = sourcePrefixes;
        this.destinationPrefixes = destinationPrefixes;
        this.protocols = protocols;
        this.anyProtocolPercent = anyProtocolPercent;
    }

    String text(IpFamily family, int rules, Dice dice) {
        boolean flags = dice.percent(50);
        return Stream.generate(() -> line(family, flags, dice)).limit(rules).collect(Collectors.joining("\n"));
    }

    private String line(IpFamily family, boolean flags, Dice dice) {
        boolean any = dice.percent(anyProtocolPercent);
        int protocol = any ? 0 : dice.one(protocols);
        return "@%s\t%s\t%s\t%s\t0x%02x/0x%s\t%s"
                .formatted(
                        prefix(family, dice.one(sourcePrefixes), dice),
                        prefix(family, dice.one(destinationPrefixes), dice),
                        this == ACL ? "0 : 65535" : dice.one(RANGES),
                        ports(protocol, dice),
                        protocol,
                        any ? "00" : "FF",
                        flags ? "0x1000/0x1000\t" : "");
    }

    /** A wildcard of protocols has ports too, now and then. */
    private String ports(int protocol, Dice dice) {
        boolean has = protocol == 6 || protocol == 17 || protocol == 132 || protocol == 0 && dice.percent(30);
        if (!has) {
            return "0 : 65535";
        }
        int port = dice.one(PORTS);
        return this == ACL || dice.percent(50) ? port + " : " + port : dice.one(RANGES);
    }

    /** In few networks, so that rules overlap; an IPv6 prefix is as much shorter than an address as an IPv4 one. */
    private static Cidr prefix(IpFamily family, int length, Dice dice) {
        int low = dice.below(3) << 24 | dice.below(4) << 16 | dice.below(4) << 8 | dice.below(256);
        return family == IpFamily.IPV4
                ? Cidr.around(IpAddress.v4(10 << 24 | low), length)
                : Cidr.around(IpAddress.v6(0x2001_0db8_0000_0000L, low), length == 0 ? 0 : length + 96);
    }
}
