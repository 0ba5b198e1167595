package dev.damson.policy.bundle;

import dev.damson.policy.classify.LiveIdentities;
import dev.damson.policy.classify.PlanLimits;
import dev.damson.policy.model.Cidr;
import dev.damson.policy.model.DomainSnapshot;
import dev.damson.policy.model.IpAddress;
import dev.damson.policy.plan.DomainPlan;
import dev.damson.policy.plan.PlannedAddress;
import dev.damson.wire.proto.AddressEntry;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * The addresses of a compiled revision while workloads come, change and go under it: the tables of its profiles stay as
 * they are, and so do its prefixes. Not for several threads.
 */
public final class LiveAddresses {
    private final LiveIdentities identities;
    private final Map<IpAddress, PlannedAddress> compiled = new HashMap<>();
    private final TreeMap<IpAddress, PlannedAddress> changed = new TreeMap<>();
    /** What a shared address is depends on all its ports together: it stays as it was compiled. */
    private final Set<IpAddress> shared = new HashSet<>();

    private int hosts6;

    private LiveAddresses(LiveIdentities identities) {
        this.identities = identities;
    }

    /**
     * @param base what was compiled
     * @param plan what it was compiled to
     */
    public static LiveAddresses of(DomainSnapshot base, DomainPlan plan) {
        var live = new LiveAddresses(LiveIdentities.of(base, plan));
        for (var entry : plan.addresses()) {
            if (isHost(entry)) {
                live.compiled.put(entry.prefix().base(), entry);
                live.hosts6 += entry.prefix().base().isIpv4() ? 0 : 1;
            }
        }
        var owned = new HashSet<IpAddress>();
        for (var workload : base.policies().workloads()) {
            workload.allAddresses().stream()
                    .filter(address -> !owned.add(address))
                    .forEach(live.shared::add);
        }
        return live;
    }

    private static boolean isHost(PlannedAddress entry) {
        return entry.prefix().prefix() == entry.prefix().family().bits();
    }

    /** As it is published; identity 0 removes. */
    public static AddressEntry message(PlannedAddress entry) {
        return PlanMessages.entry(entry);
    }

    /** The entry of an address as it was compiled. */
    public Optional<PlannedAddress> compiled(IpAddress address) {
        return Optional.ofNullable(compiled.get(address));
    }

    /** The entry of an address as it is now. */
    public Optional<PlannedAddress> entry(IpAddress address) {
        var now = changed.get(address);
        return now == null ? compiled(address) : Optional.of(now).filter(entry -> entry.identity() != 0);
    }

    /** Every address that has ever changed since, as it is now; identity 0: it has no entry. */
    public List<PlannedAddress> changed() {
        return List.copyOf(changed.values());
    }

    /**
     * Finds what has to be set for workloads to be judged as the domain's policies say; changes nothing itself.
     *
     * @return entries to be set, with identity 0 to be removed; empty where an identity of the revision does not fit, so
     *     that the domain must be compiled
     */
    public Optional<List<PlannedAddress>> find(List<WorkloadChange> changes) {
        var before = new HashSet<IpAddress>();
        var after = new TreeMap<IpAddress, PlannedAddress>();
        for (var change : changes) {
            if (!identities.keepsServicePorts(change.before(), change.after())) {
                return Optional.empty();
            }
            before.addAll(WorkloadChange.addresses(change.before()));
            if (change.after().isPresent() && !fits(change, after)) {
                return Optional.empty();
            }
        }
        var set = new ArrayList<PlannedAddress>();
        for (var address : before) {
            if (!after.containsKey(address)) {
                if (shared.contains(address) || !identities.fitsOutside(address)) {
                    return Optional.empty();
                }
                set.add(new PlannedAddress(Cidr.host(address), 0, ""));
            }
        }
        for (var entry : after.values()) {
            var address = entry.prefix().base();
            var now = entry(address);
            boolean another = now.filter(known -> !known.workload().isEmpty()).isPresent() && !before.contains(address);
            if (another || shared.contains(address)) {
                return Optional.empty();
            }
            if (now.filter(entry::equals).isEmpty()) {
                set.add(entry);
            }
        }
        return hosts6 + added6(set) <= PlanLimits.MAX_IPV6_ENTRIES ? Optional.of(set) : Optional.empty();
    }

    /** Adds a workload's entries, unless no identity fits or another workload of the change has one of its addresses. */
    private boolean fits(WorkloadChange change, Map<IpAddress, PlannedAddress> entries) {
        var workload = change.after().orElseThrow();
        var found = identities.of(workload);
        found.ifPresent(ofAddresses -> ofAddresses.forEach((address, identity) -> entries.merge(
                address,
                new PlannedAddress(Cidr.host(address), identity, workload.name()),
                (one, other) -> new PlannedAddress(one.prefix(), 0, ""))));
        return found.isPresent() && entries.values().stream().noneMatch(entry -> entry.identity() == 0);
    }

    private int added6(List<PlannedAddress> set) {
        int added = 0;
        for (var entry : set) {
            var address = entry.prefix().base();
            if (!address.isIpv4()) {
                added += (entry.identity() == 0 ? 0 : 1) - (entry(address).isPresent() ? 1 : 0);
            }
        }
        return added;
    }

    /** Takes up what {@link #find} gave. */
    public void set(List<PlannedAddress> entries) {
        hosts6 += added6(entries);
        entries.forEach(entry -> changed.put(entry.prefix().base(), entry));
    }
}
