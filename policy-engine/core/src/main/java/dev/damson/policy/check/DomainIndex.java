package dev.damson.policy.check;

import dev.damson.policy.interpret.Membership;
import dev.damson.policy.model.CidrBlock;
import dev.damson.policy.model.IpAddress;
import dev.damson.policy.model.Kind;
import dev.damson.policy.model.Metadata;
import dev.damson.policy.model.ObjectKey;
import dev.damson.policy.model.PolicyObject;
import dev.damson.policy.model.Scope;
import dev.damson.policy.model.Selector;
import dev.damson.policy.model.Workload;
import dev.damson.policy.source.SourceObject;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/** The objects of a tenant by name, and the workloads of each domain by label and address. */
final class DomainIndex {
    private final List<SourceObject> objects;
    private final String tenant;
    private final Inventory inventory;
    private final Map<ObjectKey, SourceObject> byKey = new HashMap<>();
    private final Map<String, List<Workload>> workloads = new HashMap<>();
    private final Map<String, NavigableMap<IpAddress, Set<String>>> owners = new HashMap<>();
    private final Map<String, Map<Selector, Boolean>> picked = new HashMap<>();

    DomainIndex(List<SourceObject> objects, String tenant, Inventory inventory) {
        this.objects = objects;
        this.tenant = tenant;
        this.inventory = inventory;
        for (SourceObject source : objects) {
            byKey.put(source.object().key(), source);
            if (source.object() instanceof Workload workload) {
                workloads
                        .computeIfAbsent(workload.scope(), scope -> new ArrayList<>())
                        .add(workload);
                var addresses = owners.computeIfAbsent(workload.scope(), scope -> new TreeMap<>());
                workload.allAddresses()
                        .forEach(address -> addresses
                                .computeIfAbsent(address, owner -> new TreeSet<>())
                                .add(workload.name()));
            }
        }
    }

    List<SourceObject> objects() {
        return objects;
    }

    <T extends PolicyObject> Stream<SourceObject> all(Class<T> type) {
        return objects.stream().filter(source -> type.isInstance(source.object()));
    }

    boolean isComplete() {
        return inventory == Inventory.COMPLETE;
    }

    /** The domain in which names of workloads in an object of {@code scope} are looked up; none for every domain. */
    Optional<String> domain(String scope) {
        if (scope.equals(Metadata.EVERY_DOMAIN)) {
            return Optional.empty();
        }
        if (!Metadata.isPlatform(scope)) {
            return Optional.of(scope);
        }
        return scope.startsWith(tenant + "/") ? Optional.of(scope.substring(tenant.length() + 1)) : Optional.empty();
    }

    /** Whether an object of {@code scope} counts where those of {@code place} do. */
    boolean counts(String scope, String place) {
        return domain(place).map(domain -> Scope.applies(scope, tenant, domain)).orElse(true);
    }

    /** Whether anything is known of what runs in the domain. */
    boolean hasWorkloads(String scope) {
        return domain(scope).filter(workloads::containsKey).isPresent();
    }

    List<Workload> workloads(String scope) {
        return domain(scope)
                .map(name -> workloads.getOrDefault(name, List.of()))
                .orElse(List.of());
    }

    Optional<Workload> workload(String scope, String name) {
        return domain(scope)
                .flatMap(domain -> Optional.ofNullable(byKey.get(new ObjectKey(Kind.WORKLOAD, domain, name))))
                .map(source -> (Workload) source.object());
    }

    /** What a bare name means in an object of {@code scope}. */
    <T extends PolicyObject> Optional<T> resolve(Class<T> type, Kind kind, String scope, String name) {
        return Scope.visible(scope).stream()
                .flatMap(place -> Optional.ofNullable(byKey.get(new ObjectKey(kind, place, name))).stream())
                .map(source -> type.cast(source.object()))
                .findFirst();
    }

    /** The names that an object of {@code scope} can use for a kind. */
    List<String> names(Kind kind, String scope) {
        List<String> places = kind == Kind.WORKLOAD ? domain(scope).stream().toList() : Scope.visible(scope);
        return byKey.keySet().stream()
                .filter(key -> key.kind() == kind && places.contains(key.domain()))
                .map(ObjectKey::name)
                .sorted()
                .toList();
    }

    boolean picksNobody(Selector selector, String scope) {
        return picked.computeIfAbsent(scope, key -> new HashMap<>())
                .computeIfAbsent(
                        selector,
                        key -> workloads(scope).stream()
                                .noneMatch(workload -> Membership.picks(selector, workload.labels())));
    }

    /** Names of the workloads of which the block covers an address, sorted. */
    List<String> covered(CidrBlock block, String scope) {
        var names = new TreeSet<String>();
        domain(scope)
                .map(owners::get)
                .ifPresent(addresses -> addresses
                        .subMap(block.cidr().first(), true, block.cidr().last(), true)
                        .forEach((address, workload) -> {
                            if (Membership.covers(block, address)) {
                                names.addAll(workload);
                            }
                        }));
        return List.copyOf(names);
    }

    /** Whether the address is a workload's in the domain of {@code scope}. */
    boolean isWorkload(IpAddress address, String scope) {
        return domain(scope)
                .map(owners::get)
                .filter(map -> map.containsKey(address))
                .isPresent();
    }

    /** Every name that some workload of the domain gives one of its ports. */
    Set<String> namedPorts(String scope) {
        var names = new HashSet<String>();
        workloads(scope)
                .forEach(workload -> workload.namedPorts()
                        .forEach(port -> names.add(port.protocol().word() + " " + port.name())));
        return names;
    }
}
