package dev.damson.director.command;

import dev.damson.director.publish.MemberChanges;
import dev.damson.director.publish.PublicationFailed;
import dev.damson.policy.bundle.LiveAddresses;
import dev.damson.policy.bundle.WorkloadChange;
import dev.damson.policy.model.DomainSnapshot;
import dev.damson.policy.model.PolicySet;
import dev.damson.policy.model.Workload;
import dev.damson.policy.plan.DomainPlan;
import dev.damson.policy.plan.PlannedAddress;
import dev.damson.topology.TenantGraph;
import dev.damson.topology.document.Version;
import dev.damson.topology.inventory.DomainRecord;
import dev.damson.wire.proto.Manifest;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The heads of domains under which workloads change. Each is made of its revision as it was compiled and of what has
 * changed since, whether it was compiled here a moment ago or by a director before this one. Safe for many threads.
 */
final class LiveDomains {
    private static final Logger LOG = LoggerFactory.getLogger(LiveDomains.class);

    /** Domains that change now; another one is compiled again when it changes, which gives the same. */
    private static final int KEPT = 16;

    private final Compilers compilers;
    private final Map<Key, Head> heads = new Recent<>(KEPT);

    private record Key(String tenant, String domain) {}

    /** A revision as it was compiled, the addresses under it once somebody has asked, and up to which change they are. */
    private static final class Head {
        private final long revision;
        private final DomainSnapshot snapshot;
        private final DomainPlan plan;
        private final Set<String> edges;
        private Optional<LiveAddresses> addresses = Optional.empty();
        private long change;

        Head(long revision, DomainSnapshot snapshot, DomainPlan plan) {
            this.revision = revision;
            this.snapshot = snapshot;
            this.plan = withoutTables(plan);
            this.edges = edges(snapshot.policies().workloads()).collect(Collectors.toUnmodifiableSet());
        }

        /** The tables of a large domain take a hundred megabytes, and nobody asks for them here. */
        private static DomainPlan withoutTables(DomainPlan plan) {
            return new DomainPlan(
                    plan.addresses(),
                    plan.profileOfIdentity(),
                    List.of(),
                    plan.taps(),
                    plan.functions(),
                    plan.chains(),
                    plan.rules(),
                    plan.identities());
        }

        LiveAddresses addresses() {
            if (addresses.isEmpty()) {
                addresses = Optional.of(LiveAddresses.of(snapshot, plan));
            }
            return addresses.get();
        }

        boolean is(DomainRecord domain) {
            return revision == domain.head() && change == domain.change();
        }
    }

    LiveDomains(Compilers compilers) {
        this.compilers = compilers;
    }

    /** A revision was committed. */
    synchronized void keep(Manifest manifest, PolicySet policies, DomainPlan plan) {
        var snapshot = new DomainSnapshot(
                manifest.getTenant(), manifest.getDomain(), manifest.getNumber(), manifest.getRevision(), policies);
        heads.put(
                new Key(manifest.getTenant(), manifest.getDomain()), new Head(manifest.getRevision(), snapshot, plan));
    }

    /**
     * Finds the address entries of workloads that change under a domain's head.
     *
     * @param before the domain's objects now
     * @param after the same but for some workloads
     * @return empty if the domain must be compiled
     */
    synchronized Optional<List<PlannedAddress>> find(
            TenantGraph graph, DomainRecord domain, PolicySet before, PolicySet after, Collection<String> workloads) {
        if (domain.head() == 0 || domain.change() >= Version.MOST_CHANGES) {
            return Optional.empty();
        }
        return head(graph, domain)
                .filter(head -> edges(workloads.stream()
                                .flatMap(name -> after.workload(name).stream())
                                .toList())
                        .allMatch(head.edges::contains))
                .flatMap(head -> head.addresses().find(changes(before, after, workloads)));
    }

    private static List<WorkloadChange> changes(PolicySet before, PolicySet after, Collection<String> workloads) {
        return workloads.stream()
                .map(name -> new WorkloadChange(before.workload(name), after.workload(name)))
                .toList();
    }

    private static Stream<String> edges(Collection<Workload> workloads) {
        return workloads.stream().flatMap(workload -> workload.ports().stream()).flatMap(port -> port.edge().stream());
    }

    /** The entries were committed as the next change. */
    synchronized void take(DomainRecord base, List<PlannedAddress> entries) {
        var head = heads.get(new Key(base.tenant(), base.name()));
        if (head != null && head.is(base)) {
            head.addresses().set(entries);
            head.change++;
        }
    }

    /**
     * What has changed under the head.
     *
     * @throws PublicationFailed if this director compiles the revision to something else than the one that committed it
     */
    synchronized MemberChanges changes(TenantGraph graph, DomainRecord domain) {
        var head = head(graph, domain)
                .orElseThrow(() -> new PublicationFailed("revision " + domain.head() + " of " + domain.tenant() + "/"
                        + domain.name() + " was compiled by another version of the compiler, so that changes under it"
                        + " cannot be published: commit the domain again"));
        return new MemberChanges(
                domain.tenant(),
                domain.name(),
                new Version(head.revision, head.change),
                head.addresses().changed(),
                head.addresses()::compiled);
    }

    private Optional<Head> head(TenantGraph graph, DomainRecord domain) {
        var key = new Key(domain.tenant(), domain.name());
        var known = heads.get(key);
        // Whoever has read the domain before its last change is outrun when it commits.
        if (known != null && known.revision == domain.head() && known.change >= domain.change()) {
            return Optional.of(known);
        }
        var compiled = known != null && known.revision == domain.head()
                ? Optional.of(new Head(known.revision, known.snapshot, known.plan))
                : compile(graph, domain);
        var head = compiled.filter(fresh -> catchUp(graph, domain, fresh));
        head.ifPresent(fresh -> heads.put(key, fresh));
        return head;
    }

    /** The revision as it was committed; empty if this director makes something else of the same documents. */
    private Optional<Head> compile(TenantGraph graph, DomainRecord domain) {
        return graph.revisions().find(domain.name(), domain.head()).flatMap(revision -> {
            var policies = Workbench.policies(graph, domain.name(), Version.compiled(domain.head()));
            var compiled = Workbench.compile(compilers, domain, policies, revision);
            if (!BundleDigest.of(compiled.manifest()).equals(revision.digest())) {
                LOG.warn(
                        "{}/{}: revision {} is not what this compiler makes of it",
                        domain.tenant(),
                        domain.name(),
                        domain.head());
                return Optional.empty();
            }
            var snapshot = new DomainSnapshot(domain.tenant(), domain.name(), domain.number(), domain.head(), policies);
            return Optional.of(new Head(domain.head(), snapshot, compiled.plan()));
        });
    }

    private static boolean catchUp(TenantGraph graph, DomainRecord domain, Head head) {
        if (domain.change() > 0) {
            var before = head.snapshot.policies();
            var after = Workbench.policies(graph, domain.name(), new Version(domain.head(), domain.change()));
            var names = new TreeSet<String>();
            Stream.of(before, after)
                    .flatMap(set -> set.workloads().stream())
                    .map(Workload::name)
                    .filter(name -> !before.workload(name).equals(after.workload(name)))
                    .forEach(names::add);
            var entries = head.addresses().find(changes(before, after, names));
            if (entries.isEmpty()) {
                return false;
            }
            head.addresses().set(entries.get());
            head.change = domain.change();
        }
        return true;
    }
}
