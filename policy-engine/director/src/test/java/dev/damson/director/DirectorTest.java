package dev.damson.director;

import static dev.damson.director.DirectorFixture.ALICE;
import static dev.damson.director.DirectorFixture.ANA;
import static dev.damson.director.DirectorFixture.GIL;
import static dev.damson.director.DirectorFixture.PLATFORM;
import static dev.damson.director.DirectorFixture.done;
import static dev.damson.director.DirectorFixture.file;
import static org.assertj.core.api.Assertions.assertThat;

import dev.damson.director.command.DraftImport;
import dev.damson.director.command.Outcome;
import dev.damson.director.publish.TopicReading;
import dev.damson.policy.model.FailurePolicy;
import dev.damson.policy.model.Kind;
import dev.damson.policy.source.Problem;
import dev.damson.topology.document.DocumentChange;
import dev.damson.topology.document.DocumentKey;
import dev.damson.topology.draft.Draft;
import dev.damson.topology.draft.DraftEdit;
import dev.damson.wire.proto.EdgeBindings;
import dev.damson.wire.proto.Manifest;
import dev.damson.wire.proto.Signed;
import dev.damson.wire.signature.SignedKind;
import dev.damson.wire.signature.SigningKey;
import dev.damson.wire.topic.DomainKeys;
import dev.damson.wire.topic.EdgeKeys;
import dev.damson.wire.topic.Topics;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** The laboratory from its first start: the tests are one story, in order. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@Tag("server")
class DirectorTest {
    private static final DocumentKey FIREWALLED = new DocumentKey(Kind.SERVICE_CHAIN, "inspected");

    private static DirectorService service;
    private static Director director;

    @BeforeAll
    static void start(@TempDir Path folder) {
        service = DirectorService.start(DirectorFixture.settings(folder));
        director = service.director();
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    @Test
    @Order(1)
    void theLaboratoryBeginsWithItsInventoryAndNoPolicy() {
        assertThat(director.tenants(PLATFORM)).contains("acme", "globex");
        assertThat(director.tenants(ALICE)).containsExactly("acme");
        assertThat(director.signIn("alice", "password-of-alice".toCharArray()).map(Actor::of))
                .contains(ALICE);
        assertThat(director.signIn("alice", "another".toCharArray())).isEmpty();
        assertThat(director.signIn("nobody", "another".toCharArray())).isEmpty();
        assertThat(director.needsSetUp()).isFalse();

        var acme = director.read(ALICE, "acme");
        assertThat(acme.domain("shop").orElseThrow().head()).isEqualTo(1);
        assertThat(acme.workloads("shop"))
                .extracting(workload -> workload.name())
                .contains("web-1", "db-1", "fw-1");
        assertThat(acme.documents("shop"))
                .extracting(document -> document.key().kind())
                .containsOnly(Kind.DOMAIN, Kind.WORKLOAD);
        Await.until("revision 1 is published", () -> published("acme") == 1 && published("globex") == 1);
    }

    @Test
    @Order(2)
    void theEdgeIsToldItsPortsAndDomains() throws Exception {
        var signed = TopicReading.last(DirectorFixture.kafka(), Topics.edge("edge-1"), EdgeKeys.BINDINGS);
        var bindings = EdgeBindings.parseFrom(key().trusted()
                .payload(SignedKind.BINDINGS, Signed.parseFrom(signed))
                .orElseThrow());

        assertThat(bindings.getDomainsList())
                .extracting(domain -> domain.getTenant() + "/" + domain.getDomain())
                .containsExactly("acme/shop", "globex/shop");
        assertThat(bindings.getDomainsList())
                .extracting(domain -> domain.getNumber())
                .doesNotHaveDuplicates();
        assertThat(bindings.getPortsList())
                .extracting(port -> port.getTenant() + "/" + port.getWorkload() + "/" + port.getPort())
                .contains("acme/web-1/eth0", "acme/fw-1/fw-1-in", "globex/web-1/eth0", "acme/app-2/eth0");
        assertThat(bindings.getEdgesList())
                .extracting(edge -> edge.getEdge() + " "
                        + HexFormat.of().formatHex(edge.getAddress().toByteArray()))
                .containsExactly("edge-1 c0000201", "edge-2 c0000202");
    }

    @Test
    @Order(3)
    void aFileWithFaultsIsRefusedWithAllOfThemAndChangesNothing() {
        var before = director.read(ALICE, "acme").documents("shop");

        var outcome = director.apply(ALICE, "acme", file("""
            apiVersion: damson.dev/v1
            kind: Group
            metadata: {name: web, domain: shop}
            spec: {members: [no-such-workload]}
            ---
            apiVersion: damson.dev/v1
            kind: Group
            metadata: {name: app, domain: nowhere}
            spec: {selector: {}}
            ---
            apiVersion: damson.dev/v1
            kind: Workload
            metadata: {name: new-1, domain: shop}
            spec:
              type: vm
              ports: [{name: eth0, edge: edge-9, mac: "02:00:00:00:01:99", addresses: [10.1.0.99]}]
            ---
            apiVersion: damson.dev/v1
            kind: Tier
            metadata: {name: all, domain: "*"}
            spec: {order: 5}
            """), false, "");

        assertThat(outcome).isInstanceOf(Outcome.Refused.class);
        var problems = ((Outcome.Refused) outcome).problems();
        assertThat(problems)
                .filteredOn(Problem::isError)
                .extracting(Problem::value)
                .contains("no-such-workload", "nowhere", "edge-9", "*");
        assertThat(problems).extracting(Problem::file).containsOnly("test.yaml");
        assertThat(director.read(ALICE, "acme").documents("shop")).isEqualTo(before);
        assertThat(director.read(ALICE, "acme").domain("nowhere")).isEmpty();
    }

    @Test
    @Order(4)
    void theReferenceFileBecomesTheNextRevisionAndIsPublished() {
        assertThat(done(director.check(ALICE, "acme", List.of(DirectorFixture.shop()), false))
                        .domains()
                        .getFirst()
                        .added())
                .contains(FIREWALLED);

        var done = done(director.apply(ALICE, "acme", List.of(DirectorFixture.shop()), false, "the shop opens"));

        var shop = done.domains().getFirst();
        assertThat(shop.revision().number()).isEqualTo(2);
        assertThat(shop.revision().author()).isEqualTo("alice");
        assertThat(shop.revision().size().rules()).isPositive();
        assertThat(shop.revision().size().identities()).isPositive();
        assertThat(shop.added()).contains(FIREWALLED);
        Await.until("revision 2 is published", () -> published("acme") == 2);
        assertThat(published("globex")).isEqualTo(1);
    }

    @Test
    @Order(5)
    void theGraphShowsWhatTheFileSays() {
        var acme = director.read(ANA, "acme");
        var now = java.time.Instant.now();
        var view = acme.topology("shop", now.minusSeconds(60), now).orElseThrow();

        assertThat(view.groups())
                .anySatisfy(group -> {
                    assertThat(group.name()).isEqualTo("web");
                    assertThat(group.members()).containsExactly("web-1", "web-2");
                })
                .anySatisfy(group -> {
                    assertThat(group.name()).isEqualTo("clients");
                    assertThat(group.cidrs()).containsExactly("203.0.113.0/24 except [203.0.113.128/25]");
                });
        assertThat(view.functions()).extracting(function -> function.name()).containsExactly("firewall");
        assertThat(view.chains())
                .singleElement()
                .satisfies(chain -> assertThat(chain.open()).isFalse());
        assertThat(acme.audit(now.plusSeconds(60), 1)).singleElement().satisfies(entry -> {
            assertThat(entry.actor()).isEqualTo("alice");
            assertThat(entry.detail()).isEqualTo("the shop opens");
        });
    }

    @Test
    @Order(6)
    void whatIsKeptHasItsCommentsAndATimeInsteadOfADuration() {
        var acme = director.read(ALICE, "acme");
        var tiers = acme.document("shop", new DocumentKey(Kind.SEGMENTATION_POLICY, "three-tiers"))
                .orElseThrow();

        assertThat(tiers.source())
                .contains("# every workload of the domain")
                .contains("expires: ")
                .doesNotContain("expiresAfter");
    }

    @Test
    @Order(7)
    void aDraftIsReviewedAndCommitted() {
        var draft = director.openDraft(ALICE, "acme", "shop").orElseThrow();
        var policy = new DocumentKey(Kind.SEGMENTATION_POLICY, "protect-db");
        var before = director.read(ALICE, "acme")
                .document("shop", policy)
                .orElseThrow()
                .source();
        var edited = edited(director.editDraft(
                ALICE,
                "acme",
                draft.id(),
                draft.version(),
                new DocumentChange.Put(policy, before.replace("action: deny", "action: reject"))));

        var review = director.review(ANA, "acme", draft.id()).orElseThrow();
        assertThat(review.problems()).noneMatch(Problem::isError);
        assertThat(review.changes()).singleElement().satisfies(change -> {
            assertThat(change.key()).isEqualTo(policy);
            assertThat(change.before()).contains(before);
        });
        assertThat(review.tests()).isNotEmpty();
        assertThat(review.sameCode()).isFalse();
        assertThat(review.connectivity())
                .hasValueSatisfying(diff -> assertThat(diff.isEmpty())
                        .as("rejecting instead of dropping opens and closes nothing")
                        .isTrue());
        assertThat(review.canCommit()).isTrue();
        assertThat(director.editDraft(ALICE, "acme", draft.id(), draft.version(), new DocumentChange.Remove(policy)))
                .isEqualTo(new DraftEdit.Outrun(edited.version()));

        var done = done(director.commitDraft(ALICE, "acme", draft.id(), "say no aloud"));

        assertThat(done.domains().getFirst().changed()).containsExactly(policy);
        assertThat(director.read(ALICE, "acme").draft(draft.id())).isEmpty();
        assertThat(director.review(ALICE, "acme", draft.id())).isEmpty();
        Await.until("the draft's revision is published", () -> published("acme") == 3);
    }

    @Test
    @Order(8)
    void aDraftWhoseHeadMovedOnIsNotCommittedUntilItsOwnerLooked() {
        var draft = director.openDraft(ALICE, "acme", "shop").orElseThrow();
        var tier = new DocumentKey(Kind.TIER, "late");
        var text = """
            apiVersion: damson.dev/v1
            kind: Tier
            metadata: {name: late, domain: shop}
            spec: {order: 900}
            """;
        var edited = edited(
                director.editDraft(ALICE, "acme", draft.id(), draft.version(), new DocumentChange.Put(tier, text)));
        done(director.changeFailurePolicy(ALICE, "acme", "shop", "inspected", FailurePolicy.OPEN));

        var head = director.read(ALICE, "acme").domain("shop").orElseThrow().head();
        assertThat(director.review(ALICE, "acme", draft.id()).orElseThrow().canCommit())
                .isFalse();
        assertThat(director.commitDraft(ALICE, "acme", draft.id(), "")).isEqualTo(new Outcome.Outrun("shop", head));

        edited(director.rebaseDraft(ALICE, "acme", draft.id(), edited.version()));
        done(director.commitDraft(ALICE, "acme", draft.id(), ""));
        assertThat(director.read(ALICE, "acme").document("shop", tier)).isPresent();
    }

    @Test
    @Order(9)
    void aSmallEditChangesItsFieldAndNothingElse() {
        var chain = director.read(ALICE, "acme")
                .document("shop", FIREWALLED)
                .orElseThrow()
                .source();
        assertThat(chain).contains("onFailure: open");

        done(director.changeFailurePolicy(ALICE, "acme", "shop", "inspected", FailurePolicy.CLOSED));

        assertThat(director.read(ALICE, "acme")
                        .document("shop", FIREWALLED)
                        .orElseThrow()
                        .source())
                .isEqualTo(chain.replace("onFailure: open", "onFailure: closed"));
        assertThat(director.changeFailurePolicy(ALICE, "acme", "shop", "no-chain", FailurePolicy.OPEN))
                .isInstanceOf(Outcome.NotFound.class);

        done(director.stopTap(ALICE, "acme", "shop", "web-app"));
        assertThat(director.read(ALICE, "acme")
                        .document("shop", new DocumentKey(Kind.VIRTUAL_TAP, "web-app"))
                        .orElseThrow()
                        .source())
                .contains("reason: first days of the firewall")
                .contains("expires: ");
    }

    @Test
    @Order(10)
    void ofTwoCommitsOnOneHeadOneWins() throws Exception {
        var start = new CyclicBarrier(2);
        var outcomes = new ArrayList<Outcome>();
        try (var pool = Executors.newVirtualThreadPerTaskExecutor()) {
            var first = director.openDraft(ALICE, "acme", "shop").orElseThrow();
            var second = director.openDraft(ALICE, "acme", "shop").orElseThrow();
            for (var draft : List.of(first, second)) {
                edited(director.editDraft(
                        ALICE,
                        "acme",
                        draft.id(),
                        draft.version(),
                        new DocumentChange.Remove(new DocumentKey(Kind.TIER, "late"))));
            }
            Callable<Outcome> one = () -> {
                start.await();
                return director.commitDraft(ALICE, "acme", first.id(), "");
            };
            Callable<Outcome> other = () -> {
                start.await();
                return director.commitDraft(ALICE, "acme", second.id(), "");
            };
            for (var future : pool.invokeAll(List.of(one, other))) {
                outcomes.add(future.get());
            }
        }
        assertThat(outcomes).filteredOn(Outcome.Done.class::isInstance).hasSize(1);
        assertThat(outcomes).filteredOn(Outcome.Outrun.class::isInstance).hasSize(1);
    }

    @Test
    @Order(11)
    void pruningRemovesPoliciesThatTheFilesDoNotNameAndNoWorkload() {
        var workloads = director.read(ALICE, "acme").workloads("shop");

        var done = done(director.apply(ALICE, "acme", file("""
            apiVersion: damson.dev/v1
            kind: Group
            metadata: {name: web, domain: shop}
            spec: {selector: {matchLabels: {role: web}}}
            """), true, "start over"));

        assertThat(done.domains().getFirst().removed()).contains(FIREWALLED);
        assertThat(director.read(ALICE, "acme").documents("shop"))
                .filteredOn(document -> document.key().kind() != Kind.WORKLOAD)
                .extracting(document -> document.key().toString())
                .containsExactly("Domain/shop", "Group/web");
        assertThat(director.read(ALICE, "acme").workloads("shop"))
                .extracting(workload -> workload.name())
                .containsExactlyElementsOf(
                        workloads.stream().map(workload -> workload.name()).toList());
    }

    @Test
    @Order(12)
    void theOtherTenantIsAsItWas() {
        var globex = director.read(GIL, "globex");

        assertThat(globex.domain("shop").orElseThrow().head()).isEqualTo(1);
        assertThat(globex.revisions("shop", 10)).hasSize(1);
        assertThat(globex.audit(java.time.Instant.now().plusSeconds(60), 10)).hasSize(1);
    }

    @Test
    @Order(13)
    void aFileBecomesADraftOfWhatDiffersFromTheHead() {
        var known = director.read(ALICE, "acme").documents("shop").getFirst();
        var fresh = """
            apiVersion: damson.dev/v1
            kind: Group
            metadata: {name: newcomers, domain: shop}
            spec: {members: [client-1]} # not yet judged
            """;

        var imported = director.importFiles(
                ALICE, "acme", "shop", List.of(new SourceFile("more.yaml", known.source() + "\n---\n" + fresh)));

        assertThat(imported).isInstanceOfSatisfying(DraftImport.Imported.class, done -> {
            assertThat(done.draft().changes()).singleElement().isInstanceOfSatisfying(DocumentChange.Put.class, put -> {
                assertThat(put.key()).isEqualTo(new DocumentKey(Kind.GROUP, "newcomers"));
                assertThat(put.source()).contains("# not yet judged");
            });
            assertThat(director.review(ALICE, "acme", done.draft().id())
                            .orElseThrow()
                            .canCommit())
                    .isTrue();
            assertThat(director.discardDraft(ALICE, "acme", done.draft().id())).isTrue();
        });
        assertThat(director.importFiles(
                        ALICE,
                        "acme",
                        "shop",
                        List.of(new SourceFile("other.yaml", fresh.replace("domain: shop", "domain: other")))))
                .isInstanceOfSatisfying(
                        DraftImport.Refused.class,
                        refused -> assertThat(refused.problems()).anyMatch(Problem::isError));
        assertThat(director.importFiles(ALICE, "acme", "nowhere", List.of()))
                .isEqualTo(new DraftImport.NotFound("nowhere"));
    }

    private static long published(String tenant) {
        var topic = Topics.domain(tenant, "shop");
        try {
            var signed = TopicReading.latest(DirectorFixture.kafka(), topic).get(DomainKeys.MANIFEST);
            return signed == null
                    ? 0
                    : Manifest.parseFrom(key().trusted()
                                    .payload(SignedKind.MANIFEST, Signed.parseFrom(signed))
                                    .orElseThrow())
                            .getRevision();
        } catch (com.google.protobuf.InvalidProtocolBufferException broken) {
            throw new AssertionError(broken);
        }
    }

    private static SigningKey key() {
        return SigningKey.read(TestKeys.sharedKeyFile());
    }

    private static Draft edited(DraftEdit edit) {
        if (edit instanceof DraftEdit.Edited edited) {
            return edited.draft();
        }
        throw new AssertionError(edit.toString());
    }
}
