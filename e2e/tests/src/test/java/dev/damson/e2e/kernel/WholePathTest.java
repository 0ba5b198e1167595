package dev.damson.e2e.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.damson.policy.classify.Classifier;
import dev.damson.policy.ebpf.sim.HashTable;
import dev.damson.policy.emit.Programs;
import dev.damson.policy.interpret.Flow;
import dev.damson.policy.interpret.FlowService;
import dev.damson.policy.interpret.Interpreter;
import dev.damson.policy.random.RandomDomain;
import dev.damson.policy.random.RandomFrames;
import dev.damson.policy.random.RandomHost;
import dev.damson.policy.replay.PacketOutcome;
import dev.damson.policy.replay.SimulatedEdge;
import dev.damson.policy.replay.SimulatedPort;
import dev.damson.wire.layout.ConnValue;
import dev.damson.wire.layout.MapSpec;
import dev.damson.wire.layout.Maps;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Promise OneMeaning on the whole path: the same frames, one after the other, run through all programs of a random
 * domain's ports in the kernel and on the simulator: openings, replies, mid-stream segments, fragments, chains of
 * extension headers, quoting errors, damaged frames. Each is delivered, answered or dropped for the same reason with the
 * same bytes, and the connection tables are the same in the end. What opens a connection passes if the interpreter lets
 * it. Another first seed: {@code -Ddamson.seed=…}.
 */
@Tag("kernel")
class WholePathTest {
    private static final int DOMAINS = 8;
    private static final int FRAMES = 500;
    private static final long FIRST_SEED = 216_640_090_331L;
    /** Between the expiries of random domains, which lie at whole minutes. */
    private static final Instant NOW = RandomDomain.NOW.plusSeconds(90);

    @Test
    void theKernelDoesAsTheSimulatorAndTheInterpreterSay() {
        run(first(), DOMAINS);
    }

    @Test
    @Tag("long")
    void theKernelDoesAsTheySayFarMoreOften() {
        run(first() + DOMAINS, 25 * DOMAINS);
    }

    private static long first() {
        return Long.getLong("damson.seed", FIRST_SEED);
    }

    private static void run(long first, int domains) {
        System.out.println("seeds " + first + " to " + (first + domains - 1));
        var opened = new TreeMap<String, Integer>();
        for (long seed = first; seed < first + domains; seed++) {
            domain(seed, opened);
        }
        System.out.println(opened);
        assertThat(opened).containsKeys("delivered", "dropped: denied", "dropped: malformed");
    }

    private static void domain(long seed, Map<String, Integer> seen) {
        var snapshot = RandomDomain.of(seed);
        var ports = RandomHost.ports(snapshot);
        var frames = new RandomFrames(snapshot, ports, seed);
        if (!frames.any()) {
            return;
        }
        var plan = Classifier.classify(snapshot);
        var programs = Programs.emit(plan);
        var profiles = RandomHost.profiles(plan, ports);
        var edge = new SimulatedEdge(1, ports).wallOffset(NOW.getEpochSecond() * 1_000_000_000L);
        edge.flip(plan, programs, profiles);
        var interpreter = new Interpreter(snapshot);
        int judged = 0;
        try (var kernel = new KernelHost(edge, ports, plan, programs, profiles, NOW)) {
            for (int i = 0; i < FRAMES; i++) {
                var sent = frames.next();
                edge.map(Maps.REJECTS).put(KernelHost.index(sent.port()), new byte[8]);
                var simulated = words(edge.send(sent.port(), sent.frame()));
                assertThat(kernel.send(sent.port(), sent.frame()))
                        .as(
                                "seed %d, frame %d, from port %d: %s",
                                seed, i, sent.port(), HexFormat.of().formatHex(sent.frame()))
                        .isEqualTo(simulated);
                var meant = opening(sent, ports, profiles)
                        .map(interpreter::judge)
                        .filter(verdict -> verdict.chains().isEmpty());
                if (meant.isPresent()) {
                    assertThat(simulated.startsWith("delivered"))
                            .as("seed %d, frame %d, %s: %s", seed, i, sent.opens(), simulated)
                            .isEqualTo(meant.get().passes());
                    judged++;
                }
                seen.merge(simulated.lines().findFirst().orElseThrow(), 1, Integer::sum);
            }
            for (var table : List.of(Maps.CONNECTIONS, Maps.HALF_OPEN)) {
                assertThat(lines(table, kernel.elements(table)))
                        .as("seed %d, %s", seed, table.symbol())
                        .isEqualTo(lines(table, ((HashTable) edge.map(table)).elements()));
            }
            assertThat(kernel.elements(Maps.FRAGMENTS).keySet())
                    .isEqualTo(((HashTable) edge.map(Maps.FRAGMENTS)).elements().keySet());
        }
        seen.merge("judged by the interpreter too", judged, Integer::sum);
    }

    /** The flow that a frame opens between two open ports, where the interpreter's word is all that counts. */
    private static Optional<Flow> opening(RandomFrames.Sent sent, List<SimulatedPort> ports, List<Integer> profiles) {
        return sent.opens()
                .filter(flow -> flow.service() instanceof FlowService.ToPort)
                .flatMap(flow -> ports.stream()
                        .filter(to -> to.slot() != sent.port() && to.addresses().contains(flow.destination()))
                        .filter(to -> profiles.get(to.slot()) != 0 && profiles.get(sent.port()) != 0)
                        .filter(to -> flow.destinationWorkload().equals(Optional.of(to.name()))
                                && flow.sourceWorkload()
                                        .equals(Optional.of(
                                                ports.get(sent.port()).name())))
                        .map(to -> new Flow(
                                flow.source(),
                                flow.destination(),
                                flow.service(),
                                flow.sourceWorkload(),
                                flow.destinationWorkload(),
                                NOW))
                        .findFirst());
    }

    private static String words(PacketOutcome outcome) {
        return switch (outcome) {
            case PacketOutcome.Delivered delivered -> words(true, List.of(), delivered.frame());
            case PacketOutcome.Rejected rejected -> words(true, List.of("rejected"), rejected.answer());
            case PacketOutcome.Dropped dropped ->
                words(
                        false,
                        dropped.reason().map(reason -> List.of(reason.word())).orElse(List.of()),
                        new byte[0]);
        };
    }

    /** @param frame as it goes on, where it does */
    static String words(boolean redirected, List<String> reasons, byte[] frame) {
        return redirected
                ? (reasons.isEmpty() ? "delivered" : String.join(", ", reasons)) + "\n"
                        + HexFormat.of().formatHex(frame)
                : "dropped: " + String.join(", ", reasons);
    }

    /** Keys and values in order, without what is random or a time. */
    private static List<String> lines(MapSpec table, Map<ByteBuffer, byte[]> elements) {
        return elements.entrySet().stream()
                .map(element -> {
                    var value = element.getValue().clone();
                    for (var field : List.of(ConnValue.CREATED_NS, ConnValue.LAST_SEEN_NS, ConnValue.FLOW_ID)) {
                        Arrays.fill(value, field.offset(), field.offset() + field.size(), (byte) 0);
                    }
                    var key = new byte[table.keySize()];
                    element.getKey().duplicate().get(key);
                    return HexFormat.of().formatHex(key) + " " + HexFormat.of().formatHex(value);
                })
                .sorted()
                .toList();
    }
}
