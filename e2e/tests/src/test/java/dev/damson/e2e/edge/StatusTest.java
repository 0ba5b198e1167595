package dev.damson.e2e.edge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.damson.edge.agent.status.Status;
import dev.damson.edge.kernel.bpf.BpfLink;
import dev.damson.edge.kernel.bpf.BpfProgram;
import dev.damson.edge.kernel.bpf.TcxHook;
import dev.damson.edge.kernel.bpf.TcxPosition;
import dev.damson.edge.kernel.net.NamespaceThread;
import dev.damson.edge.kernel.net.NetlinkRoute;
import dev.damson.edge.kernel.net.Netns;
import dev.damson.wire.layout.VerdictRecord.Action;
import java.io.IOException;
import java.util.HexFormat;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What {@code damson edge status} says of a host, whoever else is at its interfaces. */
@Tag("kernel")
class StatusTest {
    /** r0 = TCX_NEXT; exit */
    private static final byte[] LETS_PASS = HexFormat.of().parseHex("b7000000ffffffff9500000000000000");

    private TwoHosts hosts;

    @BeforeEach
    void enforce() throws IOException {
        hosts = new TwoHosts();
        hosts.publish(Compiled.of(
                "acme",
                TestDirector.number(hosts.inventory, "acme"),
                7,
                SmallPlans.everybodyTo(hosts.inventory, "acme", 6, 8080, Action.DENY),
                TwoHosts.EDGES));
    }

    @AfterEach
    void close() throws IOException {
        hosts.close();
    }

    private String status() {
        return Status.of(hosts.folders(0), hosts.laboratory.host(0).path().toString());
    }

    @Test
    void saysWhatIsEnforcedWhereAndHowFullItIs() {
        assertThat(status())
                .contains("acme/shop: revision 7 is enforced", "globex/shop: no revision is enforced")
                .containsPattern("web-1/eth0 +guarded as workload at interface acme-web-1 \\d+\n")
                .containsPattern(
                        "Other edges are reached at interface damson-vxlan \\d+, with IP packets of at most 1450")
                .containsPattern("established connections +\\d+ of 65536\n")
                .containsPattern("half-open connections of acme/shop +\\d+ of 8192\n")
                .containsPattern("other edges, by domain +2 of 16384\n");
    }

    @Test
    void namesForeignProgramsInTheirOrder() {
        try (var namespace = Netns.of(hosts.laboratory.host(0).path().toString());
                var inside = NamespaceThread.in(namespace);
                var meter = BpfProgram.load("meter", LETS_PASS);
                var mirror = BpfProgram.load("mirror", LETS_PASS);
                var _ = inside.get(() -> foreign(meter, TcxPosition.FIRST));
                var _ = inside.get(() -> foreign(mirror, TcxPosition.LAST))) {
            assertThat(status())
                    .containsPattern(
                            "at interface acme-web-1 \\d+, after foreign \"meter\", before foreign \"mirror\"\n")
                    .containsPattern("at interface acme-app-1 \\d+\n");
        }
    }

    private static BpfLink foreign(BpfProgram program, TcxPosition position) {
        try (var route = NetlinkRoute.open()) {
            return BpfLink.attach(
                    program, route.link("acme-web-1").orElseThrow().index(), TcxHook.INGRESS, position);
        }
    }
}
