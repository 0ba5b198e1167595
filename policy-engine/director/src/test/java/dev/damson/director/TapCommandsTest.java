package dev.damson.director;

import static dev.damson.director.DirectorFixture.done;
import static dev.damson.director.DirectorFixture.file;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.damson.director.command.Commands;
import dev.damson.director.command.Heads;
import dev.damson.director.command.Outcome;
import dev.damson.director.command.TapForecast;
import dev.damson.director.live.LiveStatus;
import dev.damson.policy.model.Kind;
import dev.damson.policy.source.Problem;
import dev.damson.topology.LocalNeo4j;
import dev.damson.topology.TopologyGraph;
import dev.damson.topology.document.DocumentChange;
import dev.damson.topology.document.DocumentKey;
import dev.damson.topology.draft.DraftEdit;
import dev.damson.topology.people.Role;
import dev.damson.topology.revision.AuditEntry;
import dev.damson.topology.traffic.Endpoint;
import dev.damson.topology.traffic.Judgement;
import dev.damson.topology.traffic.JudgingEnd;
import dev.damson.topology.traffic.TrafficSum;
import dev.damson.topology.traffic.TrafficVerdict;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Who may tap what, what a tap would copy, and what the audit has of it. */
@Tag("server")
class TapCommandsTest {
    private static final String TENANT = "taps-acme";
    private static final Actor ADMIN = new Actor("alice", Optional.of(TENANT), Set.of(Role.TENANT_ADMIN));
    private static final Actor ANALYST = new Actor("ana", Optional.of(TENANT), Set.of(Role.ANALYST));
    private static final Actor PAYLOAD_ANALYST =
            new Actor("pia", Optional.of(TENANT), Set.of(Role.ANALYST, Role.PAYLOAD_TAPPER));
    private static final String TAP = """
            apiVersion: damson.dev/v1
            kind: VirtualTap
            metadata: {name: %s, domain: shop}
            spec:
              reason: ticket 4711
              match: {from: [{group: web}], to: [{any: true}], services: [{protocol: TCP, port: 5432}]}
              snap: %s
              expiresAfter: 8h
              deliver: [{inspection: true}]
            """;

    private static TopologyGraph graph;
    private static Director director;

    @BeforeAll
    static void open() {
        graph = LocalNeo4j.shared().open();
        graph.tenants().create(TENANT);
        var clock = Clock.tickMillis(ZoneOffset.UTC);
        var live = new LiveStatus(clock);
        director =
                new RunningDirector(graph, new Commands(graph, new Heads(graph), live, () -> {}, clock), live, clock);
        done(director.apply(ADMIN, TENANT, file("""
            apiVersion: damson.dev/v1
            kind: Domain
            metadata: {name: shop}
            spec: {default: deny}
            ---
            apiVersion: damson.dev/v1
            kind: Workload
            metadata: {name: web-1, domain: shop, labels: {role: web}}
            spec: {type: vm, ports: [{name: eth0, mac: "02:00:00:00:01:01", addresses: [10.1.0.1]}]}
            ---
            apiVersion: damson.dev/v1
            kind: Workload
            metadata: {name: db-1, domain: shop}
            spec: {type: vm, ports: [{name: eth0, mac: "02:00:00:00:01:02", addresses: [10.1.0.2]}]}
            ---
            apiVersion: damson.dev/v1
            kind: Group
            metadata: {name: web, domain: shop}
            spec: {selector: {matchLabels: {role: web}}}
            """), false, ""));
    }

    @AfterAll
    static void close() {
        graph.close();
    }

    @Test
    void anAnalystTapsHeadersExtendsAndEndsButChangesNoPolicy() {
        done(director.startTap(ANALYST, TENANT, "shop", TAP.formatted("headers-only", "headers")));
        done(director.extendTap(
                ANALYST, TENANT, "shop", "headers-only", Instant.now().plusSeconds(86_400)));
        done(director.stopTap(ANALYST, TENANT, "shop", "headers-only"));
        done(director.removeTap(ANALYST, TENANT, "shop", "headers-only"));

        assertThat(audit())
                .filteredOn(entry -> entry.subject().equals("headers-only"))
                .extracting(AuditEntry::action)
                .containsExactly("tap-remove", "tap-change", "tap-change", "tap-start");
        assertThat(audit())
                .filteredOn(entry -> entry.subject().equals("headers-only"))
                .allSatisfy(entry -> {
                    assertThat(entry.actor()).isEqualTo("ana");
                    assertThat(entry.domain()).isEqualTo("shop");
                    assertThat(entry.detail()).startsWith("headers until 2").endsWith(": ticket 4711");
                });
        assertThatThrownBy(() -> director.apply(ANALYST, TENANT, file(TAP.formatted("applied", "headers")), false, ""))
                .isInstanceOf(NotPermitted.class);
        assertThatThrownBy(
                        () -> director.startTap(new Actor("nil", Optional.of(TENANT), Set.of()), TENANT, "shop", TAP))
                .isInstanceOf(NotPermitted.class);
    }

    @Test
    void payloadNeedsItsOwnRightOnWhateverWayATapComes() {
        var whole = TAP.formatted("whole", "payload");
        for (var actor : List.of(ADMIN, ANALYST, DirectorFixture.PLATFORM)) {
            assertThatThrownBy(() -> director.startTap(actor, TENANT, "shop", whole))
                    .isInstanceOf(NotPermitted.class)
                    .hasMessageContaining("payload");
        }
        assertThatThrownBy(() -> director.apply(ADMIN, TENANT, file(whole), false, ""))
                .isInstanceOf(NotPermitted.class);
        assertThat(director.read(ADMIN, TENANT).document("shop", new DocumentKey(Kind.VIRTUAL_TAP, "whole")))
                .isEmpty();

        done(director.startTap(PAYLOAD_ANALYST, TENANT, "shop", whole));

        assertThatThrownBy(() -> director.extendTap(
                        ADMIN, TENANT, "shop", "whole", Instant.now().plusSeconds(86_400)))
                .isInstanceOf(NotPermitted.class);
        done(director.stopTap(ADMIN, TENANT, "shop", "whole"));
    }

    @Test
    void whereTheDomainAsksForThemItTakesTwoPersons() {
        var first = new Actor("una", Optional.of(TENANT), Set.of(Role.TENANT_ADMIN, Role.PAYLOAD_TAPPER));
        var second = new Actor("duo", Optional.of(TENANT), Set.of(Role.TENANT_ADMIN, Role.PAYLOAD_TAPPER));
        var vault = """
                apiVersion: damson.dev/v1
                kind: Domain
                metadata: {name: vault}
                spec: {default: deny, payloadTaps: two-persons}
                """;
        done(director.apply(first, TENANT, file(vault), false, ""));
        var tap = TAP.formatted("whole", "payload").replace("shop", "vault").replace("group: web", "any: true");

        assertThat(refusal(director.apply(first, TENANT, file(tap), false, ""))).contains("it takes two persons");
        assertThat(refusal(director.apply(first, TENANT, file(vault.replace("two-persons", "one-person")), false, "")))
                .contains("it takes two persons");

        var draft = switch (director.startTap(first, TENANT, "vault", tap)) {
            case Outcome.Waiting waiting -> waiting.draft();
            case Outcome other -> throw new AssertionError(other.toString());
        };
        assertThat(refusal(director.commitDraft(first, TENANT, draft, ""))).contains("it takes two persons");
        assertThatThrownBy(() -> director.commitDraft(ADMIN, TENANT, draft, "")).isInstanceOf(NotPermitted.class);
        done(director.commitDraft(second, TENANT, draft, "seen"));

        done(director.startTap(
                ANALYST,
                TENANT,
                "vault",
                TAP.formatted("lean", "headers").replace("shop", "vault").replace("group: web", "any: true")));
        done(director.stopTap(first, TENANT, "vault", "whole"));
    }

    @Test
    void whoEverWroteInADraftIsNoSecondPerson() {
        var first = new Actor("una", Optional.of(TENANT), Set.of(Role.TENANT_ADMIN, Role.PAYLOAD_TAPPER));
        var second = new Actor("duo", Optional.of(TENANT), Set.of(Role.TENANT_ADMIN, Role.PAYLOAD_TAPPER));
        done(director.apply(first, TENANT, file("""
                apiVersion: damson.dev/v1
                kind: Domain
                metadata: {name: safe}
                spec: {payloadTaps: two-persons}
                """), false, ""));
        var tap = TAP.formatted("whole", "payload").replace("shop", "safe").replace("group: web", "any: true");
        var draft = director.openDraft(first, TENANT, "safe").orElseThrow();
        var key = new DocumentKey(Kind.VIRTUAL_TAP, "whole");

        assertThat(director.editDraft(second, TENANT, draft.id(), 0, new DocumentChange.Put(key, tap)))
                .isInstanceOf(DraftEdit.Edited.class);

        assertThat(refusal(director.commitDraft(second, TENANT, draft.id(), "")))
                .contains("it takes two persons");
        assertThat(refusal(director.commitDraft(first, TENANT, draft.id(), ""))).contains("it takes two persons");
    }

    private static String refusal(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Refused refused -> refused.problems().getFirst().message();
            case Outcome other -> throw new AssertionError(other.toString());
        };
    }

    @Test
    void aTapIsNotPutInTheOthersPlaceAndItsFaultsAreTold() {
        done(director.startTap(ANALYST, TENANT, "shop", TAP.formatted("taken", "headers")));

        assertThat(problems(TAP.formatted("taken", "headers")))
                .singleElement()
                .satisfies(problem -> assertThat(problem.message()).isEqualTo("there is a tap \"taken\" already"));
        assertThat(problems(TAP.formatted("endless", "headers").replace("  expiresAfter: 8h\n", "")))
                .extracting(Problem::message)
                .contains("the tap has no end (VirtualTap \"endless\")");
        assertThat(problems(TAP.formatted("silent", "headers").replace("ticket 4711", "\"\"")))
                .extracting(Problem::message)
                .contains("reason is empty (VirtualTap \"silent\")");
        assertThat(problems("apiVersion: damson.dev/v1\nkind: Group\nmetadata: {name: g, domain: shop}\n"
                        + "spec: {selector: {}}\n"))
                .extracting(Problem::message)
                .containsExactly("this is not one VirtualTap");
    }

    @Test
    void aForecastCountsTheFlowsThatTheTapSelects() {
        long minute = Instant.now().getEpochSecond() / 60 * 60;
        var web = new Endpoint.Workload("web-1");
        var db = new Endpoint.Workload("db-1");
        var outside = new Endpoint.Outside("203.0.113.9");
        graph.tenant(TENANT)
                .traffic()
                .add(
                        0,
                        1,
                        List.of(
                                sum(
                                        web,
                                        db,
                                        minute - 1_800,
                                        "TCP/5432",
                                        TrafficVerdict.ALLOWED,
                                        JudgingEnd.SOURCE,
                                        3_600),
                                // The same flow as its other end counted it: copied once.
                                sum(
                                        web,
                                        db,
                                        minute - 1_800,
                                        "TCP/5432",
                                        TrafficVerdict.ALLOWED,
                                        JudgingEnd.TARGET,
                                        3_600),
                                sum(
                                        web,
                                        outside,
                                        minute - 60,
                                        "TCP/5432",
                                        TrafficVerdict.DENIED,
                                        JudgingEnd.SOURCE,
                                        36_000),
                                sum(
                                        web,
                                        Endpoint.OTHERS,
                                        minute - 60,
                                        "TCP/5432",
                                        TrafficVerdict.DENIED,
                                        JudgingEnd.SOURCE,
                                        7),
                                sum(db, web, minute - 60, "TCP/5432", TrafficVerdict.ALLOWED, JudgingEnd.SOURCE, 999),
                                sum(web, db, minute - 60, "TCP/80", TrafficVerdict.ALLOWED, JudgingEnd.SOURCE, 999)));

        var all = forecast(TAP.formatted("new", "headers"));
        assertThat(all.packets()).isEqualTo(39_600);
        assertThat(all.packetsPerSecond()).isEqualTo(11.0, within(1e-9));
        assertThat(all.bytesPerSecond()).isEqualTo(11_000.0, within(1e-6));
        assertThat(all.latest().packetsPerSecond()).isEqualTo(120.0, within(1e-9));
        assertThat(all.copiedBytesPerSecond()).as("of headers").isEqualTo(11 * 66.0, within(1e-6));
        assertThat(all.largest()).extracting(flow -> flow.target()).containsExactly(outside, db);
        assertThat(all.unplaced()).isEqualTo(1);
        assertThat(all.complete()).isTrue();

        var refused = forecast(TAP.formatted("new", "headers").replace("snap:", "verdicts: [denied]\n  snap:"));
        assertThat(refused.packets()).isEqualTo(36_000);

        var limited = forecast(
                TAP.formatted("new", "payload").replace("snap:", "sampleOneIn: 2\n  packetsPerSecond: 3\n  snap:"));
        assertThat(limited.copiedPerSecond()).isEqualTo(3.0, within(1e-9));
        assertThat(limited.isLimited(2)).isTrue();
        assertThat(limited.copiedBytesPerSecond()).isEqualTo(3_000.0, within(1e-6));

        assertThatThrownBy(() -> forecast(TAP.formatted("new", "headers").replace("group: web", "group: wep")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("wep");
        assertThat(director.forecastTap(ANALYST, TENANT, "nowhere", TAP.formatted("new", "headers")))
                .isEmpty();
    }

    private static TrafficSum sum(
            Endpoint source,
            Endpoint target,
            long minute,
            String service,
            TrafficVerdict verdict,
            JudgingEnd end,
            long packets) {
        return new TrafficSum(
                "shop",
                source,
                target,
                minute,
                service,
                new Judgement(verdict, "default", "edge-1", end, 1, false),
                1,
                packets,
                packets * 1_000);
    }

    private static TapForecast forecast(String source) {
        return director.forecastTap(ANALYST, TENANT, "shop", source).orElseThrow();
    }

    private static List<Problem> problems(String source) {
        return switch (director.startTap(ANALYST, TENANT, "shop", source)) {
            case Outcome.Refused refused -> refused.problems();
            case Outcome other -> throw new AssertionError(other.toString());
        };
    }

    private static List<AuditEntry> audit() {
        return director.read(ANALYST, TENANT).audit(Instant.now().plusSeconds(60), 100);
    }
}
