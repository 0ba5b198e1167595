package dev.damson.console.topology;

import dev.damson.console.filter.Filter;
import dev.damson.console.kit.Verdict;
import dev.damson.console.policies.PolicyBook;
import dev.damson.director.live.DomainStatus;
import dev.damson.topology.inventory.WorkloadRecord;
import dev.damson.topology.revision.ChainRecord;
import dev.damson.topology.revision.FunctionRecord;
import dev.damson.topology.traffic.Judgement;
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
record Picture(TopologyView view, PolicyBook book, List<Observed> flows, DomainStatus status, int noise, int past) {
    /** @param shown which of the calm and of the past flows are wanted */
    static Picture of(TopologyView view, PolicyBook book, DomainStatus status, Filter filter, Wanted shown) {
        var seconds = Math.max(1, Duration.between(view.from(), view.to()).toSeconds());
        var labels = view.workloads().stream().collect(Collectors.toMap(WorkloadRecord::name, WorkloadRecord::labels));
        var all = view.traffic().stream()
                .map(traffic ->
                        new Observed(traffic, (double) traffic.flows() / seconds, isPast(traffic.judgement(), status)))
                .filter(flow -> filter.matches(key -> values(flow, key, labels)))
                .toList();
        var noise = all.stream().filter(Observed::noise).count();
        var past = all.stream().filter(Observed::past).count();
        var flows = all.stream()
                .filter(flow -> shown.noise() || !flow.noise())
                .filter(flow -> shown.past() || !flow.past())
                .toList();
        return new Picture(view, book, flows, status, (int) noise, (int) past);
    }

    /**
     * Which flows are wanted beside the others.
     *
     * @param noise DNS and pings
     * @param past those judged under a revision that is no longer in force
     */
    record Wanted(boolean noise, boolean past) {}

    /** Once an edge enforces the head, what it decided under an older revision is history. */
    private static boolean isPast(Judgement judgement, DomainStatus status) {
        return judgement.revision() < status.head()
                && status.edges().stream()
                        .anyMatch(edge -> edge.edge().equals(judgement.edge()) && edge.revision() == status.head());
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
                .filter(workload -> !appliances.contains(workload.name()) && !isBump(workload))
                .toList();
    }

    /** What has two sides and no address, but no function yet. */
    List<WorkloadRecord> bumps() {
        var appliances = instances().map(FunctionRecord.Instance::name).collect(Collectors.toSet());
        return view.workloads().stream()
                .filter(workload -> !appliances.contains(workload.name()) && isBump(workload))
                .toList();
    }

    private static boolean isBump(WorkloadRecord workload) {
        return workload.ports().size() > 1
                && workload.ports().stream().allMatch(port -> port.addresses().isEmpty());
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
