package dev.damson.e2e.bench.packets;

import dev.damson.e2e.bench.packets.PathBench.Figure;
import dev.damson.policy.model.IpFamily;
import java.io.PrintStream;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.IntConsumer;

/** The in-kernel half of {@code damson bench policy}. */
public final class PacketBench {
    static final List<Integer> COUNTS = List.of(10, 100, 1_000, 10_000);
    private static final int DOMAINS = 64;

    private final PrintStream out;

    private PacketBench(PrintStream out) {
        this.out = out;
    }

    public static void run(PrintStream out) throws Exception {
        new PacketBench(out).run();
    }

    private void run() throws Exception {
        new ClassificationBench(out).run();
        out.printf(
                "%nNanoseconds a packet, less what it costs to send one and drop it where it enters (last two columns).%n");
        header("one domain, warm");
        for (int count : COUNTS) {
            var rules = new BenchRules(count, false);
            damson(CompiledRules.of(rules), 1);
            for (var form : Nftables.Form.values()) {
                nftables(rules, form, 1);
            }
        }
        header(DOMAINS + " domains, each packet the next one's");
        for (int count : COUNTS) {
            var rules = new BenchRules(count, false);
            damson(CompiledRules.of(rules), DOMAINS);
            nftables(rules, Nftables.Form.MAP, DOMAINS);
        }
        changing();
        configurations();
    }

    private void configurations() {
        try (var network = new BenchNetwork(PathBench.oneDomain().subList(0, 4))) {
            for (var form : Nftables.Form.values()) {
                out.printf(
                        "%n%s, with 4 ports and 3 rules:%n%s",
                        form.title, new Nftables(network, form).text(new BenchRules(3, false)));
            }
        }
    }

    /** Conntrack's table would overflow, so that the form with state is left out. */
    private void changing() throws Exception {
        out.printf(
                "%n| one change a second, mean of 3 s | rules | new, IPv4 | established, IPv4 | a change takes |%n|---|---:|---:|---:|---:|%n");
        for (int count : COUNTS) {
            var rules = List.of(new BenchRules(count, false), new BenchRules(count, true));
            var compiled = rules.stream().map(CompiledRules::of).toList();
            changing(rules, "Damson", network -> {
                var host = new DamsonHost(network);
                host.flip(0, compiled.getFirst());
                return new Changing(now -> host.flip(0, compiled.get(now)), host);
            });
            changing(rules, Nftables.Form.MAP.title, network -> {
                var nftables = new Nftables(network, Nftables.Form.MAP);
                nftables.load(rules.getFirst());
                return new Changing(now -> nftables.change(rules.get(1 - now), rules.get(now)), () -> {});
            });
        }
    }

    /** @param to changes to one of the two sets of rules */
    private record Changing(IntConsumer to, AutoCloseable contender) {}

    private void changing(List<BenchRules> rules, String title, Function<BenchNetwork, Changing> begin)
            throws Exception {
        try (var network = network(1)) {
            double floor = Objects.requireNonNull(
                            PathBench.floor(network, rules.getFirst()).get(IpFamily.IPV4))
                    .nanos();
            var changing = begin.apply(network);
            try (var _ = changing.contender()) {
                var next = new AtomicInteger();
                Runnable change = () -> changing.to().accept(next.incrementAndGet() % 2);
                var path = new PathBench(network, rules.getFirst(), false);
                var fresh = path.whileItChanges(IpFamily.IPV4, true, change);
                var established = path.whileItChanges(IpFamily.IPV4, false, change);
                out.printf(
                        Locale.ROOT,
                        "| %s | %,d | %,.0f%s | %,.0f%s | %.0f ms |%n",
                        title,
                        rules.getFirst().count(),
                        fresh.nanos() - floor,
                        lost(fresh.arrived()),
                        established.nanos() - floor,
                        lost(established.arrived()),
                        fresh.changeMillis());
            }
        }
    }

    private static String lost(double arrived) {
        return arrived < 0.999 ? " (%.1f %% arrived)".formatted(100 * arrived) : "";
    }

    private void header(String title) {
        out.printf(
                "%n| %s | rules | new, IPv4 | new, IPv6 | established, IPv4 | established, IPv6 | off, IPv4 | off, IPv6 |%n|---|---:|---:|---:|---:|---:|---:|---:|%n",
                title);
    }

    private static BenchNetwork network(int domains) {
        return new BenchNetwork(domains == 1 ? PathBench.oneDomain() : PathBench.domains(domains));
    }

    private void damson(CompiledRules compiled, int domains) {
        try (var network = network(domains)) {
            var floor = PathBench.floor(network, compiled.rules());
            try (var host = new DamsonHost(network)) {
                for (int domain = 0; domain < domains; domain++) {
                    host.flip(domain, compiled);
                }
                row("Damson", compiled.rules(), new PathBench(network, compiled.rules(), false), floor);
            }
        }
    }

    private void nftables(BenchRules rules, Nftables.Form form, int domains) {
        try (var network = network(domains)) {
            var floor = PathBench.floor(network, rules);
            new Nftables(network, form).load(rules);
            row(form.title, rules, new PathBench(network, rules, form.routed), floor);
        }
    }

    private void row(String title, BenchRules rules, PathBench path, Map<IpFamily, Figure> floor) {
        var fresh = new EnumMap<IpFamily, Figure>(IpFamily.class);
        var established = new EnumMap<IpFamily, Figure>(IpFamily.class);
        for (int pass = 0; pass < PathBench.PASSES; pass++) {
            for (var family : IpFamily.values()) {
                fresh.merge(family, path.fresh(family), Figure::best);
                established.merge(family, path.established(family), Figure::best);
            }
        }
        var line = new StringBuilder("| %s | %,d |".formatted(title, rules.count()));
        for (var figures : List.of(fresh, established)) {
            figures.forEach((family, figure) -> {
                double off = Objects.requireNonNull(floor.get(family)).nanos();
                line.append(" %,.0f%s |".formatted(figure.nanos() - off, lost(figure.arrived())));
            });
        }
        floor.values().forEach(off -> line.append(" %,.0f |".formatted(off.nanos())));
        out.println(line);
    }
}
