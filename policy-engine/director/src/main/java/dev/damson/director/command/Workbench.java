package dev.damson.director.command;

import dev.damson.director.publish.Nanos;
import dev.damson.policy.bundle.CompileInput;
import dev.damson.policy.bundle.CompiledDomain;
import dev.damson.policy.bundle.IncrementalCompiler;
import dev.damson.policy.bundle.NotProved;
import dev.damson.policy.check.Inventory;
import dev.damson.policy.check.PolicyCheck;
import dev.damson.policy.classify.PlanLimitExceeded;
import dev.damson.policy.model.DomainSnapshot;
import dev.damson.policy.model.PolicySet;
import dev.damson.policy.model.Workload;
import dev.damson.policy.source.Problem;
import dev.damson.policy.source.Severity;
import dev.damson.policy.source.SourceObject;
import dev.damson.topology.TenantGraph;
import dev.damson.topology.document.DocumentKey;
import dev.damson.topology.document.StoredDocument;
import dev.damson.topology.document.Version;
import dev.damson.topology.inventory.DomainRecord;
import dev.damson.topology.revision.RevisionRecord;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Puts changes on top of a domain's head, checks the result and compiles it. Writes nothing. */
final class Workbench {
    private static final Logger LOG = LoggerFactory.getLogger(Workbench.class);

    private Workbench() {}

    /**
     * @param heads of the director's domains
     * @param edges the edges that are enrolled
     * @param changes by key; empty removes the object
     * @param at when it would be committed
     * @param build what to make of it
     */
    static Proposal propose(
            Heads heads,
            TenantGraph graph,
            DomainRecord domain,
            Set<String> edges,
            Map<DocumentKey, Optional<Given>> changes,
            Instant at,
            Build build) {
        var head = new TreeMap<DocumentKey, Given>();
        var stored = new HashMap<DocumentKey, StoredDocument>();
        for (var document : graph.documents().at(domain.name(), new Version(domain.head(), domain.change()))) {
            stored.put(document.key(), document);
            Reading.of(document).objects().forEach(given -> head.put(document.key(), given));
        }
        var next = new TreeMap<>(head);
        changes.forEach((key, given) -> given.ifPresentOrElse(put -> next.put(key, put), () -> next.remove(key)));
        var problems = check(graph.tenant(), edges, next.values(), changes);
        if (problems.stream().anyMatch(Problem::isError)) {
            return new Proposal(domain, differences(stored, texts(changes)), problems, at, Optional.empty());
        }
        var before = policies(graph.tenant(), domain.name(), head.values());
        var after = policies(graph.tenant(), domain.name(), next.values()).resolveExpiry(at);
        var differences = differences(stored, resolvedTexts(changes, after));
        if (build == Build.WHAT_IS_NEEDED && differences.stream().allMatch(Proposal.Difference::isOfWorkload)) {
            var workloads = differences.stream()
                    .map(difference -> difference.key().name())
                    .toList();
            var entries = heads.live().find(graph, domain, before, after, workloads);
            if (entries.isPresent()) {
                return Proposal.ofMembers(
                        domain,
                        differences,
                        problems,
                        at,
                        new Proposal.Members(entries.get(), Shapes.between(before, after)));
            }
        }
        try {
            return new Proposal(
                    domain,
                    differences,
                    problems,
                    at,
                    Optional.of(build(heads.compilers(), domain, next.values(), before, after, at)));
        } catch (PlanLimitExceeded | NotProved refused) {
            problems.add(
                    new Problem(Severity.ERROR, domain.name(), 1, 1, "", "", String.valueOf(refused.getMessage()), ""));
            return new Proposal(domain, differences, problems, at, Optional.empty());
        }
    }

    /** What a proposal is for. */
    enum Build {
        /** A review: the whole domain is compiled, whatever changes. */
        EVERYTHING,
        /** A commit: workloads that fit the identities of the head need no compilation. */
        WHAT_IS_NEEDED
    }

    /** Compiles a revision that is committed already; gives the same bytes as at its commit. */
    static CompiledDomain compile(
            Compilers compilers, TenantGraph graph, DomainRecord domain, RevisionRecord revision) {
        var policies = policies(graph, domain.name(), Version.compiled(revision.number()));
        return compile(compilers, domain, policies, revision);
    }

    /** @param policies of the revision as it was compiled */
    static CompiledDomain compile(
            Compilers compilers, DomainRecord domain, PolicySet policies, RevisionRecord revision) {
        return compile(compilers, domain, policies, revision.number(), revision.at())
                .compiled();
    }

    /** A domain's objects at a version. */
    static PolicySet policies(TenantGraph graph, String domain, Version version) {
        return policies(
                graph.tenant(),
                domain,
                graph.documents().at(domain, version).stream()
                        .flatMap(document -> Reading.of(document).objects().stream())
                        .toList());
    }

    private static Proposal.Built build(
            Compilers compilers,
            DomainRecord domain,
            Collection<Given> objects,
            PolicySet before,
            PolicySet after,
            Instant at) {
        var made = compile(compilers, domain, after, domain.head() + 1, at);
        var compiled = made.compiled();
        return new Proposal.Built(
                objects.stream().map(Given::source).toList(),
                before,
                after,
                compiled,
                made.how(),
                BundleDigest.of(compiled.manifest()),
                BundleDigest.size(compiled, after),
                Shapes.between(before, after));
    }

    private record Made(CompiledDomain compiled, Compilation how) {}

    private static Made compile(Compilers compilers, DomainRecord domain, PolicySet set, long revision, Instant at) {
        var snapshot = new DomainSnapshot(domain.tenant(), domain.name(), domain.number(), revision, set);
        var edges = set.workloads().stream()
                .flatMap(workload -> workload.ports().stream())
                .flatMap(port -> port.edge().stream())
                .toList();
        // The sequence is given when it is published: it counts what the topic holds.
        var input = new CompileInput(snapshot, 0, edges, Nanos.of(at));
        var made = compilers.with(domain.tenant(), domain.name(), compiler -> compile(compiler, input));
        LOG.info(
                "{}/{} revision {}: compiled in {} ms, {}",
                domain.tenant(),
                domain.name(),
                revision,
                made.how().compile().toMillis(),
                made.how());
        return made;
    }

    private static Made compile(IncrementalCompiler compiler, CompileInput input) {
        long begun = System.nanoTime();
        var plan = compiler.plan(input.snapshot());
        long planned = System.nanoTime();
        var proof = compiler.prove(input.snapshot(), plan);
        long proved = System.nanoTime();
        var compiled = compiler.bundle(input, plan, proof);
        var compiling = Duration.ofNanos(System.nanoTime() - proved + planned - begun);
        return new Made(compiled, Compilation.of(compiled, compiling, Duration.ofNanos(proved - planned)));
    }

    private static PolicySet policies(String tenant, String domain, Collection<Given> objects) {
        return PolicySet.of(
                tenant,
                domain,
                objects.stream().map(given -> given.source().object()).toList());
    }

    /** Every error; of the warnings those about what changes. */
    private static List<Problem> check(
            String tenant, Set<String> edges, Collection<Given> all, Map<DocumentKey, Optional<Given>> changes) {
        var sources = all.stream().map(Given::source).toList();
        var problems = new ArrayList<>(PolicyCheck.check(sources, tenant, Inventory.COMPLETE));
        sources.forEach(source -> problems.addAll(unknownEdges(source, edges)));
        var changedFiles = new ArrayList<String>();
        changes.values()
                .forEach(given ->
                        given.ifPresent(put -> changedFiles.add(put.source().file())));
        problems.removeIf(problem -> !problem.isError() && !changedFiles.contains(problem.file()));
        problems.sort(null);
        return problems;
    }

    private static List<Problem> unknownEdges(SourceObject source, Set<String> edges) {
        if (!(source.object() instanceof Workload workload)) {
            return List.of();
        }
        var problems = new ArrayList<Problem>();
        for (var index = 0; index < workload.ports().size(); index++) {
            var edge = workload.ports().get(index).edge();
            if (edge.isPresent() && !edges.contains(edge.get())) {
                problems.add(source.problem(
                        Severity.ERROR,
                        "spec.ports[" + index + "].edge",
                        edge.get(),
                        "edge \"" + edge.get() + "\" is not enrolled",
                        edges.isEmpty() ? "no edge is" : "these are: " + String.join(", ", edges)));
            }
        }
        return problems;
    }

    private static Map<DocumentKey, Optional<String>> texts(Map<DocumentKey, Optional<Given>> changes) {
        var texts = new TreeMap<DocumentKey, Optional<String>>();
        changes.forEach((key, given) -> texts.put(key, given.map(Given::text)));
        return texts;
    }

    private static Map<DocumentKey, Optional<String>> resolvedTexts(
            Map<DocumentKey, Optional<Given>> changes, PolicySet after) {
        var texts = new TreeMap<DocumentKey, Optional<String>>();
        changes.forEach((key, given) -> texts.put(key, given.map(put -> ExpiryText.resolved(put, after))));
        return texts;
    }

    private static List<Proposal.Difference> differences(
            Map<DocumentKey, StoredDocument> stored, Map<DocumentKey, Optional<String>> texts) {
        return texts.entrySet().stream()
                .map(entry -> new Proposal.Difference(
                        entry.getKey(),
                        Optional.ofNullable(stored.get(entry.getKey())).map(StoredDocument::source),
                        entry.getValue()))
                .filter(difference -> !difference.before().equals(difference.after()))
                .toList();
    }
}
