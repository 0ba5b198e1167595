package dev.damson.policy.bundle;

import dev.damson.policy.model.DomainSnapshot;
import dev.damson.policy.model.IpAddress;
import dev.damson.policy.model.Labels;
import dev.damson.policy.model.Metadata;
import dev.damson.policy.model.NamedPort;
import dev.damson.policy.model.ObjectKey;
import dev.damson.policy.model.PolicyObject;
import dev.damson.policy.model.PolicySet;
import dev.damson.policy.model.StateSpec;
import dev.damson.policy.model.Workload;
import dev.damson.policy.model.WorkloadPort;
import dev.damson.policy.random.Dice;
import dev.damson.policy.random.RandomDomain;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/** Workloads of a random domain that come, change and go; policies and groups stay. */
final class WorkloadEdits {
    /** The hosts of the random net, which rules' CIDRs cut into many pieces. */
    private static final int HOSTS = 256;
    /** Where few of them reach, so that many workloads are alike. */
    private static final int FAR = 1 << 16;
    /** Workloads like those of the random domain. */
    private static final int MORE = 8;

    private final Dice dice;
    private final TreeMap<ObjectKey, PolicyObject> objects = new TreeMap<>();
    private final List<Workload> others;
    private int added;

    WorkloadEdits(long seed) {
        dice = new Dice(~seed);
        RandomDomain.of(seed).policies().objects().forEach(object -> objects.put(object.key(), object));
        others = RandomDomain.of(seed + 1_000_000).policies().workloads();
        for (int i = 0; i < MORE; i++) {
            var more = comes(snapshot().policies().workloads());
            objects.put(more.key(), more);
        }
    }

    DomainSnapshot snapshot() {
        return DomainSnapshot.offline(PolicySet.of("acme", "shop", objects.values()));
    }

    void take(WorkloadChange change) {
        change.before().ifPresent(before -> objects.remove(before.key()));
        change.after().ifPresent(after -> objects.put(after.key(), after));
    }

    WorkloadChange next() {
        var workloads = snapshot().policies().workloads();
        if (workloads.isEmpty() || dice.percent(25)) {
            return new WorkloadChange(Optional.empty(), Optional.of(comes(workloads)));
        }
        var before = dice.one(workloads);
        var model = dice.one(dice.percent(80) ? workloads : others);
        return new WorkloadChange(
                Optional.of(before),
                switch (dice.below(10)) {
                    case 0 -> Optional.empty();
                    case 1 -> Optional.of(with(before, before.name(), model.labels(), before.ports()));
                    case 2 -> Optional.of(with(before, before.name(), label(before.labels()), before.ports()));
                    case 3 -> Optional.of(with(before, before.name(), before.labels(), moved(before.ports())));
                    case 4 ->
                        Optional.of(new Workload(
                                before.metadata(), before.type(), model.namedPorts(), before.ports(), before.state()));
                    default ->
                        Optional.of(new Workload(
                                new Metadata(before.name(), before.scope(), model.labels()),
                                before.type(),
                                model.namedPorts(),
                                before.ports(),
                                model.state()));
                });
    }

    /** One like another, or without labels, at new addresses. */
    private Workload comes(List<Workload> workloads) {
        var name = "new-" + added++;
        if (workloads.isEmpty() || dice.percent(20)) {
            return new Workload(
                    Metadata.of(name, "shop"),
                    others.getFirst().type(),
                    List.<NamedPort>of(),
                    List.of(port("p0")),
                    StateSpec.INHERITED);
        }
        var model = dice.one(workloads);
        return with(model, name, model.labels(), moved(model.ports()));
    }

    private static Workload with(Workload workload, String name, Labels labels, List<WorkloadPort> ports) {
        return new Workload(
                new Metadata(name, workload.scope(), labels),
                workload.type(),
                workload.namedPorts(),
                ports,
                workload.state());
    }

    private Labels label(Labels labels) {
        var values = new TreeMap<>(labels.values());
        values.put(dice.one(List.of("app", "role", "zone", "owner")), dice.one(List.of("a", "b", "c")));
        return Labels.of(values);
    }

    private List<WorkloadPort> moved(List<WorkloadPort> ports) {
        return ports.stream().map(port -> port(port.name())).toList();
    }

    private WorkloadPort port(String name) {
        var addresses = new ArrayList<IpAddress>();
        var taken = snapshot().policies().workloads().stream()
                .flatMap(workload -> workload.allAddresses().stream())
                .toList();
        dice.some(1, 2, this::address).stream()
                .filter(address -> !taken.contains(address))
                .distinct()
                .forEach(addresses::add);
        return new WorkloadPort(name, Optional.empty(), Optional.empty(), addresses, List.of(), List.of());
    }

    private IpAddress address() {
        int host = dice.below(HOSTS) + (dice.percent(80) ? FAR : 0);
        return dice.percent(60) ? IpAddress.v4(10 << 24 | host) : IpAddress.v6(0xfd00_0000_0000_0000L, host);
    }
}
