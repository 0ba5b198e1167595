package dev.damson.director.live;

import static org.assertj.core.api.Assertions.assertThat;

import dev.damson.director.publish.Nanos;
import dev.damson.wire.proto.CounterReport;
import dev.damson.wire.proto.EdgeReport;
import dev.damson.wire.proto.Heartbeat;
import dev.damson.wire.proto.InstanceReport;
import dev.damson.wire.proto.ProblemReport;
import dev.damson.wire.proto.ReasonCount;
import dev.damson.wire.proto.RevisionReport;
import dev.damson.wire.proto.TapReport;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LiveStatusTest {
    private static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");
    private static final List<String> HOSTS = List.of("edge-2", "edge-1");

    private Instant now = NOON;
    private final LiveStatus status = new LiveStatus(() -> now);

    @Test
    void aDomainIsLiveWhereTheHeadIsEnforcedByAnEdgeThatIsAlive() {
        beat("edge-1");
        beat("edge-2");
        revision("edge-1", 7, "");
        revision("edge-2", 6, "blob is altered");

        var shop = status.domain("acme", "shop", 7, HOSTS);

        assertThat(shop.live()).isEqualTo(1);
        assertThat(shop.isDrifting()).isTrue();
        assertThat(shop.edges())
                .extracting(edge -> edge.edge() + " " + edge.revision() + " " + edge.reason())
                .containsExactly("edge-1 7 ", "edge-2 6 blob is altered");

        revision("edge-2", 7, "");
        assertThat(status.domain("acme", "shop", 7, HOSTS).isDrifting()).isFalse();
    }

    @Test
    void aSilentEdgeIsNotAliveAndItsDomainsDrift() {
        var heard = listen();
        beat("edge-1");
        revision("edge-1", 7, "");
        heard.clear();

        now = NOON.plus(LiveStatus.SILENCE).plusMillis(1);
        status.noticeSilence();

        assertThat(heard).containsExactly("edge-1", "acme/shop");
        assertThat(status.edge("edge-1").alive()).isFalse();
        assertThat(status.domain("acme", "shop", 7, List.of("edge-1")).live()).isZero();

        heard.clear();
        status.noticeSilence();
        assertThat(heard).isEmpty();
    }

    @Test
    void anEdgeThatNeverSpokeIsShownAndDrifts() {
        var shop = status.domain("acme", "shop", 1, List.of("edge-9"));

        assertThat(shop.edges()).singleElement().satisfies(edge -> {
            assertThat(edge.alive()).isFalse();
            assertThat(edge.revision()).isZero();
        });
        assertThat(status.edge("edge-9").heartbeat()).isEmpty();
    }

    @Test
    void aTapsRatesAreThoseBetweenItsLastTwoStatements() {
        tap("edge-1", NOON, 1_000, 10);
        assertThat(taps()).containsExactly("web-app 1000 0.0 0.0");

        now = NOON.plusSeconds(2);
        tap("edge-1", now, 1_300, 14);
        assertThat(taps()).containsExactly("web-app 1300 150.0 2.0");

        // An edge says nothing while nothing is copied.
        now = now.plus(TapRate.SILENCE);
        assertThat(taps()).containsExactly("web-app 1300 0.0 0.0");

        // What was counted after a silence came at its end.
        now = now.plusSeconds(600);
        tap("edge-1", now, 1_340, 14);
        assertThat(taps()).containsExactly("web-app 1340 10.0 0.0");

        // New maps count from the beginning.
        now = now.plusSeconds(1);
        tap("edge-1", now, 5, 0);
        assertThat(taps()).containsExactly("web-app 5 0.0 0.0");
    }

    private List<String> taps() {
        return status.taps("acme", "shop", HOSTS).stream()
                .map(tap -> tap.tap() + " " + tap.copied() + " " + tap.copiedPerSecond() + " " + tap.lostPerSecond())
                .toList();
    }

    private void tap(String edge, Instant at, long copied, long lost) {
        var report = EdgeReport.newBuilder()
                .setEdge(edge)
                .setUnixNanos(Nanos.of(at))
                .setTap(TapReport.newBuilder()
                        .setTenant("acme")
                        .setDomain("shop")
                        .setTap("web-app")
                        .setCopied(copied)
                        .setLostRate(lost));
        status.accept(edge, "tap/acme/shop/web-app", Optional.of(report.build()));
    }

    @Test
    void whatAnEdgeSaysOfADomainThatItDoesNotHostIsNotShown() {
        beat("edge-3");
        revision("edge-3", 7, "");
        instance("edge-3", 1);

        var shop = status.domain("acme", "shop", 7, List.of("edge-1"));

        assertThat(shop.edges()).extracting(DomainStatus.OnEdge::edge).containsExactly("edge-1");
        assertThat(shop.instances()).isEmpty();
    }

    @Test
    void listenersHearOfAChangeOnce() {
        var heard = listen();

        instance("edge-1", 5);
        instance("edge-1", 5);
        instance("edge-1", 6);

        assertThat(heard).filteredOn("acme/shop"::equals).hasSize(2);
        assertThat(status.domain("acme", "shop", 1, List.of("edge-1")).instances())
                .singleElement()
                .satisfies(instance -> {
                    assertThat(instance.health()).isEqualTo(DomainStatus.Health.UP);
                    assertThat(instance.packetsIn()).isEqualTo(6);
                });
    }

    @Test
    void aListenerThatFailsKeepsNobodyFromHearing() {
        status.listen(new LiveListener() {
            @Override
            public void domainChanged(String tenant, String domain) {
                throw new IllegalStateException("the window is gone");
            }

            @Override
            public void edgeChanged(String edge) {
                throw new IllegalStateException("the window is gone");
            }
        });
        var heard = listen();

        beat("edge-1");
        revision("edge-1", 7, "");

        assertThat(heard).contains("edge-1", "acme/shop");
        assertThat(status.domain("acme", "shop", 7, List.of("edge-1")).live()).isEqualTo(1);
    }

    @Test
    void aProblemIsOverWhenItsMessageIsEmpty() {
        status.accept("edge-1", "problem/clock", Optional.of(problem("the clock is 9 s off")));
        assertThat(status.edge("edge-1").problems())
                .extracting(EdgeStatus.EdgeProblem::message)
                .containsExactly("the clock is 9 s off");

        status.accept("edge-1", "problem/clock", Optional.of(problem("")));
        assertThat(status.edge("edge-1").problems()).isEmpty();
    }

    @Test
    void aReportThatIsTakenAwayIsForgotten() {
        instance("edge-1", 5);

        status.accept("edge-1", "instance/acme/shop/fw-1", Optional.empty());

        assertThat(status.domain("acme", "shop", 1, List.of("edge-1")).instances())
                .isEmpty();
    }

    @Test
    void dropsAreThoseOfTheDomainWithTheMostFirst() {
        var counters = CounterReport.newBuilder()
                .addDrops(drop("acme", "policy", 3))
                .addDrops(drop("globex", "policy", 99))
                .addDrops(drop("acme", "spoofed", 8));
        status.accept(
                "edge-1",
                "counters",
                Optional.of(report("edge-1").setCounters(counters).build()));

        assertThat(status.drops("acme", "shop", List.of("edge-1")))
                .extracting(drop -> drop.reason() + " " + drop.packets())
                .containsExactly("spoofed 8", "policy 3");
    }

    private List<String> listen() {
        var heard = new ArrayList<String>();
        var subscription = status.listen(new LiveListener() {
            @Override
            public void domainChanged(String tenant, String domain) {
                heard.add(tenant + "/" + domain);
            }

            @Override
            public void edgeChanged(String edge) {
                heard.add(edge);
            }
        });
        assertThat(subscription).isNotNull();
        return heard;
    }

    private void beat(String edge) {
        status.accept(
                edge,
                "heartbeat",
                Optional.of(report(edge)
                        .setHeartbeat(Heartbeat.newBuilder().setVersion("1"))
                        .build()));
    }

    private void revision(String edge, long revision, String refused) {
        var body = RevisionReport.newBuilder()
                .setTenant("acme")
                .setDomain("shop")
                .setRevision(revision)
                .setRefused(refused);
        status.accept(
                edge,
                "revision/acme/shop",
                Optional.of(report(edge).setRevision(body).build()));
    }

    private void instance(String edge, long packetsIn) {
        var body = InstanceReport.newBuilder()
                .setTenant("acme")
                .setDomain("shop")
                .setInstance("fw-1")
                .setState(InstanceReport.State.UP)
                .setPacketsIn(packetsIn);
        status.accept(
                edge,
                "instance/acme/shop/fw-1",
                Optional.of(report(edge).setInstance(body).build()));
    }

    private EdgeReport problem(String message) {
        return report("edge-1")
                .setProblem(ProblemReport.newBuilder().setSubject("clock").setMessage(message))
                .build();
    }

    private static ReasonCount drop(String tenant, String reason, long packets) {
        return ReasonCount.newBuilder()
                .setTenant(tenant)
                .setDomain("shop")
                .setReason(reason)
                .setPackets(packets)
                .build();
    }

    private EdgeReport.Builder report(String edge) {
        return EdgeReport.newBuilder().setEdge(edge).setUnixNanos(Nanos.of(now));
    }
}
