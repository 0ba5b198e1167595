package dev.damson.e2e.bench.packets;

import dev.damson.e2e.bench.packets.BenchNetwork.Port;
import dev.damson.e2e.bench.packets.PacketSource.Packet;
import dev.damson.edge.kernel.bpf.BpfLink;
import dev.damson.edge.kernel.bpf.ProgramLoader;
import dev.damson.policy.model.IpFamily;
import dev.damson.wire.layout.Maps;
import dev.damson.wire.program.Dispatcher;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

/**
 * Nanoseconds from the moment at which a frame enters the host's end of its sender's wire until it has been dropped at
 * its receiver's: what the same frames cost that are dropped at once is measured too and taken off.
 */
final class PathBench {
    private static final int PACKETS = 1_024;
    private static final int FIRST_SOURCE_PORT = 10_000;
    /** The cells of a row are measured in turn, so that what disturbs the machine for a second does not hit one of them. */
    static final int PASSES = 4;

    private static final int ROUNDS = 5;
    /** A few milliseconds, so that some rounds are undisturbed; all together stay below conntrack's usual 262,144. */
    private static final long PACKETS_OF_A_ROUND = 4_096;

    /** Fills the table of half-open connections, so that each new one pushes out an old one. */
    private static final long WARM_UP = Maps.MAX_HALF_OPEN + PACKETS;

    private static final long NANOS_OF_A_ROUND = 150_000_000L;

    private static final long CHANGING_NANOS = 3_000_000_000L;

    private final BenchNetwork network;
    private final BenchRules rules;
    private final boolean routed;

    /** @param routed whether frames go to the host's own MAC, which routes them, and not to the receiver's */
    PathBench(BenchNetwork network, BenchRules rules, boolean routed) {
        this.network = network;
        this.rules = rules;
        this.routed = routed;
    }

    /** One domain, a port for each group. */
    static List<Port> oneDomain() {
        return IntStream.range(0, BenchRules.GROUPS)
                .mapToObj(group -> new Port(group, 0, group))
                .toList();
    }

    /** Many domains of two ports, between which one of the first ten rules allows something. */
    static List<Port> domains(int count) {
        var ports = new ArrayList<Port>();
        for (int domain = 0; domain < count; domain++) {
            ports.add(new Port(2 * domain, domain, domain % 10));
            ports.add(new Port(2 * domain + 1, domain, domain % 10 + 1));
        }
        return ports;
    }

    /** What a packet costs in the best round, and how much of what was sent arrived in all. */
    record Figure(double nanos, double arrived) {
        Figure best(Figure other) {
            return new Figure(Math.min(nanos, other.nanos), Math.min(arrived, other.arrived));
        }
    }

    /** Every packet opens a connection that is allowed. */
    Figure fresh(IpFamily family) {
        try (var source = new PacketSource(openings(family, Frame.SYN, false), true)) {
            return measure(source);
        }
    }

    /** The packets of 1,024 connections that both sides have spoken on. */
    Figure established(IpFamily family) {
        once(openings(family, Frame.SYN, false));
        once(openings(family, Frame.SYN | Frame.ACK, true));
        try (var source = new PacketSource(openings(family, Frame.ACK, false), false)) {
            return measure(source);
        }
    }

    private void once(List<Packet> packets) {
        try (var source = new PacketSource(packets, false)) {
            network.inHost(() -> source.send(packets.size(), Long.MAX_VALUE));
        }
    }

    private Map<IpFamily, Figure> freshOfEachFamily() {
        var figures = new EnumMap<IpFamily, Figure>(IpFamily.class);
        for (int pass = 0; pass < PASSES; pass++) {
            for (var family : IpFamily.values()) {
                figures.merge(family, fresh(family), Figure::best);
            }
        }
        return figures;
    }

    /** What it costs to send a frame and drop it where it enters: nanoseconds, by family. */
    static Map<IpFamily, Figure> floor(BenchNetwork network, BenchRules rules) {
        try (var dropAll = new ProgramLoader(Map.of()).load(Dispatcher.dropAll())) {
            var links = network.ports().stream()
                    .map(port -> network.guard(port, dropAll))
                    .toList();
            var floor = new PathBench(network, rules, false).freshOfEachFamily();
            links.forEach(BpfLink::close);
            return floor;
        }
    }

    /**
     * What a packet costs in the mean while the policy changes every second.
     *
     * @param fresh whether every packet opens a connection
     * @param change one change; it says what it took
     */
    Changed whileItChanges(IpFamily family, boolean fresh, Runnable change) {
        if (!fresh) {
            once(openings(family, Frame.SYN, false));
            once(openings(family, Frame.SYN | Frame.ACK, true));
        }
        try (var source = new PacketSource(openings(family, fresh ? Frame.SYN : Frame.ACK, false), fresh);
                var changes = Executors.newSingleThreadScheduledExecutor()) {
            var took = new ConcurrentLinkedQueue<Double>();
            var each = changes.scheduleAtFixedRate(
                    () -> {
                        long begin = System.nanoTime();
                        change.run();
                        took.add((System.nanoTime() - begin) / 1e6);
                    },
                    500,
                    1_000,
                    TimeUnit.MILLISECONDS);
            long before = network.arrived();
            var sent = network.inHost(() -> source.send(Long.MAX_VALUE, CHANGING_NANOS));
            each.cancel(false);
            return new Changed(
                    (double) sent.nanos() / sent.packets(),
                    (double) (network.arrived() - before) / sent.packets(),
                    took.stream().mapToDouble(Double::doubleValue).average().orElseThrow());
        }
    }

    /** @param changeMillis what a change took in the mean */
    record Changed(double nanos, double arrived, double changeMillis) {}

    private Figure measure(PacketSource source) {
        return network.inHost(() -> {
            source.send(WARM_UP, NANOS_OF_A_ROUND);
            double nanos = Double.MAX_VALUE;
            long before = network.arrived();
            long sent = 0;
            for (int round = 0; round < ROUNDS; round++) {
                var done = source.send(PACKETS_OF_A_ROUND, NANOS_OF_A_ROUND);
                sent += done.packets();
                nanos = Math.min(nanos, (double) done.nanos() / done.packets());
            }
            return new Figure(nanos, (double) (network.arrived() - before) / sent);
        });
    }

    /** The first packets of connections that rules allow, of every domain in turn. */
    private List<Packet> openings(IpFamily family, int flags, boolean reply) {
        var lines = rules.lines();
        var packets = new ArrayList<Packet>();
        for (int i = 0; packets.size() < PACKETS; i++) {
            var line = lines.get(i % lines.size());
            for (var from : network.ports()) {
                for (var to : network.ports()) {
                    if (from.domain() == to.domain()
                            && from.group() == line.from()
                            && to.group() == line.to()
                            && packets.size() < PACKETS) {
                        int port = FIRST_SOURCE_PORT + packets.size();
                        packets.add(
                                reply
                                        ? packet(family, to, from, line.firstPort(), port, flags)
                                        : packet(family, from, to, port, line.firstPort(), flags));
                    }
                }
            }
        }
        return packets;
    }

    private Packet packet(IpFamily family, Port from, Port to, int sourcePort, int destinationPort, int flags) {
        return new Packet(
                from.index(),
                Frame.tcp(
                        routed ? from.hostMac() : to.mac(),
                        from.mac(),
                        BenchRules.address(from.group(), BenchRules.MEMBER, family),
                        BenchRules.address(to.group(), BenchRules.MEMBER, family),
                        sourcePort,
                        destinationPort,
                        flags));
    }
}
