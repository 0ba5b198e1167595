package dev.damson.console.trace;

import dev.damson.console.place.Place;
import dev.damson.policy.interpret.Flow;
import dev.damson.policy.interpret.FlowService;
import dev.damson.policy.model.IpAddress;
import dev.damson.policy.model.IpFamily;
import dev.damson.policy.model.PolicySet;
import dev.damson.policy.model.Transport;
import dev.damson.policy.model.Workload;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The packet that is asked about, as the address of the view holds it.
 *
 * @param source a workload or an address
 * @param destination likewise
 * @param protocol {@code tcp}, {@code udp}, {@code sctp} or {@code ping}
 * @param port of the destination; not used by a ping
 */
record Question(String source, String destination, String protocol, String port) {
    static final String SOURCE = "src";
    static final String DESTINATION = "dst";
    static final String PROTOCOL = "protocol";
    static final String PORT = "port";
    static final String PING = "ping";
    static final List<String> PROTOCOLS = List.of("tcp", "udp", "sctp", PING);

    private static final int ECHO_V4 = 8;
    private static final int ECHO_V6 = 128;

    static Question of(Place place) {
        return new Question(
                place.extra(SOURCE, ""),
                place.extra(DESTINATION, ""),
                place.extra(PROTOCOL, PROTOCOLS.getFirst()),
                place.extra(PORT, ""));
    }

    Place at(Place place) {
        return place.with(SOURCE, source)
                .with(DESTINATION, destination)
                .with(PROTOCOL, protocol)
                .with(PORT, protocol.equals(PING) ? "" : port);
    }

    boolean isEmpty() {
        return source.isEmpty() || destination.isEmpty();
    }

    /** {@code tcp/5432}, as observed traffic names it; a ping by the type of its family. */
    String service(Flow flow) {
        return protocol.equals(PING)
                ? flow.source().family() == IpFamily.IPV4 ? "icmp/" + ECHO_V4 : "icmpv6/" + ECHO_V6
                : protocol + "/" + port;
    }

    /**
     * The packet between the first addresses of one family.
     *
     * @throws IllegalArgumentException saying what cannot be asked, and why
     */
    Flow flow(PolicySet policies, Instant now) {
        for (var from : addresses(policies, source)) {
            for (var to : addresses(policies, destination)) {
                if (from.family() == to.family()) {
                    var sender = owner(policies, source, from);
                    var receiver = owner(policies, destination, to);
                    return new Flow(from, to, service(policies, receiver, from.family()), sender, receiver, now);
                }
            }
        }
        throw new IllegalArgumentException(
                "\"%s\" and \"%s\" have no addresses of one family".formatted(source, destination));
    }

    private static List<IpAddress> addresses(PolicySet policies, String party) {
        var workload = policies.workload(party);
        if (workload.isPresent()) {
            return workload.get().ports().stream()
                    .flatMap(port -> port.addresses().stream())
                    .toList();
        }
        try {
            return List.of(IpAddress.parse(party));
        } catch (IllegalArgumentException neither) {
            throw new IllegalArgumentException(
                    "\"" + party + "\" is neither a workload of this domain nor an address", neither);
        }
    }

    private static Optional<String> owner(PolicySet policies, String party, IpAddress address) {
        return policies.workload(party)
                .or(() -> policies.workloads().stream()
                        .filter(workload -> workload.allAddresses().contains(address))
                        .findFirst())
                .map(Workload::name);
    }

    private FlowService service(PolicySet policies, Optional<String> receiver, IpFamily family) {
        if (protocol.equals(PING)) {
            return new FlowService.Icmp(family, family == IpFamily.IPV4 ? ECHO_V4 : ECHO_V6, 0);
        }
        var transport = Transport.valueOf(protocol.toUpperCase(Locale.ROOT));
        var named = receiver.flatMap(policies::workload).stream()
                .flatMap(workload -> workload.namedPorts().stream())
                .filter(each -> each.protocol() == transport && each.name().equals(port))
                .findFirst();
        if (named.isPresent()) {
            return new FlowService.ToPort(transport, named.get().port());
        }
        try {
            return new FlowService.ToPort(transport, Integer.parseInt(port));
        } catch (NumberFormatException notANumber) {
            throw new IllegalArgumentException(
                    "port \"" + port + "\" is neither a number nor a named port of the destination", notANumber);
        }
    }
}
