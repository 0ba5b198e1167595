package dev.damson.edge.kernel.bpf;

import static dev.damson.edge.kernel.bpf.BpfProgramTest.load;
import static dev.damson.edge.kernel.bpf.BpfProgramTest.loader;
import static dev.damson.edge.kernel.bpf.Bytecode.R0;
import static dev.damson.edge.kernel.bpf.Bytecode.R2;
import static dev.damson.edge.kernel.bpf.Bytecode.R3;
import static dev.damson.edge.kernel.bpf.Bytecode.TAIL_CALL;
import static dev.damson.edge.kernel.bpf.Bytecode.TCX_DROP;
import static dev.damson.edge.kernel.bpf.Bytecode.TCX_NEXT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.damson.edge.kernel.TestNetwork;
import dev.damson.edge.kernel.net.NetlinkRoute;
import dev.damson.wire.layout.MapSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What one life of an agent pins, the next one finds. */
@Tag("kernel")
class PinsTest {
    private static final MapSpec COUNTER = new MapSpec("test/counter", MapSpec.Type.ARRAY, 4, 8, 1, 0);
    private static final MapSpec PROGRAMS = new MapSpec("test/programs", MapSpec.Type.PROG_ARRAY, 4, 4, 4, 0);

    @TempDir
    Path folder;

    private Path pins;

    @BeforeEach
    void mount() {
        pins = Bpffs.mounted(folder.resolve("run/bpf"));
    }

    @AfterEach
    void unmount() {
        Bpffs.unmount(pins);
    }

    @Test
    void aMountedFolderStaysAsItIs() throws IOException {
        try (var map = BpfMap.create(COUNTER)) {
            map.pin(pins.resolve("counter"));
        }

        assertThat(Bpffs.mounted(pins)).isEqualTo(pins);
        assertThat(Bpffs.pins(pins)).containsExactly(pins.resolve("counter"));
        assertThat(Bpffs.isMounted(folder)).isFalse();
        assertThat(Bpffs.isMounted(folder.resolve("absent"))).isFalse();
        assertThat(Files.getPosixFilePermissions(pins)).hasSize(3);
    }

    @Test
    void theSecondLifeFindsEnforcementAtWork() throws IOException {
        try (var network = new TestNetwork("pins")) {
            var host = network.onHost();
            var tag = host.get(this::firstLife);
            network.ping(2);

            try (var counter = BpfMap.open(pins.resolve("counter"), COUNTER);
                    var programs = BpfMap.open(pins.resolve("programs"), PROGRAMS);
                    var dispatcher = BpfProgram.open(pins.resolve("dispatcher"));
                    var link = BpfLink.open(pins.resolve("link"));
                    var dropping = load(Bytecode.returning(TCX_DROP))) {
                var before = counter.lookup(0).getLong(0);
                assertThat(before).isPositive();
                assertThat(dispatcher.info().tag()).isEqualTo(tag);
                assertThat(link.info().programId()).isEqualTo(dispatcher.info().id());
                assertThat(link.info().interfaceIndex()).isPositive();
                assertThat(programs.programId(0)).isPresent();

                programs.update(0, dropping);
                network.ping(2);
                assertThat(counter.lookup(0).getLong(0)).isEqualTo(before);

                Files.delete(pins.resolve("link"));
            }
            var attached = host.get(() -> AttachedPrograms.at(port(), TcxHook.INGRESS));
            assertThat(attached.inOrder()).isEmpty();
        }
    }

    /** Dispatcher at the port, counting program behind a tail call; all pinned and closed. */
    private String firstLife() {
        var jump = new Bytecode()
                .map(R2, PROGRAMS.symbol())
                .set(R3, 0)
                .call(TAIL_CALL)
                .set(R0, TCX_DROP)
                .exit()
                .named("dispatcher");
        try (var counter = BpfMap.create(COUNTER);
                var programs = BpfMap.create(PROGRAMS);
                var counting = loader(COUNTER.symbol(), counter).load(Bytecode.counting(COUNTER.symbol(), TCX_NEXT));
                var dispatcher = loader(PROGRAMS.symbol(), programs).load(jump);
                var link = BpfLink.attach(dispatcher, port(), TcxHook.INGRESS, TcxPosition.FIRST)) {
            programs.pin(pins.resolve("programs"));
            programs.update(0, counting);
            counter.pin(pins.resolve("counter"));
            dispatcher.pin(pins.resolve("dispatcher"));
            link.pin(pins.resolve("link"));
            return dispatcher.info().tag();
        }
    }

    private static int port() {
        try (var route = NetlinkRoute.open()) {
            return route.link("port").orElseThrow().index();
        }
    }

    @Test
    void aPinOfAnotherKindOrShapeIsRefused() {
        var wider = new MapSpec("test/counter", MapSpec.Type.ARRAY, 4, 16, 1, 0);
        try (var counter = BpfMap.create(COUNTER)) {
            counter.pin(pins.resolve("counter"));
        }

        assertThatThrownBy(() -> BpfLink.open(pins.resolve("counter")))
                .hasMessage("the pin \"%s\" holds \"bpf-map\"; it should hold \"bpf-link\"", pins.resolve("counter"));
        assertThatThrownBy(() -> BpfMap.open(pins.resolve("counter"), wider))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("valueSize=8")
                .hasMessageContaining(
                        "it should hold MapSpec[symbol=test/counter, type=ARRAY, keySize=4, valueSize=16");
        assertThatThrownBy(() -> BpfMap.open(pins.resolve("absent"))).hasMessageContaining("ENOENT");
    }

    @Test
    void aNameIsTakenOnce() {
        try (var counter = BpfMap.create(COUNTER)) {
            counter.pin(pins.resolve("counter"));

            assertThatThrownBy(() -> counter.pin(pins.resolve("counter"))).hasMessageContaining("EEXIST");
            assertThatThrownBy(() -> counter.pin(folder.resolve("outside")))
                    .hasMessageContaining("in a folder of a bpffs");
        }
    }
}
