package dev.damson.lab.inventory;

import java.util.List;
import java.util.NoSuchElementException;
import java.util.function.Function;
import java.util.stream.Stream;

/** All workloads of all tenants of one laboratory. */
public record Inventory(List<LabWorkload> workloads) {
    public Inventory {
        workloads = List.copyOf(workloads);
    }

    public List<String> tenants() {
        return workloads.stream().map(LabWorkload::tenant).distinct().toList();
    }

    /** By name; each has a host of its own. */
    public List<String> edges() {
        return workloads.stream()
                .flatMap(workload -> workload.ports().stream())
                .map(LabPort::edge)
                .distinct()
                .sorted()
                .toList();
    }

    /** The same workloads, placed on edges anew. */
    public Inventory on(Function<LabWorkload, String> edge) {
        return new Inventory(workloads.stream()
                .map(workload -> workload.on(edge.apply(workload)))
                .toList());
    }

    public Stream<LabWorkload> of(String tenant, String role) {
        return workloads.stream()
                .filter(workload ->
                        workload.tenant().equals(tenant) && workload.role().equals(role));
    }

    /** @throws NoSuchElementException if the tenant has no workload of that name */
    public LabWorkload workload(String tenant, String name) {
        return workloads.stream()
                .filter(workload ->
                        workload.tenant().equals(tenant) && workload.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new NoSuchElementException(
                        "tenant \"" + tenant + "\" has no workload \"" + name + "\" in the laboratory's inventory"));
    }
}
