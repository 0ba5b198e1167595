package dev.damson.e2e.bench;

import com.sun.management.ThreadMXBean;
import dev.damson.policy.bundle.CompileInput;
import dev.damson.policy.bundle.CompiledDomain;
import dev.damson.policy.bundle.IncrementalCompiler;
import dev.damson.policy.model.DomainSnapshot;
import dev.damson.policy.random.ScaledDomain;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * How long compiling and proving a domain takes, from nothing and after one change. The JVM is warmed by other domains of
 * the same size. A time is the median of some rounds; one thread.
 */
final class CompileBench {
    private static final double NANOS_A_MILLISECOND = 1e6;
    private static final double BYTES_A_MEBIBYTE = 1 << 20;
    private static final int FIRST_SEED = 100;

    private final PrintStream out;

    private record Took(double compile, double proof, double allocated, CompiledDomain compiled) {}

    private record Size(int rules, int workloads, int warming, int rounds) {}

    private CompileBench(PrintStream out) {
        this.out = out;
    }

    static void run(PrintStream out) {
        var bench = new CompileBench(out);
        bench.size(new Size(1_000, 1_000, 10, 7));
        bench.size(new Size(10_000, 10_000, 1, 3));
    }

    private void size(Size size) {
        for (int i = 0; i < size.warming(); i++) {
            rounds(size, i, new ArrayList<>());
        }
        out.printf(
                "%n%,d rules × %,d workloads (warmed by %d other domains, median of %d)%n%n",
                size.rules(), size.workloads(), size.warming(), size.rounds());
        out.printf("| | compile ms | proof ms | allocated MiB | cells held | interpreter asked |%n");
        out.printf("|---|---:|---:|---:|---:|---:|%n");
        var all = new ArrayList<List<Took>>();
        for (int i = 0; i < size.rounds(); i++) {
            rounds(size, size.warming() + i, all);
        }
        for (int what = 0; what < all.size(); what++) {
            row(what == 0 ? "cold" : what == 1 ? "unchanged" : Change.values()[what - 2].toString(), all.get(what));
        }
        MembershipBench.run(out, size.rules(), size.workloads(), FIRST_SEED);
        held(size);
    }

    /** Cold, unchanged, then each change after the other, each a list of rounds. */
    private static void rounds(Size size, int round, List<List<Took>> all) {
        var compiler = new IncrementalCompiler();
        var snapshot = ScaledDomain.of(size.rules(), size.workloads(), FIRST_SEED + round);
        int what = 0;
        add(all, what++, took(compiler, snapshot));
        add(all, what++, took(compiler, snapshot));
        for (var change : Change.values()) {
            snapshot = change.in(snapshot, round + 1);
            add(all, what++, took(compiler, snapshot));
        }
    }

    private static void add(List<List<Took>> all, int what, Took took) {
        while (all.size() <= what) {
            all.add(new ArrayList<>());
        }
        all.get(what).add(took);
    }

    private static Took took(IncrementalCompiler compiler, DomainSnapshot snapshot) {
        var thread = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long allocated = thread.getCurrentThreadAllocatedBytes();
        long begun = System.nanoTime();
        var plan = compiler.plan(snapshot);
        long planned = System.nanoTime();
        var proof = compiler.prove(snapshot, plan);
        long proved = System.nanoTime();
        var compiled = compiler.bundle(new CompileInput(snapshot, 1, List.of("edge-1"), 0), plan, proof);
        long bundled = System.nanoTime();
        return new Took(
                (bundled - proved + planned - begun) / NANOS_A_MILLISECOND,
                (proved - planned) / NANOS_A_MILLISECOND,
                (thread.getCurrentThreadAllocatedBytes() - allocated) / BYTES_A_MEBIBYTE,
                compiled);
    }

    private void row(String what, List<Took> rounds) {
        var counts = rounds.getLast().compiled().proof().orElseThrow().counts();
        out.printf(
                "| %s | %.1f | %.1f | %.0f | %,d | %,d |%n",
                what,
                median(rounds.stream().mapToDouble(Took::compile).toArray()),
                median(rounds.stream().mapToDouble(Took::proof).toArray()),
                median(rounds.stream().mapToDouble(Took::allocated).toArray()),
                counts.cells(),
                counts.verdicts());
    }

    private static double median(double[] values) {
        Arrays.sort(values);
        return values[values.length / 2];
    }

    /** What a director keeps of a domain, and what it publishes. */
    private void held(Size size) {
        var snapshot = ScaledDomain.of(size.rules(), size.workloads(), FIRST_SEED);
        long before = used();
        var compiler = new IncrementalCompiler();
        var compiled = took(compiler, snapshot).compiled();
        long after = used();
        var plan = compiled.plan();
        out.printf(
                "%n%,d identities, %,d profiles, %,d parts of %.1f MiB; compiler and bundle hold %.1f MiB, of it %.1f MiB tables%n",
                plan.identities().size(),
                plan.profiles().size(),
                compiled.blobs().size(),
                compiled.blobs().values().stream()
                                .mapToLong(bytes -> bytes.length)
                                .sum()
                        / BYTES_A_MEBIBYTE,
                (after - before) / BYTES_A_MEBIBYTE,
                compiler.bytes() / BYTES_A_MEBIBYTE);
    }

    private static long used() {
        for (int i = 0; i < 3; i++) {
            System.gc();
        }
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }
}
