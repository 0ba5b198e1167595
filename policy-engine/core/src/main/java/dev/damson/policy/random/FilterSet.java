package dev.damson.policy.random;

import dev.damson.policy.model.Action;
import dev.damson.policy.model.Cidr;
import dev.damson.policy.model.CidrBlock;
import dev.damson.policy.model.IpAddress;
import dev.damson.policy.model.Peer;
import dev.damson.policy.model.PortSpec;
import dev.damson.policy.model.Rule;
import dev.damson.policy.model.Service;
import dev.damson.policy.model.Transport;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A public rule set in ClassBench's format, of any seed: IPv4, or IPv6 as ClassBench-ng writes it. Source ports and flags
 * are left out, since the language has neither; every other rule denies.
 */
public final class FilterSet {
    private static final Pattern LINE = Pattern.compile(
            "@(?<source>\\S+)\\s+(?<destination>\\S+)\\s+\\d+\\s*:\\s*\\d+\\s+(?<first>\\d+)\\s*:\\s*(?<last>\\d+)"
                    + "\\s+(?<protocol>0x[0-9a-fA-F]{1,2}|\\d{1,3})/(?<mask>0x[0-9a-fA-F]{1,2}|\\d{1,3})(\\s+\\S+/\\S+)?\\s*");
    private static final int ANY_PROTOCOL = -1;
    private static final int WHOLE_MASK = 0xff;

    /**
     * One rule, as a first-match scan reads it.
     *
     * @param first of the destination ports, which only TCP, UDP and SCTP have: other protocols match a rule that names
     *     them, and one for any protocol if it takes all ports
     * @param protocol -1 = any
     */
    public record Filter(Cidr source, Cidr destination, int first, int last, int protocol) {
        public boolean matches(IpAddress from, IpAddress to, int packetProtocol, int port) {
            boolean asksForPorts = transport(packetProtocol).isPresent();
            return (protocol == ANY_PROTOCOL || protocol == packetProtocol)
                    && (asksForPorts ? first <= port && port <= last : protocol != ANY_PROTOCOL || takesAllPorts())
                    && within(source, from)
                    && within(destination, to);
        }

        boolean takesAllPorts() {
            return first == 0 && last == PortSpec.PortRange.LAST;
        }

        private static boolean within(Cidr cidr, IpAddress address) {
            return cidr.family() == address.family()
                    && Cidr.around(address, cidr.prefix()).equals(cidr);
        }
    }

    private final List<Filter> filters;

    private FilterSet(List<Filter> filters) {
        this.filters = filters;
    }

    /**
     * Reads a set's text; empty lines are none.
     *
     * @throws IllegalArgumentException for a line that is no rule
     */
    public static FilterSet of(String text) {
        var filters = new ArrayList<Filter>();
        int number = 0;
        for (var line : text.lines().toList()) {
            number++;
            if (!line.isBlank()) {
                filters.add(filter(line, number));
            }
        }
        return new FilterSet(List.copyOf(filters));
    }

    private static Filter filter(String line, int number) {
        var words = LINE.matcher(line);
        if (!words.matches()) {
            throw refusal(number, line, "@source destination low : high low : high protocol/mask flags/mask");
        }
        try {
            var filter = new Filter(
                    cidr(words.group("source"), number),
                    cidr(words.group("destination"), number),
                    Integer.parseInt(words.group("first")),
                    Integer.parseInt(words.group("last")),
                    protocol(words, number));
            if (filter.source().family() != filter.destination().family()) {
                throw refusal(number, line, "two prefixes of one family");
            }
            if (filter.first() > filter.last() || filter.last() > PortSpec.PortRange.LAST) {
                throw refusal(number, line, "ports from 0 to 65535, the lower one first");
            }
            return filter;
        } catch (NumberFormatException tooLarge) {
            throw refusal(number, line, "ports from 0 to 65535");
        }
    }

    /** Bits behind the prefix are left out. */
    private static Cidr cidr(String text, int number) {
        int slash = text.indexOf('/');
        try {
            return Cidr.around(
                    IpAddress.parse(text.substring(0, Math.max(0, slash))),
                    Integer.parseInt(text.substring(slash + 1)));
        } catch (IllegalArgumentException wrong) {
            throw refusal(number, text, "an address and a prefix length such as 10.1.0.0/24");
        }
    }

    private static int protocol(Matcher words, int number) {
        int mask = Integer.decode(words.group("mask"));
        if (mask != 0 && mask != WHOLE_MASK) {
            throw refusal(number, words.group("mask"), "a mask of 0x00 (any protocol) or 0xFF (this one)");
        }
        int protocol = Integer.decode(words.group("protocol"));
        if (protocol > WHOLE_MASK) {
            throw refusal(number, words.group("protocol"), "a protocol from 0 to 255");
        }
        return mask == 0 ? ANY_PROTOCOL : protocol;
    }

    private static IllegalArgumentException refusal(int number, String value, String right) {
        return new IllegalArgumentException("line %d: \"%s\" is not %s".formatted(number, value.strip(), right));
    }

    public List<Filter> filters() {
        return filters;
    }

    /** Place of the first rule that matches, or -1. */
    public int scan(IpAddress from, IpAddress to, int protocol, int port) {
        for (int i = 0; i < filters.size(); i++) {
            if (filters.get(i).matches(from, to, protocol, port)) {
                return i;
            }
        }
        return -1;
    }

    /** The rules in the language, in order, named {@code r0}, {@code r1} … */
    public List<Rule> rules() {
        var rules = new ArrayList<Rule>();
        for (int i = 0; i < filters.size(); i++) {
            var filter = filters.get(i);
            rules.add(Rule.of(
                    "r" + i,
                    i % 2 == 0 ? Action.ALLOW : Action.DENY,
                    List.of(peer(filter.source())),
                    List.of(peer(filter.destination())),
                    services(filter)));
        }
        return rules;
    }

    private static Peer peer(Cidr cidr) {
        return new Peer.CidrPeer(new CidrBlock(cidr, List.of()));
    }

    private static List<Service> services(Filter filter) {
        if (filter.protocol() != ANY_PROTOCOL) {
            return List.of(transport(filter.protocol())
                    .map(transport -> ports(transport, filter))
                    .orElseGet(() -> new Service.ProtocolService(filter.protocol())));
        }
        return filter.takesAllPorts()
                ? List.of(Service.any())
                : Stream.of(Transport.values())
                        .map(transport -> ports(transport, filter))
                        .toList();
    }

    private static Service ports(Transport transport, Filter filter) {
        return new Service.PortService(transport, new PortSpec.PortRange(filter.first(), filter.last()));
    }

    private static Optional<Transport> transport(int protocol) {
        return Stream.of(Transport.values())
                .filter(transport -> transport.number() == protocol)
                .findFirst();
    }
}
