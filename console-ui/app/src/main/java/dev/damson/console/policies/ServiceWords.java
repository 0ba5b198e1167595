package dev.damson.console.policies;

import dev.damson.policy.model.IpFamily;
import dev.damson.policy.model.PortSpec;
import dev.damson.policy.model.Service;
import dev.damson.policy.model.Transport;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Services as {@link PeerWords#services} writes them and a person types them: {@code tcp/80-90, icmp/8, any}. */
public final class ServiceWords {
    private static final Pattern PORTS = Pattern.compile("(tcp|udp|sctp)(?:/(\\d{1,5})(?:-(\\d{1,5}))?)?");
    private static final Pattern NAMED = Pattern.compile("(tcp|udp|sctp)/([a-z][a-z0-9-]*)");
    private static final Pattern ICMP = Pattern.compile("(icmp|icmpv6)(?:/(\\d{1,3}))?");
    private static final Pattern PROTOCOL = Pattern.compile("protocol[ /](\\d{1,3})");

    private ServiceWords() {}

    /** @throws IllegalArgumentException that says which word is no service */
    public static List<Service> parse(String words) {
        var services = Arrays.stream(words.split(",", -1))
                .map(word -> word.strip().toLowerCase(Locale.ROOT))
                .filter(word -> !word.isEmpty())
                .map(ServiceWords::service)
                .toList();
        if (services.isEmpty()) {
            throw new IllegalArgumentException("write services such as tcp/5432, udp/53 or any");
        }
        return services;
    }

    private static Service service(String word) {
        if (word.equals("any")) {
            return Service.any();
        }
        var ports = PORTS.matcher(word);
        if (ports.matches()) {
            return new Service.PortService(transport(ports.group(1)), ports(ports));
        }
        var named = NAMED.matcher(word);
        if (named.matches()) {
            return new Service.PortService(transport(named.group(1)), new PortSpec.PortName(named.group(2)));
        }
        var icmp = ICMP.matcher(word);
        if (icmp.matches()) {
            var type = icmp.group(2) == null ? OptionalInt.empty() : OptionalInt.of(Integer.parseInt(icmp.group(2)));
            return new Service.IcmpService(
                    icmp.group(1).equals("icmp") ? IpFamily.IPV4 : IpFamily.IPV6, type, OptionalInt.empty());
        }
        var protocol = PROTOCOL.matcher(word);
        if (protocol.matches()) {
            return new Service.ProtocolService(Integer.parseInt(protocol.group(1)));
        }
        throw new IllegalArgumentException(
                "\"" + word + "\" is not a service: write tcp/5432, udp/53, tcp/8000-8010, icmp/8 or any");
    }

    private static PortSpec ports(Matcher ports) {
        if (ports.group(2) == null) {
            return PortSpec.ALL;
        }
        var first = Integer.parseInt(ports.group(2));
        return new PortSpec.PortRange(first, ports.group(3) == null ? first : Integer.parseInt(ports.group(3)));
    }

    private static Transport transport(String word) {
        return Transport.valueOf(word.toUpperCase(Locale.ROOT));
    }
}
