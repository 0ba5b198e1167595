package dev.damson.topology;

import static dev.damson.topology.GraphFixture.NOON;
import static dev.damson.topology.GraphFixture.commit;
import static dev.damson.topology.GraphFixture.commitTo;
import static dev.damson.topology.GraphFixture.shop;
import static dev.damson.topology.GraphFixture.tenantWithShop;
import static org.assertj.core.api.Assertions.assertThat;

import dev.damson.topology.traffic.Endpoint;
import dev.damson.topology.traffic.Judgement;
import dev.damson.topology.traffic.JudgingEnd;
import dev.damson.topology.traffic.ObservedTraffic;
import dev.damson.topology.traffic.TrafficSum;
import dev.damson.topology.traffic.TrafficVerdict;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("server")
class TrafficTest {
    private static final Endpoint WEB = new Endpoint.Workload("web-1");
    private static final Endpoint OTHER_WEB = new Endpoint.Workload("web-2");
    private static final Endpoint CLIENT = new Endpoint.Outside("203.0.113.9");

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
    void sumsOfAWindowAddUpByPairServiceVerdictAndRule() {
        var tenant = shopOf("traffic-sums");
        tenant.traffic().add(0, 5, List.of(sum(0, CLIENT, WEB, TrafficVerdict.ALLOWED, 3)));
        tenant.traffic().add(0, 9, List.of(sum(0, CLIENT, WEB, TrafficVerdict.ALLOWED, 4)));
        tenant.traffic()
                .add(
                        1,
                        2,
                        List.of(
                                sum(1, CLIENT, WEB, TrafficVerdict.ALLOWED, 5),
                                sum(1, CLIENT, WEB, TrafficVerdict.DENIED, 1),
                                sum(1, WEB, OTHER_WEB, TrafficVerdict.ALLOWED, 2),
                                sum(2, CLIENT, WEB, TrafficVerdict.ALLOWED, 100)));

        assertThat(tenant.traffic().observed("shop", NOON, NOON.plusSeconds(120), 10))
                .containsExactly(
                        observed(CLIENT, WEB, TrafficVerdict.ALLOWED, 3, 12),
                        observed(WEB, OTHER_WEB, TrafficVerdict.ALLOWED, 1, 2),
                        observed(CLIENT, WEB, TrafficVerdict.DENIED, 1, 1));
        assertThat(tenant.traffic().observed("shop", NOON, NOON.plusSeconds(120), 1))
                .hasSize(1);
        assertThat(tenant.traffic().position(0)).hasValue(9);
        assertThat(tenant.traffic().position(1)).hasValue(2);
        assertThat(tenant.traffic().position(2)).isEmpty();
    }

    @Test
    void trafficOfAWorkloadThatIsGoneIsNotKept() {
        var tenant = shopOf("traffic-gone");

        tenant.traffic().add(0, 1, List.of(sum(0, CLIENT, new Endpoint.Workload("gone-1"), TrafficVerdict.ALLOWED, 3)));

        assertThat(tenant.traffic().observed("shop", NOON, NOON.plusSeconds(60), 10))
                .isEmpty();
        assertThat(tenant.traffic().position(0)).hasValue(1);
    }

    @Test
    void whatIsOlderThanAMomentIsForgottenInBatches() {
        var tenant = shopOf("traffic-old");
        tenant.traffic()
                .add(
                        0,
                        1,
                        List.of(
                                sum(0, CLIENT, WEB, TrafficVerdict.ALLOWED, 1),
                                sum(1, CLIENT, WEB, TrafficVerdict.ALLOWED, 1),
                                sum(2, CLIENT, WEB, TrafficVerdict.ALLOWED, 1)));

        assertThat(tenant.traffic().forgetBefore(NOON.plusSeconds(120), 1)).isEqualTo(1);
        assertThat(tenant.traffic().forgetBefore(NOON.plusSeconds(120), 10)).isEqualTo(1);
        assertThat(tenant.traffic().forgetBefore(NOON.plusSeconds(120), 10)).isZero();
        assertThat(tenant.traffic().observed("shop", NOON, NOON.plusSeconds(300), 10))
                .containsExactly(observed(CLIENT, WEB, TrafficVerdict.ALLOWED, 1, 1));
    }

    private static TenantGraph shopOf(String name) {
        var tenant = tenantWithShop(graph, name);
        commitTo(tenant, commit(0, shop()));
        return tenant;
    }

    private static TrafficSum sum(int minute, Endpoint source, Endpoint target, TrafficVerdict verdict, long packets) {
        return new TrafficSum(
                "shop",
                source,
                target,
                NOON.getEpochSecond() + minute * 60L,
                "TCP/80",
                judged(verdict),
                1,
                packets,
                packets * 100);
    }

    private static ObservedTraffic observed(
            Endpoint source, Endpoint target, TrafficVerdict verdict, long flows, long packets) {
        return new ObservedTraffic(source, target, "TCP/80", judged(verdict), flows, packets, packets * 100);
    }

    private static Judgement judged(TrafficVerdict verdict) {
        return new Judgement(verdict, "shop/policy/rule", "edge-1", JudgingEnd.TARGET, 4, true);
    }
}
