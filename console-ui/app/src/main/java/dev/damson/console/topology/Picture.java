package dev.damson.console.topology;

import dev.damson.console.filter.Filter;
import dev.damson.console.kit.Verdict;
import dev.damson.console.policies.PolicyBook;
import dev.damson.director.live.DomainStatus;
import dev.damson.topology.inventory.WorkloadRecord;
import dev.damson.topology.revision.ChainRecord;
import dev.damson.topology.revision.FunctionRecord;
import dev.damson.topology.view.TopologyView;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What a topology view shows: the domain, what was observed and passes the filter, and the appliances' health. */
record Picture(TopologyView view, PolicyBook book, List<Observed> flows, DomainStatus status, int hidden) {
    static Picture of(TopologyView view, PolicyBook book, DomainStatus status, Filter filter, boolean noise) {
        var seconds = Math.max(1, Duration.between(view.from(), view.to()).toSeconds());
        var labels = view.workloads().stream().collect(Collectors.toMap(WorkloadRecord::name, WorkloadRecord::labels));
        var all = view.traffic().stream()
                .map(traffic -> new Observed(traffic, (double) traffic.flows() / seconds))
                .filter(flow -> filter.matches(key -> values(flow, key, labels)))
                .toList();
        var shown = all.stream().filter(flow -> noise || !flow.noise()).toList();
        return new Picture(view, book, shown, status, all.size() - shown.size());
    }

    Optional<WorkloadRecord> workload(String name) {
        return view.workloads().stream()
                .filter(workload -> workload.name().equals(name))
                .findFirst();
    }

    /** The workloads that are no appliance. */
    List<WorkloadRecord> workloads() {
        var appliances = instances().map(FunctionRecord.Instance::name).collect(Collectors.toSet());
        return view.workloads().stream()
                .filter(workload -> !appliances.contains(workload.name()))
                .toList();
    }

    Stream<FunctionRecord.Instance> instances() {
        return view.functions().stream().flatMap(function -> function.instances().stream());
    }

    Optional<FunctionRecord> functionOf(String instance) {
        return view.functions().stream()
                .filter(function -> function.instances().stream()
                        .anyMatch(each -> each.name().equals(instance)))
                .findFirst();
    }

    List<ChainRecord> chainsOf(String function) {
        return view.chains().stream()
                .filter(chain -> chain.functions().contains(function))
                .toList();
    }

    /** The chain that the deciding rule sends an allowed flow through. */
    Optional<ChainRecord> chainOf(Observed flow) {
        return flow.verdict() == Verdict.DENIED
                ? Optional.empty()
                : book.rule(flow.traffic().rule())
                        .flatMap(rule -> rule.inspect())
                        .flatMap(name -> view.chains().stream()
                                .filter(chain -> chain.name().equals(name))
                                .findFirst());
    }

    Set<String> groupsOf(String workload) {
        return view.groups().stream()
                .filter(group -> group.members().contains(workload))
                .map(group -> group.name())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** Empty while no edge said anything about it. */
    Optional<DomainStatus.InstanceStatus> statusOf(String instance) {
        return status.instances().stream()
                .filter(each -> each.instance().equals(instance))
                .findFirst();
    }

    DomainStatus.Health healthOf(String instance) {
        return statusOf(instance).map(DomainStatus.InstanceStatus::health).orElse(DomainStatus.Health.UNPROVEN);
    }

    static String edgeOf(WorkloadRecord workload) {
        return workload.ports().isEmpty() ? "" : workload.ports().getFirst().edge();
    }

    static String addressOf(WorkloadRecord workload) {
        return workload.ports().stream()
                .flatMap(port -> port.addresses().stream())
                .findFirst()
                .orElse("no address");
    }

    private static Collection<String> values(Observed flow, String key, Map<String, Map<String, String>> labels) {
        var values = flow.values(key);
        if (!values.isEmpty()) {
            return values;
        }
        var found = new ArrayList<String>();
        for (var end : List.of(flow.source(), flow.target())) {
            var label = labels.getOrDefault(end, Map.of()).get(key);
            if (label != null) {
                found.add(label);
            }
        }
        return found;
    }
}
