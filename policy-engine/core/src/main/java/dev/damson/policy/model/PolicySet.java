package dev.damson.policy.model;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Everything that counts in one domain: its own objects and those of the platform that apply. Two sets of the same
 * objects are equal and list them in the same order, however they were given.
 */
public final class PolicySet {
    private static final Comparator<SegmentationPolicy> POLICY_ORDER = Comparator.comparingInt(
                    SegmentationPolicy::order)
            .thenComparing(SegmentationPolicy::name)
            .thenComparing(SegmentationPolicy::scope);

    private final String tenant;
    private final Domain domain;
    private final SortedMap<ObjectKey, PolicyObject> objects;
    /** Whoever judges many packets asks for every object of a kind again and again. */
    private final Map<Class<?>, List<PolicyObject>> byType;

    private PolicySet(String tenant, Domain domain, SortedMap<ObjectKey, PolicyObject> objects) {
        this.tenant = tenant;
        this.domain = domain;
        this.objects = Collections.unmodifiableSortedMap(objects);
        this.byType = this.objects.values().stream()
                .collect(Collectors.groupingBy(PolicyObject::getClass, Collectors.toUnmodifiableList()));
    }

    /**
     * The objects of {@code all} that count in the domain; a Domain object that is missing is as created empty.
     *
     * @throws IllegalArgumentException if two objects have the same key
     */
    public static PolicySet of(String tenant, String domain, Collection<? extends PolicyObject> all) {
        var objects = new TreeMap<ObjectKey, PolicyObject>();
        for (PolicyObject object : all) {
            if (Scope.applies(object.scope(), tenant, domain) && objects.putIfAbsent(object.key(), object) != null) {
                throw new IllegalArgumentException(object.key() + " is given twice");
            }
        }
        var key = new ObjectKey(Kind.DOMAIN, domain, domain);
        var own = (Domain) objects.computeIfAbsent(key, missing -> Domain.created(domain));
        return new PolicySet(tenant, own, objects);
    }

    public String tenant() {
        return tenant;
    }

    public Domain domain() {
        return domain;
    }

    /** Every object in canonical order. */
    public List<PolicyObject> objects() {
        return List.copyOf(objects.values());
    }

    /** Every object of a kind, by scope and name. */
    @SuppressWarnings("unchecked") // the objects of one class, which is final: a record
    public <T extends PolicyObject> List<T> all(Class<T> type) {
        return (List<T>) byType.getOrDefault(type, List.of());
    }

    /** Whether the domain's own groups, rules or tests name a workload that is not among its workloads. */
    public boolean namesUnknownWorkloads() {
        var known = workloads().stream().map(Workload::name).collect(Collectors.toSet());
        return objects.values().stream()
                .filter(object -> object.scope().equals(domain.name()))
                .flatMap(PolicySet::namedWorkloads)
                .anyMatch(name -> !known.contains(name));
    }

    private static Stream<String> namedWorkloads(PolicyObject object) {
        return switch (object) {
            case Group group -> group.members().stream();
            case SegmentationPolicy policy ->
                Stream.concat(
                                policy.rules().stream()
                                        .flatMap(rule -> Stream.concat(rule.from().stream(), rule.to().stream())),
                                policy.isolates().stream().flatMap(isolation -> isolation.subjects().stream()))
                        .flatMap(
                                peer -> peer instanceof Peer.WorkloadPeer(String name) ? Stream.of(name) : Stream.of());
            case PolicyTest test ->
                test.connections().stream()
                        .flatMap(connection -> Stream.of(connection.from(), connection.to()))
                        .flatMap(party ->
                                party instanceof PolicyTest.WorkloadParty(String name) ? Stream.of(name) : Stream.of());
            default -> Stream.of();
        };
    }

    public Optional<PolicyObject> find(ObjectKey key) {
        return Optional.ofNullable(objects.get(key));
    }

    /** What the bare {@code name} means in an object of {@code scope}, see {@link Scope#visible}. */
    public <T extends PolicyObject> Optional<T> resolve(Class<T> type, Kind kind, String scope, String name) {
        for (String place : Scope.visible(scope)) {
            var found = objects.get(new ObjectKey(kind, place, name));
            if (found != null) {
                return Optional.of(type.cast(found));
            }
        }
        return Optional.empty();
    }

    /** Sorted by name. */
    public List<Workload> workloads() {
        return all(Workload.class);
    }

    public Optional<Workload> workload(String name) {
        return resolve(Workload.class, Kind.WORKLOAD, domain.name(), name);
    }

    public List<Group> groups() {
        return all(Group.class);
    }

    /** The group that {@code name} means in an object of {@code scope}. */
    public Optional<Group> group(String scope, String name) {
        return resolve(Group.class, Kind.GROUP, scope, name);
    }

    public List<VirtualTap> taps() {
        return all(VirtualTap.class);
    }

    public List<ServiceFunction> functions() {
        return all(ServiceFunction.class);
    }

    public List<ServiceChain> chains() {
        return all(ServiceChain.class);
    }

    public List<PolicyTest> tests() {
        return all(PolicyTest.class);
    }

    /** Names of the tiers in the order of judging: platform, the domain's own by order, baseline. */
    public List<String> tierNames() {
        var names = new ArrayList<String>();
        names.add(Tier.PLATFORM);
        all(Tier.class).stream()
                .sorted(Comparator.comparingInt(Tier::order).thenComparing(Tier::name))
                .map(Tier::name)
                .forEach(names::add);
        names.add(Tier.BASELINE);
        return List.copyOf(names);
    }

    /** Every policy, in whatever tier, by name. */
    public List<SegmentationPolicy> policies() {
        return all(SegmentationPolicy.class);
    }

    /** The policies of one tier in the order of judging: by order, then name. */
    public List<SegmentationPolicy> policies(String tier) {
        return policies().stream()
                .filter(policy -> policy.tier().equals(tier))
                .sorted(POLICY_ORDER)
                .toList();
    }

    /** The same set with every {@code expiresAfter} turned into a time. */
    public PolicySet resolveExpiry(Instant commit) {
        var resolved = new TreeMap<ObjectKey, PolicyObject>();
        for (Map.Entry<ObjectKey, PolicyObject> entry : objects.entrySet()) {
            resolved.put(entry.getKey(), resolveExpiry(entry.getValue(), commit));
        }
        return new PolicySet(tenant, domain, resolved);
    }

    private static PolicyObject resolveExpiry(PolicyObject object, Instant commit) {
        return switch (object) {
            case SegmentationPolicy policy ->
                policy.withRules(policy.rules().stream()
                        .map(rule -> rule.withExpiry(rule.expiry().map(expiry -> expiry.resolve(commit))))
                        .toList());
            case VirtualTap tap -> tap.withExpiry(tap.expiry().resolve(commit));
            case Domain other -> other;
            case Workload other -> other;
            case Group other -> other;
            case Tier other -> other;
            case ServiceFunction other -> other;
            case ServiceChain other -> other;
            case PolicyTest other -> other;
        };
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof PolicySet set && tenant.equals(set.tenant) && objects.equals(set.objects);
    }

    @Override
    public int hashCode() {
        return 31 * tenant.hashCode() + objects.hashCode();
    }

    @Override
    public String toString() {
        return tenant + "/" + domain.name() + " with " + objects.size() + " objects";
    }
}
