package dev.damson.director.command;

import dev.damson.policy.interpret.Membership;
import dev.damson.policy.model.CidrBlock;
import dev.damson.policy.model.FailurePolicy;
import dev.damson.policy.model.FunctionInstance;
import dev.damson.policy.model.Group;
import dev.damson.policy.model.IpAddress;
import dev.damson.policy.model.MacAddress;
import dev.damson.policy.model.PolicySet;
import dev.damson.policy.model.ServiceFunction;
import dev.damson.policy.model.Workload;
import dev.damson.policy.model.WorkloadPort;
import dev.damson.topology.inventory.PortKind;
import dev.damson.topology.inventory.PortRecord;
import dev.damson.topology.inventory.WorkloadRecord;
import dev.damson.topology.revision.ChainRecord;
import dev.damson.topology.revision.FunctionRecord;
import dev.damson.topology.revision.GroupRecord;
import dev.damson.topology.revision.Shape;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The drawn part of a domain from its objects. */
final class Shapes {
    private final PolicySet set;
    private final Map<String, PortKind> servicePorts = new HashMap<>();

    private Shapes(PolicySet set) {
        this.set = set;
        for (var function : set.functions()) {
            for (var instance : function.instances()) {
                switch (instance) {
                    case FunctionInstance.Inline inline -> {
                        servicePorts.put(inline.inside(), PortKind.SERVICE_IN);
                        servicePorts.put(inline.outside(), PortKind.SERVICE_OUT);
                    }
                    case FunctionInstance.Listener listener -> servicePorts.put(listener.port(), PortKind.SENSOR);
                }
            }
        }
    }

    /** What must be drawn anew when one set takes the place of another. */
    static Shape between(PolicySet before, PolicySet after) {
        var old = new Shapes(before).workloads();
        var now = new Shapes(after);
        var workloads = now.workloads();
        return new Shape(
                workloads.values().stream()
                        .filter(workload -> !workload.equals(old.get(workload.name())))
                        .toList(),
                old.keySet().stream()
                        .filter(name -> !workloads.containsKey(name))
                        .collect(Collectors.toUnmodifiableSet()),
                after.groups().stream().map(now::group).toList(),
                after.functions().stream().map(Shapes::function).toList(),
                after.chains().stream()
                        .map(chain -> new ChainRecord(
                                chain.name(), chain.functions(), chain.onFailure() == FailurePolicy.OPEN))
                        .toList());
    }

    private Map<String, WorkloadRecord> workloads() {
        return set.workloads().stream()
                .map(this::workload)
                .collect(Collectors.toMap(
                        WorkloadRecord::name, Function.identity(), (first, second) -> second, TreeMap::new));
    }

    private WorkloadRecord workload(Workload workload) {
        return new WorkloadRecord(
                workload.name(),
                workload.type().word(),
                workload.labels().values(),
                workload.ports().stream()
                        .flatMap(port -> port(port).stream())
                        .sorted((left, right) -> left.name().compareTo(right.name()))
                        .toList());
    }

    /** A port that is placed nowhere, or has no MAC, is on no host and is not drawn. */
    private List<PortRecord> port(WorkloadPort port) {
        if (port.edge().isEmpty() || port.mac().isEmpty()) {
            return List.of();
        }
        var kind = servicePorts.getOrDefault(port.name(), PortKind.WORKLOAD);
        var addresses = new ArrayList<>(port.addresses());
        addresses.addAll(port.virtualAddresses());
        return List.of(new PortRecord(
                port.name(),
                kind,
                port.edge().get(),
                port.mac().map(MacAddress::toString).orElseThrow(),
                addresses.stream().map(IpAddress::toString).toList()));
    }

    private GroupRecord group(Group group) {
        return new GroupRecord(
                group.name(),
                set.workloads().stream()
                        .filter(workload -> Membership.names(group, workload))
                        .map(Workload::name)
                        .toList(),
                group.cidrs().stream().map(CidrBlock::toString).toList());
    }

    private static FunctionRecord function(ServiceFunction function) {
        return new FunctionRecord(
                function.name(),
                function.type().word(),
                function.mode().word(),
                function.instances().stream().map(Shapes::instance).toList());
    }

    private static FunctionRecord.Instance instance(FunctionInstance instance) {
        return switch (instance) {
            case FunctionInstance.Inline inline ->
                new FunctionRecord.Instance(inline.name(), inline.inside(), inline.outside());
            case FunctionInstance.Listener listener ->
                new FunctionRecord.Instance(listener.name(), listener.port(), listener.port());
        };
    }
}
