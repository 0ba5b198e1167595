package dev.damson.console.topology;

import static org.assertj.core.api.Assertions.assertThat;

import dev.damson.console.filter.Filter;
import dev.damson.console.fixture.ExampleDomain;
import dev.damson.console.place.DomainRef;
import dev.damson.console.policies.PolicyBook;
import dev.damson.director.live.DomainStatus;
import dev.damson.topology.inventory.DomainRecord;
import dev.damson.topology.traffic.Endpoint;
import dev.damson.topology.traffic.Judgement;
import dev.damson.topology.traffic.JudgingEnd;
import dev.damson.topology.traffic.ObservedTraffic;
import dev.damson.topology.traffic.TrafficVerdict;
import dev.damson.topology.view.TopologyView;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class MapComposerTest {
    private static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");

    @Test
    void groupsByAppThenRoleFromLeftToRight() {
        var group = compose("", true).groups().getFirst();

        assertThat(group.title()).isEqualTo("app: shop");
        assertThat(group.blocks().stream().map(MapPicture.Block::title))
                .containsExactly("role: client", "role: web", "role: app", "role: db", "role: dns");
        assertThat(group.blocks().get(1).workloads().stream().map(MapPicture.Card::name))
                .containsExactly("web-1", "web-2");
    }

    @Test
    void bundlesFlowsOfOneVerdictBetweenTwoRoles() {
        var flow = flow(compose("", true), "b:shop/web", "b:shop/app");

        assertThat(flow.verdict()).isEqualTo("allowed");
        assertThat(flow.port()).isEqualTo("8080");
        assertThat(flow.words()).isEqualTo("20/s");
    }

    @Test
    void leadsAnInspectedFlowThroughItsAppliance() {
        var picture = compose("", true);

        assertThat(flow(picture, "b:shop/web", "b:shop/app").through()).isEqualTo("i:fw-1");
        assertThat(flow(picture, "b:shop/app", "b:shop/db").through()).isEmpty();
        assertThat(picture.appliances().getFirst().health()).isEqualTo("not probed yet, fails closed");
    }

    @Test
    void saysWhichRuleRefused() {
        assertThat(flow(compose("", true), "b:shop/client", "b:shop/db").words())
                .isEqualTo("0.5/s denied by protect-db/nobody-else");
    }

    @Test
    void hidesNoiseUnlessAskedWhateverBecameOfIt() {
        assertThat(compose("", false).flows().stream().map(MapPicture.Flow::port))
                .doesNotContain("udp/53", "icmp/8");
        assertThat(compose("", true).flows().stream().map(MapPicture.Flow::port))
                .contains("udp/53", "icmp/8");
    }

    @Test
    void leavesOutWhatAnOlderRevisionDecidedOnceTheHeadIsLive() {
        var drifting = compose(1, new Picture.Wanted(false, false));
        var live = compose(2, new Picture.Wanted(false, false));
        var asked = compose(2, new Picture.Wanted(false, true));

        assertThat(drifting.flows()).hasSize(4).noneMatch(MapPicture.Flow::past);
        assertThat(live.flows()).isEmpty();
        assertThat(asked.flows()).hasSize(4).allMatch(MapPicture.Flow::past);
    }

    @Test
    void anApplianceStandsBehindTheBlockWhoseTrafficItGetsAndRolesWithoutAPlaceStandAside() {
        var picture = compose("", true);

        assertThat(picture.appliances().getFirst().after()).isEqualTo("b:shop/web");
        assertThat(picture.groups().getFirst().blocks().stream()
                        .filter(MapPicture.Block::aside)
                        .map(MapPicture.Block::title))
                .containsExactly("role: dns");
    }

    @Test
    void showsOnlyWhatTheFilterLets() {
        assertThat(compose("verdict = denied", false).flows()).hasSize(1);
        assertThat(compose("role = dns", true).flows()).hasSize(1);
    }

    @Test
    void namesAnOutsideAddress() {
        assertThat(compose("", true).peers().stream().map(MapPicture.Peer::name))
                .containsExactly("198.51.100.23");
    }

    @Test
    void isTheSamePictureEachTime() {
        assertThat(compose("", true)).isEqualTo(compose("", true));
    }

    private static MapPicture.Flow flow(MapPicture picture, String from, String to) {
        return picture.flows().stream()
                .filter(flow -> flow.from().equals(from) && flow.to().equals(to))
                .findFirst()
                .orElseThrow();
    }

    private static MapPicture compose(String filter, boolean noise) {
        return compose(filter, 1, new Picture.Wanted(noise, false));
    }

    /** @param live revision that the only edge enforces; the head is 2, what was seen was judged under 1 */
    private static MapPicture compose(long live, Picture.Wanted wanted) {
        return compose("", live, wanted);
    }

    private static MapPicture compose(String filter, long live, Picture.Wanted wanted) {
        var view = new TopologyView(
                new DomainRecord("acme", "shop", 1, 1),
                ExampleDomain.workloads(),
                ExampleDomain.groups(),
                ExampleDomain.functions(),
                ExampleDomain.chains(),
                List.of(
                        seen("web-1", "app-1", "TCP/8080", TrafficVerdict.ALLOWED, "shop/three-tiers/web-to-app", 600),
                        seen("web-2", "app-2", "TCP/8080", TrafficVerdict.ALLOWED, "shop/three-tiers/web-to-app", 600),
                        seen("app-1", "db-1", "TCP/5432", TrafficVerdict.ALLOWED, "shop/protect-db/app-to-db", 600),
                        seen("client-1", "db-1", "TCP/5432", TrafficVerdict.DENIED, "shop/protect-db/nobody-else", 30),
                        seen("web-1", "dns-1", "UDP/53", TrafficVerdict.ALLOWED, "shop/three-tiers/names", 60),
                        seen("client-1", "app-1", "ICMP/8", TrafficVerdict.DENIED, "", 60),
                        new ObservedTraffic(
                                new Endpoint.Workload("app-1"),
                                new Endpoint.Outside("198.51.100.23"),
                                "TCP/443",
                                new Judgement(TrafficVerdict.WOULD_DENY, "", "edge-1", JudgingEnd.SOURCE, 1, false),
                                6,
                                6,
                                600)),
                NOW.minusSeconds(60),
                NOW,
                false);
        var status = new DomainStatus(
                "acme",
                "shop",
                2,
                List.of(new DomainStatus.OnEdge("edge-1", true, live, "", Optional.empty())),
                List.of(),
                List.of());
        var book = PolicyBook.of(new DomainRef("acme", "shop"), ExampleDomain.documents());
        return MapComposer.compose(Picture.of(view, book, status, Filter.parse(filter), wanted));
    }

    private static ObservedTraffic seen(
            String from, String to, String service, TrafficVerdict verdict, String rule, long flows) {
        return new ObservedTraffic(
                new Endpoint.Workload(from),
                new Endpoint.Workload(to),
                service,
                new Judgement(verdict, rule, "edge-1", JudgingEnd.SOURCE, 1, false),
                flows,
                flows,
                flows);
    }
}
