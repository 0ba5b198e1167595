package dev.damson.e2e.edge;

import static dev.damson.lab.network.ConnectOutcome.CONNECTED;
import static org.assertj.core.api.Assertions.assertThat;

import dev.damson.edge.agent.maps.HostMaps;
import dev.damson.edge.kernel.bpf.BpfMap;
import dev.damson.policy.plan.DomainPlan;
import dev.damson.wire.layout.Maps;
import dev.damson.wire.topic.Topics;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Many revisions one after the other: each takes over what it can of the last but one, and only that. */
@Tag("kernel")
class SuccessionTest {
    private static final int ONE = 8080;
    private static final int OTHER = 5432;

    private EdgeHost host;
    private long revision;

    @BeforeEach
    void bind() throws IOException {
        host = new EdgeHost();
        host.listen("acme", "app-1", ONE);
        host.listen("acme", "app-1", OTHER);
        host.director.bind(host::tell, host.inventory, 1);
        host.edge().caughtUp(Topics.domain("acme", "shop"));
    }

    @AfterEach
    void close() throws IOException {
        host.close();
    }

    @Test
    void everyRevisionDecidesForItselfAlone() throws IOException {
        for (var round = 0; round < 2; round++) {
            live(SmallPlans.everybodyTo(host.inventory, "acme", ONE));
            assertOnly(ONE);
            live(SmallPlans.everybodyTo(host.inventory, "acme", OTHER));
            assertOnly(OTHER);
        }
    }

    @Test
    void addressesOfTheLastButOneAreForgotten() throws IOException {
        var whole = SmallPlans.everybodyTo(host.inventory, "acme", ONE);
        live(whole);
        live(whole);
        live(withoutIpv6(whole));
        assertThat(reaches(ONE, 4)).isTrue();
        assertThat(reaches(ONE, 16)).isFalse();
        live(withoutIpv6(whole));
        assertThat(reaches(ONE, 16)).isFalse();
        live(whole);
        assertThat(reaches(ONE, 16)).isTrue();
    }

    @Test
    void programsThatStayTheSameAreNotLoadedAgain() throws IOException {
        live(SmallPlans.everybodyTo(host.inventory, "acme", ONE));
        live(SmallPlans.everybodyTo(host.inventory, "acme", ONE));
        var before = programs(Maps.FINISH.symbol());
        var judges = programs(Maps.TO.symbol());
        live(SmallPlans.everybodyTo(host.inventory, "acme", OTHER));
        live(SmallPlans.everybodyTo(host.inventory, "acme", OTHER));
        // One in each parity's array: what no packet finds stays until it is written over.
        assertThat(before).hasSize(2);
        assertThat(programs(Maps.FINISH.symbol())).isEqualTo(before);
        assertThat(programs(Maps.TO.symbol())).isNotEmpty().doesNotContainAnyElementsOf(judges);
    }

    private void live(DomainPlan plan) {
        Compiled.publish(host, "acme", ++revision, plan);
        assertThat(host.received.report("revision/acme/shop").getRevision().getRevision())
                .isEqualTo(revision);
    }

    private static DomainPlan withoutIpv6(DomainPlan plan) {
        return new DomainPlan(
                plan.addresses().stream()
                        .filter(address -> address.prefix().base().toBytes().length == 4)
                        .toList(),
                plan.profileOfIdentity(),
                plan.profiles(),
                plan.taps(),
                plan.functions(),
                plan.chains(),
                plan.rules(),
                plan.identities());
    }

    private void assertOnly(int port) throws IOException {
        assertThat(reaches(port, 4)).isTrue();
        assertThat(reaches(port, 16)).isTrue();
        assertThat(reaches(ONE + OTHER - port, 4)).isFalse();
        assertThat(reaches(ONE + OTHER - port, 16)).isFalse();
    }

    private boolean reaches(int port, int addressBytes) throws IOException {
        var target = new InetSocketAddress(host.address("acme", "app-1", addressBytes), port);
        return host.connect("acme", "web-1", target) == CONNECTED;
    }

    /** Ids of the programs in the arrays of a name, of both parities. */
    private Set<Integer> programs(String symbol) throws IOException {
        var found = new TreeSet<Integer>();
        try (var pins = Files.newDirectoryStream(HostMaps.pins(host.bpffs()), HostMaps.pinName(symbol) + "-*")) {
            for (Path pin : pins) {
                try (var array = BpfMap.open(pin)) {
                    for (var slot = 0; slot < array.spec().maxEntries(); slot++) {
                        array.programId(slot).ifPresent(found::add);
                    }
                }
            }
        }
        return found;
    }
}
