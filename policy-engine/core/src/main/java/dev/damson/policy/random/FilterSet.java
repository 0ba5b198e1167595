package dev.damson.policy.random;

import dev.damson.policy.model.Action;
import dev.damson.policy.model.Cidr;
import dev.damson.policy.model.CidrBlock;
import dev.damson.policy.model.IpAddress;
import dev.damson.policy.model.IpFamily;
import dev.damson.policy.model.Peer;
import dev.damson.policy.model.PortSpec;
import dev.damson.policy.model.Rule;
import dev.damson.policy.model.Service;
import dev.damson.policy.model.Transport;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/**
 * A public rule set in ClassBench's format. Source ports and flags are left out, since the language has neither; every
 * other rule denies.
 */
public final class FilterSet {
    /**
     * One rule, as a first-match scan reads it.
     *
     * @param protocol -1 = any
     */
    public record Filter(Cidr source, Cidr destination, int first, int last, int protocol) {
        public boolean matches(IpAddress from, IpAddress to, int packetProtocol, int port) {
            return (protocol < 0 || protocol == packetProtocol)
                    && first <= port
                    && port <= last
                    && Cidr.around(from, source.prefix()).equals(source)
                    && Cidr.around(to, destination.prefix()).equals(destination);
        }
    }

    private final List<Filter> filters;

    private FilterSet(List<Filter> filters) {
        this.filters = filters;
    }

    /** Reads a set's text. */
    public static FilterSet of(String text) {
        return new FilterSet(text.lines().map(FilterSet::filter).toList());
    }

    private static Filter filter(String line) {
        var words = line.substring(1).split("[\\s:]+");
        var protocol = words[6].split("/");
        return new Filter(
                cidr(words[0]),
                cidr(words[1]),
                Integer.parseInt(words[4]),
                Integer.parseInt(words[5]),
                protocol[1].equals("0x00") ? -1 : Integer.decode(protocol[0]));
    }

    private static Cidr cidr(String text) {
        int slash = text.indexOf('/');
        return Cidr.around(IpAddress.parse(text.substring(0, slash)), Integer.parseInt(text.substring(slash + 1)));
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
                    List.of(service(filter))));
        }
        return rules;
    }

    private static Peer peer(Cidr cidr) {
        return cidr.prefix() == 0 ? Peer.any() : new Peer.CidrPeer(new CidrBlock(cidr, List.of()));
    }

    private static Service service(Filter filter) {
        for (var transport : Transport.values()) {
            if (transport.number() == filter.protocol()) {
                return new Service.PortService(transport, new PortSpec.PortRange(filter.first(), filter.last()));
            }
        }
        return switch (filter.protocol()) {
            case -1 -> Service.any();
            case Service.IcmpService.ICMP ->
                new Service.IcmpService(IpFamily.IPV4, OptionalInt.empty(), OptionalInt.empty());
            default -> new Service.ProtocolService(filter.protocol());
        };
    }
}
