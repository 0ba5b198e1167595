package dev.damson.policy.random;

import dev.damson.policy.interpret.Flow;
import dev.damson.policy.interpret.FlowService;
import dev.damson.policy.model.Cidr;
import dev.damson.policy.model.DomainSnapshot;
import dev.damson.policy.model.End;
import dev.damson.policy.model.IpAddress;
import dev.damson.policy.model.IpFamily;
import dev.damson.policy.model.Transport;
import dev.damson.policy.model.WorkloadPort;
import dev.damson.policy.plan.DomainPlan;
import dev.damson.policy.plan.EndTable;
import dev.damson.policy.plan.PlannedAddress;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Packets that a plan itself suggests: every class of peers meets every class of services, and every place is visited
 * where a table goes over from one class to the next: first and last addresses of prefixes and their neighbours, the
 * ports on both sides of a boundary, the moments before and at an expiry.
 */
public final class DerivedPackets {
    private static final int PROTOCOLS = 256;
    private static final Instant BEFORE_ALL = RandomDomain.NOW;

    private final DomainPlan plan;
    private final Map<IpAddress, String> owners = new LinkedHashMap<>();
    private final List<List<IpAddress>> ports = new ArrayList<>();

    public DerivedPackets(DomainSnapshot snapshot, DomainPlan plan) {
        this.plan = plan;
        for (var workload : snapshot.policies().workloads()) {
            workload.ports().stream().map(WorkloadPort::allAddresses).forEach(ports::add);
            workload.allAddresses().forEach(address -> owners.putIfAbsent(address, workload.name()));
        }
    }

    /** The packets that one of a profile's two programs judges. */
    public List<Flow> of(int profile, End end) {
        var whole = plan.profiles().get(profile - 1);
        var table = end == End.SOURCE ? whole.from() : whole.to();
        var flows = new LinkedHashSet<Flow>();
        var moments = moments(table);
        for (var own : owns(profile, table)) {
            var peers = peers(own.family());
            var classes = onePerClass(peers, table);
            for (var service : services(table, own.family())) {
                classes.forEach(peer -> flows.add(flow(own, peer, service, end, BEFORE_ALL)));
            }
            for (var service : onePerService(table, own.family())) {
                peers.forEach(peer -> flows.add(flow(own, peer, service, end, BEFORE_ALL)));
                for (var moment : moments) {
                    classes.forEach(peer -> flows.add(flow(own, peer, service, end, moment)));
                }
            }
        }
        return List.copyOf(flows);
    }

    private Flow flow(IpAddress own, IpAddress peer, FlowService service, End end, Instant now) {
        var ownName = Optional.ofNullable(owners.get(own));
        var peerName = Optional.ofNullable(owners.get(peer));
        return end == End.SOURCE
                ? new Flow(own, peer, service, ownName, peerName, now)
                : new Flow(peer, own, service, peerName, ownName, now);
    }

    /** Addresses of the profile's ports: one of each family for each row of own addresses. */
    private List<IpAddress> owns(int profile, EndTable table) {
        var chosen = new LinkedHashMap<List<Object>, IpAddress>();
        for (var addresses : ports) {
            boolean whole = addresses.stream()
                    .map(address -> plan.profileOfIdentity().get(identity(address)))
                    .filter(number -> number != 0)
                    .distinct()
                    .toList()
                    .equals(List.of(profile));
            for (var address : whole ? addresses : List.<IpAddress>of()) {
                int identity = identity(address);
                int row = table.rowOfOwn().length > identity ? table.rowOfOwn()[identity] : 0;
                chosen.putIfAbsent(List.of(address.family(), row), address);
            }
        }
        return List.copyOf(chosen.values());
    }

    /** The first and last address of every prefix, and those next to them. */
    private Set<IpAddress> peers(IpFamily family) {
        var peers = new LinkedHashSet<IpAddress>();
        for (var entry : plan.addresses()) {
            if (entry.prefix().family() == family) {
                peers.add(entry.prefix().first());
                peers.add(entry.prefix().last());
                entry.prefix().first().previous().ifPresent(peers::add);
                entry.prefix().last().next().ifPresent(peers::add);
            }
        }
        peers.add(Cidr.around(family == IpFamily.IPV4 ? IpAddress.v4(0) : IpAddress.v6(0, 0), 0)
                .last());
        return peers;
    }

    private List<IpAddress> onePerClass(Set<IpAddress> peers, EndTable table) {
        var chosen = new LinkedHashMap<Integer, IpAddress>();
        for (var peer : peers) {
            int identity = identity(peer);
            chosen.putIfAbsent(
                    identity < table.classOfIdentity().length ? (int) table.classOfIdentity()[identity] : 0, peer);
        }
        return List.copyOf(chosen.values());
    }

    private int identity(IpAddress address) {
        @Nullable PlannedAddress longest = null;
        for (var entry : plan.addresses()) {
            if (entry.prefix().family() == address.family()
                    && entry.prefix().first().compareTo(address) <= 0
                    && entry.prefix().last().compareTo(address) >= 0
                    && (longest == null
                            || entry.prefix().prefix() >= longest.prefix().prefix())) {
                longest = entry;
            }
        }
        return longest == null ? 0 : longest.identity();
    }

    /** Both sides of every boundary between columns. */
    private static Set<FlowService> services(EndTable table, IpFamily family) {
        var services = new LinkedHashSet<FlowService>();
        var others = boundaries(table, table.serviceOfProtocol());
        for (int protocol = 0; protocol < PROTOCOLS; protocol++) {
            int each = protocol;
            var classes = table.services().get(protocol);
            if (classes != null) {
                boundaries(table, classes).forEach(number -> services.add(service(family, each, number)));
            } else if (others.contains(protocol)) {
                services.add(service(family, protocol, 0));
            }
        }
        return services;
    }

    private static Set<Integer> boundaries(EndTable table, char[] classes) {
        var boundaries = new TreeSet<>(List.of(0, classes.length - 1));
        for (int i = 1; i < classes.length; i++) {
            if (table.column(classes[i]) != table.column(classes[i - 1])) {
                boundaries.addAll(List.of(i - 1, i));
            }
        }
        return boundaries;
    }

    /** One service of each column and protocol that has a table, and one of each column of the others. */
    private static List<FlowService> onePerService(EndTable table, IpFamily family) {
        var chosen = new LinkedHashMap<List<Integer>, FlowService>();
        for (var service : services(table, family)) {
            var classes = table.services().get(service.protocol());
            chosen.putIfAbsent(
                    classes == null
                            ? List.of(-1, table.column(table.serviceOfProtocol()[service.protocol()]))
                            : List.of(service.protocol(), table.column(classes[service.number()])),
                    service);
        }
        return List.copyOf(chosen.values());
    }

    private static FlowService service(IpFamily family, int protocol, int number) {
        var transport = Arrays.stream(Transport.values())
                .filter(one -> one.number() == protocol)
                .findFirst();
        if (transport.isPresent()) {
            return new FlowService.ToPort(transport.get(), number);
        }
        return protocol == (family == IpFamily.IPV4 ? 1 : 58)
                ? new FlowService.Icmp(family, number >>> 8, number & 0xff)
                : new FlowService.Other(protocol);
    }

    /** The nanosecond before each expiry, and the expiry. */
    private static List<Instant> moments(EndTable table) {
        return table.records().stream()
                .filter(record -> record.expiresUnixNanos() != 0)
                .map(record -> Instant.ofEpochSecond(0, record.expiresUnixNanos()))
                .distinct()
                .sorted()
                .flatMap(expiry -> Stream.of(expiry.minusNanos(1), expiry))
                .toList();
    }
}
