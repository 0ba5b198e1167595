package dev.damson.director;

import dev.damson.topology.TenantGraph;
import dev.damson.topology.document.DocumentKey;
import dev.damson.topology.document.StoredDocument;
import dev.damson.topology.draft.Draft;
import dev.damson.topology.inventory.DomainRecord;
import dev.damson.topology.inventory.WorkloadRecord;
import dev.damson.topology.people.Person;
import dev.damson.topology.revision.AuditEntry;
import dev.damson.topology.revision.RevisionRecord;
import dev.damson.topology.traffic.ObservedTraffic;
import dev.damson.topology.view.TopologyView;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What is meant in one tenant, for whoever was let in; nothing can be changed through it. */
public final class TenantReadings {
    private final TenantGraph graph;

    TenantReadings(TenantGraph graph) {
        this.graph = graph;
    }

    public String tenant() {
        return graph.tenant();
    }

    public List<DomainRecord> domains() {
        return graph.inventory().domains();
    }

    public Optional<DomainRecord> domain(String domain) {
        return graph.inventory().domain(domain);
    }

    public List<WorkloadRecord> workloads(String domain) {
        return graph.inventory().workloads(domain);
    }

    public Optional<WorkloadRecord> workload(String domain, String name) {
        return graph.inventory().workload(domain, name);
    }

    /** The domain for drawing, with its traffic in {@code [from, to)}. */
    public Optional<TopologyView> topology(String domain, Instant from, Instant to) {
        return graph.views().of(domain, from, to);
    }

    /** Traffic in {@code [from, to)}, most packets first. */
    public List<ObservedTraffic> traffic(String domain, Instant from, Instant to, int limit) {
        return graph.traffic().observed(domain, from, to, limit);
    }

    /** The objects of the head with their texts, by kind and name. */
    public List<StoredDocument> documents(String domain) {
        return graph.documents().current(domain);
    }

    /** The objects of an older revision. */
    public List<StoredDocument> documents(String domain, long revision) {
        return graph.documents().at(domain, revision);
    }

    public Optional<StoredDocument> document(String domain, DocumentKey key) {
        return graph.documents().find(domain, key);
    }

    /** Every text that one object had, newest first. */
    public List<StoredDocument> history(String domain, DocumentKey key) {
        return graph.documents().history(domain, key);
    }

    /** Newest first. */
    public List<RevisionRecord> revisions(String domain, int limit) {
        return graph.revisions().newest(domain, limit);
    }

    public Optional<RevisionRecord> revision(String domain, long number) {
        return graph.revisions().find(domain, number);
    }

    /** Last changed first. */
    public List<Draft> drafts(String domain) {
        return graph.drafts().of(domain);
    }

    public Optional<Draft> draft(String id) {
        return graph.drafts().find(id);
    }

    /** The newest entries before a moment, newest first. */
    public List<AuditEntry> audit(Instant before, int limit) {
        return graph.audit().before(before, limit);
    }

    public List<Person> people() {
        return graph.people();
    }
}
