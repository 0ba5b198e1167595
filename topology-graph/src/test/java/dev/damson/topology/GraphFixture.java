package dev.damson.topology;

import dev.damson.policy.model.Kind;
import dev.damson.topology.document.DocumentChange;
import dev.damson.topology.document.DocumentKey;
import dev.damson.topology.document.Version;
import dev.damson.topology.inventory.PortKind;
import dev.damson.topology.inventory.PortRecord;
import dev.damson.topology.inventory.WorkloadRecord;
import dev.damson.topology.revision.ChainRecord;
import dev.damson.topology.revision.Commit;
import dev.damson.topology.revision.CommitOutcome;
import dev.damson.topology.revision.FunctionRecord;
import dev.damson.topology.revision.GroupRecord;
import dev.damson.topology.revision.RevisionRecord;
import dev.damson.topology.revision.Shape;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A small shop in a tenant of its own, written straight into the graph. */
final class GraphFixture {
    static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");
    static final DocumentKey WEB = new DocumentKey(Kind.GROUP, "web");

    private GraphFixture() {}

    static TenantGraph tenantWithShop(TopologyGraph graph, String tenant) {
        graph.fleet().enrol("edge-1", "zone-a");
        graph.tenants().create(tenant);
        graph.createDomain(tenant, "shop");
        return graph.tenant(tenant);
    }

    static WorkloadRecord workload(String name, String address) {
        return new WorkloadRecord(
                name,
                "container",
                Map.of("app", "shop", "role", "web"),
                List.of(new PortRecord("eth0", PortKind.WORKLOAD, "edge-1", "02:00:00:00:01:11", List.of(address))));
    }

    static Shape shop() {
        return new Shape(
                List.of(workload("web-1", "10.1.0.11"), workload("web-2", "10.1.0.12")),
                Set.of(),
                List.of(new GroupRecord("web", List.of("web-2", "web-1"), List.of("203.0.113.0/24"))),
                List.of(new FunctionRecord(
                        "firewall",
                        "firewall",
                        "container",
                        List.of(new FunctionRecord.Instance("fw-1", "fw-1-in", "fw-1-out")))),
                List.of(new ChainRecord("inspected", List.of("firewall"), false)));
    }

    static CommitOutcome commitTo(TenantGraph tenant, Commit commit) {
        return tenant.commits().commit(List.of(commit));
    }

    static Commit commit(long head, Shape shape, DocumentChange... changes) {
        return new Commit(
                "shop",
                Version.compiled(head),
                "alice",
                NOON,
                "why not",
                List.of(changes),
                shape,
                Optional.of(new Commit.Compiled("ab12", new RevisionRecord.Size(4, 3, 2, 1_000))),
                Optional.empty(),
                List.of());
    }

    /** Workloads change under revision {@code base}. */
    static Commit change(Version base, DocumentChange... changes) {
        return new Commit(
                "shop",
                base,
                "alice",
                NOON,
                "moved",
                List.of(changes),
                Shape.EMPTY,
                Optional.empty(),
                Optional.empty(),
                List.of());
    }

    static DocumentChange web(String source) {
        return new DocumentChange.Put(WEB, source);
    }

    static RevisionRecord committed(CommitOutcome outcome) {
        return switch (outcome) {
            case CommitOutcome.Committed committed -> committed.revisions().getFirst();
            case CommitOutcome.Outrun outrun -> throw new AssertionError(outrun.toString());
            case CommitOutcome.NoDomain none -> throw new AssertionError(none.toString());
        };
    }
}
