package dev.damson.edge.kernel.bpf;

import static dev.damson.edge.kernel.bpf.BpfProgramTest.load;
import static dev.damson.edge.kernel.bpf.BpfProgramTest.loader;
import static dev.damson.edge.kernel.bpf.Bytecode.TCX_DROP;
import static dev.damson.edge.kernel.bpf.Bytecode.TCX_NEXT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.damson.edge.kernel.Errno;
import dev.damson.edge.kernel.KernelException;
import dev.damson.edge.kernel.TestNetwork;
import dev.damson.edge.kernel.net.NamespaceThread;
import dev.damson.edge.kernel.net.NetlinkRoute;
import dev.damson.wire.layout.MapSpec;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("kernel")
class BpfLinkTest {
    private TestNetwork network;
    private NamespaceThread host;
    private int port;
    private BpfMap counter;

    @BeforeEach
    void build() {
        network = new TestNetwork("link");
        host = network.onHost();
        port = host.get(BpfLinkTest::portIndex);
        counter = BpfMap.create(new MapSpec("test/counter", MapSpec.Type.ARRAY, 4, 8, 1, 0));
    }

    @AfterEach
    void remove() {
        counter.close();
        network.close();
    }

    private static int portIndex() {
        try (var route = NetlinkRoute.open()) {
            return route.link("port").orElseThrow().index();
        }
    }

    @Test
    void packetsOfAnotherNamespaceMeetTheProgram() {
        try (var program = counting(TCX_NEXT);
                var link = attach(program, TcxPosition.FIRST)) {
            network.ping(3);

            assertThat(packets()).isGreaterThanOrEqualTo(3);
            assertThat(link.info().interfaceIndex()).isEqualTo(port);
            assertThat(link.info().hook()).isEqualTo(TcxHook.INGRESS);
            assertThat(link.info().programId()).isEqualTo(program.info().id());
        }
    }

    @Test
    void theFirstPlaceIsBeforeProgramsThatWereThere() {
        try (var foreign = counting(TCX_NEXT);
                var guard = load(Bytecode.returning(TCX_DROP));
                var last = load(Bytecode.returning(TCX_NEXT));
                var middle = load(Bytecode.returning(TCX_NEXT));
                var foreignLink = attach(foreign, TcxPosition.LAST);
                var guardLink = attach(guard, TcxPosition.FIRST);
                var lastLink = attach(last, TcxPosition.LAST);
                var between = attach(middle, new TcxPosition.Before(foreignLink))) {
            network.ping(3);

            assertThat(packets()).isZero();
            assertThat(attached().inOrder())
                    .extracting(AttachedPrograms.Attached::linkId)
                    .containsExactly(id(guardLink), id(between), id(foreignLink), id(lastLink));
            assertThat(attached().inOrder())
                    .extracting(AttachedPrograms.Attached::programId)
                    .startsWith(guard.info().id());
        }
    }

    @Test
    void anUpdateSwapsTheProgramInItsPlace() {
        try (var counting = counting(TCX_NEXT);
                var dropping = load(Bytecode.returning(TCX_DROP));
                var link = attach(dropping, TcxPosition.FIRST)) {
            network.ping(2);
            assertThat(packets()).isZero();

            link.update(counting);
            network.ping(2);
            assertThat(packets()).isPositive();
            assertThat(attached().inOrder())
                    .isEqualTo(List.of(
                            new AttachedPrograms.Attached(counting.info().id(), id(link))));

            assertThatThrownBy(() -> link.replace(dropping, counting))
                    .isInstanceOf(KernelException.class)
                    .hasMessageContaining("EPERM")
                    .hasMessageEndingWith("the link must hold program \"return_2\"");
            link.replace(counting, dropping);
            assertThat(link.info().programId()).isEqualTo(dropping.info().id());
        }
    }

    @Test
    void aClosedLinkLeavesTheInterface() {
        try (var program = counting(TCX_NEXT)) {
            attach(program, TcxPosition.FIRST).close();

            assertThat(attached().inOrder()).isEmpty();
        }
    }

    @Test
    void aDetachedLinkLeavesTheInterfaceThoughItIsOpen() {
        try (var program = counting(TCX_NEXT);
                var link = attach(program, TcxPosition.FIRST)) {
            link.detach();

            assertThat(attached().inOrder()).isEmpty();
            assertThat(link.info().interfaceIndex()).isZero();
        }
    }

    @Test
    void aLinkOutlivesItsInterfaceAndSaysSo() {
        try (var program = counting(TCX_NEXT);
                var link = attach(program, TcxPosition.FIRST)) {
            TestNetwork.run("ip", "-n", network.host, "link", "delete", "port");

            assertThat(link.info().interfaceIndex()).isZero();
            assertThatThrownBy(() -> link.update(program))
                    .isInstanceOfSatisfying(
                            KernelException.class,
                            refused -> assertThat(refused.errno()).isEqualTo(Errno.ENOLINK));
        }
    }

    @Test
    void anInterfaceOfAnotherNamespaceIsNotFound() {
        var elsewhere = 1_000_000;
        try (var program = counting(TCX_NEXT)) {
            assertThatThrownBy(() -> BpfLink.attach(program, elsewhere, TcxHook.EGRESS, TcxPosition.FIRST))
                    .hasMessage(
                            "bpf(LINK_CREATE) of counting EGRESS of interface 1000000 failed with ENODEV;"
                                    + " the interface must be in the thread's namespace, the program not there yet, the kernel 6.6 or newer");
        }
    }

    private BpfProgram counting(int verdict) {
        return loader("test/counter", counter).load(Bytecode.counting("test/counter", verdict));
    }

    private BpfLink attach(BpfProgram program, TcxPosition position) {
        return host.get(() -> BpfLink.attach(program, port, TcxHook.INGRESS, position));
    }

    private AttachedPrograms attached() {
        return host.get(() -> AttachedPrograms.at(port, TcxHook.INGRESS));
    }

    private long packets() {
        return counter.lookup(0).getLong(0);
    }

    private static int id(BpfLink link) {
        return link.info().id();
    }
}
