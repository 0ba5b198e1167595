package dev.damson.policy.trial;

import dev.damson.policy.interpret.Flow;
import dev.damson.policy.interpret.FlowService;
import dev.damson.policy.model.IpAddress;
import dev.damson.policy.model.IpFamily;
import dev.damson.policy.model.PolicySet;
import dev.damson.policy.model.PolicyTest.AddressParty;
import dev.damson.policy.model.PolicyTest.Connection;
import dev.damson.policy.model.PolicyTest.Party;
import dev.damson.policy.model.PolicyTest.WorkloadParty;
import dev.damson.policy.model.PortSpec.PortName;
import dev.damson.policy.model.PortSpec.PortRange;
import dev.damson.policy.model.Service;
import dev.damson.policy.model.Transport;
import dev.damson.policy.model.Workload;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The packets that a tested connection stands for: one for each pair of declared addresses of one family.
 *
 * @param obstacle why there is none, empty if there is one
 */
public record Packets(List<Flow> flows, String obstacle) {

    /** Each address of the one side with each of the other that it can meet. */
    public static Packets of(Connection connection, PolicySet policies, Instant now) {
        for (Party party : List.of(connection.from(), connection.to())) {
            if (party instanceof WorkloadParty(String name)
                    && policies.workload(name).isEmpty()) {
                return none("workload \"" + name + "\" is not given");
            }
        }
        var asked = asked(connection, policies);
        if (asked.isEmpty()) {
            return none("the destination names no port \"" + connection.service() + "\"");
        }
        var flows = new ArrayList<Flow>();
        for (IpAddress source : addresses(connection.from(), policies)) {
            for (IpAddress destination : addresses(connection.to(), policies)) {
                for (FlowService service : asked) {
                    if (fits(source, destination, service)) {
                        Optional<String> from = name(connection.from(), source, policies);
                        Optional<String> to = name(connection.to(), destination, policies);
                        if (from.isEmpty() && to.isEmpty()) {
                            return none("neither " + source + " nor " + destination + " is a workload's");
                        }
                        flows.add(new Flow(source, destination, service, from, to, now));
                    }
                }
            }
        }
        return flows.isEmpty() ? none("the two have no addresses of one family for it") : new Packets(flows, "");
    }

    private static Packets none(String obstacle) {
        return new Packets(List.of(), obstacle);
    }

    private static List<IpAddress> addresses(Party party, PolicySet policies) {
        return switch (party) {
            case AddressParty(IpAddress address) -> List.of(address);
            case WorkloadParty(String name) ->
                policies.workload(name).stream()
                        .flatMap(workload -> workload.ports().stream())
                        .flatMap(port -> port.addresses().stream())
                        .toList();
        };
    }

    private static Optional<String> name(Party party, IpAddress address, PolicySet policies) {
        return switch (party) {
            case WorkloadParty(String name) -> Optional.of(name);
            case AddressParty any ->
                policies.workloads().stream()
                        .filter(workload -> workload.allAddresses().contains(address))
                        .map(Workload::name)
                        .findFirst();
        };
    }

    /** A name of several ports asks for each. */
    private static List<FlowService> asked(Connection connection, PolicySet policies) {
        return switch (connection.service()) {
            case Service.PortService(Transport transport, PortRange range) ->
                List.of(new FlowService.ToPort(transport, range.first()));
            case Service.PortService(Transport transport, PortName(String name)) ->
                destination(connection, policies).stream()
                        .flatMap(workload -> workload.namedPorts().stream())
                        .filter(port ->
                                port.protocol() == transport && port.name().equals(name))
                        .<FlowService>map(port -> new FlowService.ToPort(transport, port.port()))
                        .toList();
            case Service.IcmpService icmp ->
                List.of(new FlowService.Icmp(
                        icmp.family(), icmp.type().orElse(0), icmp.code().orElse(0)));
            case Service.ProtocolService(int number) -> List.of(new FlowService.Other(number));
            case Service.AnyService any -> List.of();
        };
    }

    private static Optional<Workload> destination(Connection connection, PolicySet policies) {
        return switch (connection.to()) {
            case WorkloadParty(String name) -> policies.workload(name);
            case AddressParty(IpAddress address) ->
                policies.workloads().stream()
                        .filter(workload -> workload.allAddresses().contains(address))
                        .findFirst();
        };
    }

    private static boolean fits(IpAddress source, IpAddress destination, FlowService service) {
        IpFamily family = source.family();
        return family == destination.family()
                && (!(service instanceof FlowService.Icmp icmp) || icmp.family() == family);
    }
}
