package dev.damson.topology;

import static dev.damson.topology.GraphFixture.NOON;
import static dev.damson.topology.GraphFixture.WEB;
import static dev.damson.topology.GraphFixture.change;
import static dev.damson.topology.GraphFixture.commit;
import static dev.damson.topology.GraphFixture.commitTo;
import static dev.damson.topology.GraphFixture.committed;
import static dev.damson.topology.GraphFixture.shop;
import static dev.damson.topology.GraphFixture.tenantWithShop;
import static dev.damson.topology.GraphFixture.web;
import static dev.damson.topology.GraphFixture.workload;
import static org.assertj.core.api.Assertions.assertThat;

import dev.damson.topology.document.DocumentChange;
import dev.damson.topology.document.StoredDocument;
import dev.damson.topology.document.Version;
import dev.damson.topology.revision.Commit;
import dev.damson.topology.revision.CommitOutcome;
import dev.damson.topology.revision.GroupRecord;
import dev.damson.topology.revision.OutboxEntry;
import dev.damson.topology.revision.RevisionRecord;
import dev.damson.topology.revision.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("server")
class CommitTest {
    private static TopologyGraph graph;

    @BeforeAll
    static void open() {
        graph = LocalNeo4j.shared().open();
    }

    @AfterAll
    static void close() {
        graph.close();
    }

    @Test
    void aCommitIsTheNextRevisionWithItsDocumentsAuditAndOutbox() {
        var tenant = tenantWithShop(graph, "commit-one");

        var revision = committed(commitTo(tenant, commit(0, shop(), web("# a comment\nkind: Group\n"))));

        assertThat(revision.number()).isEqualTo(1);
        assertThat(tenant.inventory().domain("shop").orElseThrow().head()).isEqualTo(1);
        assertThat(tenant.revisions().newest("shop", 5)).containsExactly(revision);
        assertThat(tenant.documents().current("shop"))
                .containsExactly(new StoredDocument(WEB, "# a comment\nkind: Group\n", 1));
        assertThat(tenant.audit().before(NOON.plusSeconds(1), 5))
                .singleElement()
                .satisfies(entry -> {
                    assertThat(entry.actor()).isEqualTo("alice");
                    assertThat(entry.subject()).isEqualTo("revision 1");
                });
        assertThat(graph.outbox().pending())
                .contains(new OutboxEntry.DomainHead(
                        "commit-one", "shop", Version.compiled(1).number()))
                .anyMatch(OutboxEntry.EdgePorts.class::isInstance);
    }

    @Test
    void ofManyCommitsOnOneHeadExactlyOneWins() throws Exception {
        var tenant = tenantWithShop(graph, "commit-race");
        var writers = 4;
        for (var round = 0; round < 10; round++) {
            var head = (long) round;
            var start = new CyclicBarrier(writers);
            Callable<CommitOutcome> write = () -> {
                start.await();
                return commitTo(tenant, commit(head, Shape.EMPTY));
            };
            var outcomes = new ArrayList<CommitOutcome>();
            try (var pool = Executors.newVirtualThreadPerTaskExecutor()) {
                for (Future<CommitOutcome> future : pool.invokeAll(List.of(write, write, write, write))) {
                    outcomes.add(future.get());
                }
            }

            assertThat(outcomes)
                    .filteredOn(CommitOutcome.Committed.class::isInstance)
                    .hasSize(1);
            assertThat(outcomes)
                    .filteredOn(CommitOutcome.Outrun.class::isInstance)
                    .hasSize(writers - 1)
                    .containsOnly(new CommitOutcome.Outrun("shop", head + 1));
        }
    }

    @Test
    void ofACommitToTwoDomainsNothingIsWrittenIfOneIsOutrun() {
        var tenant = tenantWithShop(graph, "commit-two");
        graph.createDomain("commit-two", "other");
        commitTo(tenant, commit(0, Shape.EMPTY));
        var stale = commit(0, Shape.EMPTY, web("two"));
        var other = new Commit(
                "other",
                Version.compiled(0),
                "alice",
                NOON,
                "",
                List.of(web("one")),
                Shape.EMPTY,
                Optional.of(new Commit.Compiled("", RevisionRecord.Size.NONE)),
                Optional.empty(),
                List.of());

        assertThat(tenant.commits().commit(List.of(other, stale))).isEqualTo(new CommitOutcome.Outrun("shop", 1));

        assertThat(tenant.inventory().domain("other").orElseThrow().head()).isZero();
        assertThat(tenant.documents().current("other")).isEmpty();
    }

    @Test
    void theDocumentsOfAnOlderRevisionCanBeReadBack() {
        var tenant = tenantWithShop(graph, "commit-history");
        commitTo(tenant, commit(0, Shape.EMPTY, web("one")));
        commitTo(tenant, commit(1, Shape.EMPTY, web("two")));
        commitTo(tenant, commit(2, Shape.EMPTY, new DocumentChange.Remove(WEB)));

        assertThat(tenant.documents().at("shop", 1))
                .extracting(StoredDocument::source)
                .containsExactly("one");
        assertThat(tenant.documents().at("shop", 2))
                .extracting(StoredDocument::source)
                .containsExactly("two");
        assertThat(tenant.documents().at("shop", 3)).isEmpty();
        assertThat(tenant.documents().current("shop")).isEmpty();
        assertThat(tenant.documents().history("shop", WEB))
                .extracting(StoredDocument::since)
                .containsExactly(2L, 1L);
    }

    @Test
    void workloadsChangeUnderARevisionThatStaysReadableAsItWasCompiled() {
        var tenant = tenantWithShop(graph, "commit-change");
        commitTo(tenant, commit(0, Shape.EMPTY, web("one")));

        var first = committed(commitTo(tenant, change(Version.compiled(1), web("two"))));
        var second = committed(commitTo(tenant, change(new Version(1, 1), web("three"))));
        var stale = commitTo(tenant, change(new Version(1, 1), web("lost")));
        var compiledBefore = commitTo(tenant, commit(1, Shape.EMPTY, web("lost")));

        assertThat(first.number()).isEqualTo(1);
        assertThat(second.digest()).isEqualTo("ab12");
        assertThat(stale).isEqualTo(new CommitOutcome.Outrun("shop", 1));
        assertThat(compiledBefore).isEqualTo(stale);
        assertThat(tenant.inventory().domain("shop").orElseThrow().change()).isEqualTo(2);
        assertThat(tenant.documents().at("shop", Version.compiled(1)))
                .extracting(StoredDocument::source)
                .containsExactly("one");
        assertThat(tenant.documents().at("shop", new Version(1, 1)))
                .extracting(StoredDocument::source)
                .containsExactly("two");
        assertThat(tenant.documents().at("shop", 1))
                .extracting(StoredDocument::source)
                .containsExactly("three");
        assertThat(graph.outbox().pending())
                .contains(new OutboxEntry.DomainHead("commit-change", "shop", new Version(1, 2).number()));
        assertThat(tenant.audit().before(NOON.plusSeconds(1), 5))
                .filteredOn(entry -> entry.action().equals("membership"))
                .hasSize(2)
                .allSatisfy(entry -> assertThat(entry.subject()).isEqualTo(WEB.toString()));
    }

    @Test
    void theDrawnGraphFollowsTheShape() {
        var tenant = tenantWithShop(graph, "commit-shape");
        commitTo(tenant, commit(0, shop()));

        var view = tenant.views().of("shop", NOON, NOON.plusSeconds(60)).orElseThrow();
        assertThat(view.workloads()).isEqualTo(shop().changed());
        assertThat(view.groups()).isEqualTo(shop().groups());
        assertThat(view.functions()).isEqualTo(shop().functions());
        assertThat(view.chains()).isEqualTo(shop().chains());

        var moved = workload("web-1", "10.1.0.99");
        commitTo(
                tenant,
                commit(
                        1,
                        new Shape(
                                List.of(moved),
                                Set.of("web-2"),
                                List.of(new GroupRecord("web", List.of("web-1"), List.of())),
                                List.of(),
                                List.of())));

        var after = tenant.views().of("shop", NOON, NOON.plusSeconds(60)).orElseThrow();
        assertThat(after.workloads()).containsExactly(moved);
        assertThat(after.groups()).containsExactly(new GroupRecord("web", List.of("web-1"), List.of()));
        assertThat(after.functions()).isEmpty();
        assertThat(after.chains()).isEmpty();
        assertThat(graph.fleet().portsAround("edge-1"))
                .filteredOn(port -> port.tenant().equals("commit-shape"))
                .singleElement()
                .satisfies(port -> assertThat(port.port().addresses()).containsExactly("10.1.0.99"));
    }

    @Test
    void aDraftEndsWithItsCommit() {
        var tenant = tenantWithShop(graph, "commit-draft");
        var draft = tenant.drafts().open("shop", "alice", NOON).orElseThrow();
        var plain = commit(0, Shape.EMPTY);

        commitTo(
                tenant,
                new Commit(
                        "shop",
                        Version.compiled(0),
                        "alice",
                        NOON,
                        "",
                        List.of(),
                        plain.shape(),
                        plain.compiled(),
                        Optional.of(draft.id()),
                        List.of()));

        assertThat(tenant.drafts().of("shop")).isEmpty();
    }

    @Test
    void anOutboxEntryStaysWhenSomethingNewerWasCommitted() {
        var tenant = tenantWithShop(graph, "commit-outbox");
        commitTo(tenant, commit(0, Shape.EMPTY));
        var first = new OutboxEntry.DomainHead(
                "commit-outbox", "shop", Version.compiled(1).number());
        commitTo(tenant, commit(1, Shape.EMPTY));
        var second = new OutboxEntry.DomainHead(
                "commit-outbox", "shop", Version.compiled(2).number());

        graph.outbox().done(first);
        assertThat(graph.outbox().pending()).contains(second);

        graph.outbox().done(second);
        assertThat(graph.outbox().pending()).doesNotContain(first, second);
    }

    @Test
    void aDomainThatDoesNotExistTakesNoCommit() {
        assertThat(commitTo(graph.tenant("nobody"), commit(0, Shape.EMPTY)))
                .isEqualTo(new CommitOutcome.NoDomain("shop"));
    }
}
