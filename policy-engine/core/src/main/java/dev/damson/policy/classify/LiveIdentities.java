package dev.damson.policy.classify;

import dev.damson.policy.model.Cidr;
import dev.damson.policy.model.Direction;
import dev.damson.policy.model.DomainSnapshot;
import dev.damson.policy.model.Enforcement;
import dev.damson.policy.model.FunctionInstance;
import dev.damson.policy.model.Group;
import dev.damson.policy.model.IpAddress;
import dev.damson.policy.model.Peer;
import dev.damson.policy.model.PolicySet;
import dev.damson.policy.model.Workload;
import dev.damson.policy.model.WorkloadPort;
import dev.damson.policy.plan.DomainPlan;
import dev.damson.policy.plan.PlannedAddress;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The identities of a compiled domain, for workloads that come, change or go while its tables stay. An identity fits an
 * address if every rule, isolation and tap picks the address exactly as it picks the identity's own, at either end.
 */
public final class LiveIdentities {
    private final PolicySet policies;
    private final PortNames names;
    private final boolean familiesApart;
    private final DomainPlan plan;
    private final List<PeerList> lists;
    private final Map<Identities.Signature, List<Integer>> identities;
    private final List<Identities.Signature> signatures;
    private final Map<IpAddress, Integer> hosts = new HashMap<>();
    private final List<PlannedAddress> prefixes = new ArrayList<>();
    private final Set<String> servicePorts;

    /** A list of peers, and the number of the set that it picked when the domain was compiled. */
    private record PeerList(int number, Predicate<Subject> picks) {}

    LiveIdentities(PolicySet policies, boolean familiesApart, DomainFacts facts, DomainPlan plan) {
        this.policies = policies;
        this.names = facts.portNames();
        this.familiesApart = familiesApart;
        this.plan = plan;
        var groups = new HashMap<Group, Predicate<Subject>>();
        lists = new ArrayList<>();
        facts.peers()
                .lists()
                .forEach((listed, number) -> lists.add(new PeerList(
                        number,
                        listed.peers().stream()
                                .map(peer -> picks(listed.scope(), peer, groups))
                                .reduce(subject -> false, Predicate::or))));
        signatures = facts.identities().signatures();
        identities = new HashMap<>();
        for (int identity = 0; identity < signatures.size(); identity++) {
            identities
                    .computeIfAbsent(signatures.get(identity), key -> new ArrayList<>())
                    .add(identity);
        }
        for (var entry : plan.addresses()) {
            if (entry.workload().isEmpty()) {
                prefixes.add(entry);
            } else {
                hosts.put(entry.prefix().base(), entry.identity());
            }
        }
        servicePorts = policies.functions().stream()
                .flatMap(function -> function.instances().stream())
                .flatMap(instance -> switch (instance) {
                    case FunctionInstance.Inline inline -> Stream.of(inline.inside(), inline.outside());
                    case FunctionInstance.Listener listener -> Stream.of(listener.port());
                })
                .collect(Collectors.toUnmodifiableSet());
    }

    /**
     * @param base what was compiled
     * @param plan what it was compiled to
     */
    public static LiveIdentities of(DomainSnapshot base, DomainPlan plan) {
        return Classifier.live(base, plan);
    }

    private Predicate<Subject> picks(String scope, Peer peer, Map<Group, Predicate<Subject>> groups) {
        return switch (peer) {
            case Peer.AnyPeer any -> subject -> true;
            case Peer.ExternalPeer external -> Subject::isOutside;
            case Peer.WorkloadPeer(var name) -> subject -> subject.isNamed(name);
            case Peer.SelectorPeer(var selector) -> subject -> subject.fits(selector);
            case Peer.CidrPeer(var block) -> subject -> subject.isIn(block);
            case Peer.GroupPeer(var name) ->
                policies.group(scope, name)
                        .map(group -> groups.computeIfAbsent(group, added -> subject -> subject.isIn(added)))
                        .orElse(subject -> false);
        };
    }

    /** Whether the functions of chains and the sensors of taps have the same ports after a change of workloads. */
    public boolean keepsServicePorts(Optional<Workload> before, Optional<Workload> after) {
        return servicePorts(before).equals(servicePorts(after));
    }

    private Set<String> servicePorts(Optional<Workload> workload) {
        return workload.stream()
                .flatMap(own -> own.ports().stream())
                .map(WorkloadPort::name)
                .filter(servicePorts::contains)
                .collect(Collectors.toSet());
    }

    /** Whether an address that no workload has any more is judged rightly once its entry is gone. */
    public boolean fitsOutside(IpAddress address) {
        var host = Cidr.host(address);
        int around = 0;
        int longest = -1;
        for (var entry : prefixes) {
            if (entry.prefix().prefix() > longest && PrefixSweep.contains(entry.prefix(), host)) {
                longest = entry.prefix().prefix();
                around = entry.identity();
            }
        }
        boolean known = longest < address.family().bits();
        var wanted = signature(new Subject(Optional.empty(), address));
        return known && wanted.filter(signatures.get(around)::equals).isPresent();
    }

    /**
     * The identity of every address of a workload; all those of a port have one profile. Empty if none fits: then the
     * domain has to be compiled.
     */
    public Optional<SortedMap<IpAddress, Integer>> of(Workload workload) {
        var found = new TreeMap<IpAddress, Integer>();
        for (var port : workload.ports()) {
            var ofPort = of(workload, port.allAddresses());
            if (ofPort.isEmpty() || ofPort.get().keySet().stream().anyMatch(found::containsKey)) {
                return Optional.empty();
            }
            found.putAll(ofPort.get());
        }
        return Optional.of(found);
    }

    private Optional<Map<IpAddress, Integer>> of(Workload workload, Collection<IpAddress> addresses) {
        var fitting = new TreeMap<IpAddress, List<Integer>>();
        var profiles = new TreeSet<Integer>();
        for (var address : addresses) {
            var subject = new Subject(Optional.of(workload), address);
            var groups = policies.groups().stream()
                    .filter(subject::isIn)
                    .map(Group::name)
                    .collect(Collectors.toCollection(HashSet::new));
            var fit = signature(subject).stream()
                    .flatMap(signature -> identities.getOrDefault(signature, List.of()).stream())
                    .filter(identity ->
                            groups.containsAll(plan.identities().get(identity).groups()))
                    .toList();
            fitting.put(address, fit);
            fit.forEach(identity -> profiles.add(plan.profileOfIdentity().get(identity)));
        }
        profiles.remove(0);
        // What the port has had when it was compiled comes first: it need not change.
        return Stream.concat(
                        addresses.stream()
                                .filter(hosts::containsKey)
                                .map(hosts::get)
                                .map(plan.profileOfIdentity()::get)
                                .filter(profiles::contains),
                        profiles.stream())
                .flatMap(profile -> withProfile(fitting, profile).stream())
                .findFirst()
                .or(() -> addresses.isEmpty() ? Optional.of(Map.of()) : Optional.empty());
    }

    private Optional<Map<IpAddress, Integer>> withProfile(Map<IpAddress, List<Integer>> fitting, int profile) {
        var chosen = new TreeMap<IpAddress, Integer>();
        for (var address : fitting.entrySet()) {
            var usable = address.getValue().stream()
                    .filter(identity -> plan.profileOfIdentity().get(identity) == profile)
                    .toList();
            var compiled = hosts.get(address.getKey());
            if (usable.isEmpty()) {
                return Optional.empty();
            }
            chosen.put(address.getKey(), compiled != null && usable.contains(compiled) ? compiled : usable.getFirst());
        }
        return Optional.of(chosen);
    }

    /** Empty where the compiled sets cannot tell: some list that picked the same as another does so no more. */
    private Optional<Identities.Signature> signature(Subject subject) {
        var in = new BitSet();
        var out = new BitSet();
        lists.forEach(list -> (list.picks().test(subject) ? in : out).set(list.number()));
        var naming = names.naming(subject.workload().stream().toList());
        if (in.intersects(out) || out.get(PeerSets.EVERYBODY) || naming.isEmpty()) {
            return Optional.empty();
        }
        in.clear(PeerSets.EVERYBODY);
        return Optional.of(new Identities.Signature(
                IntSet.of(in),
                naming.getAsInt(),
                subject.workload().map(own -> states(own, subject)).orElse(Identities.OUTSIDE),
                AddressSpace.family(subject.address(), familiesApart),
                IntSet.EMPTY));
    }

    private int states(Workload workload, Subject subject) {
        return OwnStates.code(
                isObserving(workload, subject, Direction.INGRESS), isObserving(workload, subject, Direction.EGRESS));
    }

    private boolean isObserving(Workload workload, Subject subject, Direction direction) {
        var ofGroups = policies.groups().stream()
                .filter(group -> group.state().of(direction).isPresent() && subject.isNamedBy(group))
                .flatMap(group -> group.state().of(direction).stream())
                .collect(Collectors.toSet());
        var inherited = ofGroups.isEmpty()
                ? policies.domain().state().of(direction)
                : Optional.of(ofGroups.contains(Enforcement.ENFORCE) ? Enforcement.ENFORCE : Enforcement.OBSERVE);
        return workload.state()
                .of(direction)
                .or(() -> inherited)
                .filter(Enforcement.OBSERVE::equals)
                .isPresent();
    }
}
