package dev.damson.e2e.bench;

import dev.damson.policy.bundle.LiveAddresses;
import dev.damson.policy.bundle.WorkloadChange;
import dev.damson.policy.classify.Classifier;
import dev.damson.policy.model.DomainSnapshot;
import dev.damson.policy.model.Labels;
import dev.damson.policy.model.Metadata;
import dev.damson.policy.model.Workload;
import dev.damson.policy.random.ScaledDomain;
import java.io.PrintStream;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** How long it takes to find the identities of a workload that another group gets, in a domain whose tables stay. */
final class MembershipBench {
    private static final double NANOS_A_MILLISECOND = 1e6;
    private static final int WARMING = 200;
    private static final int CHANGES = 500;

    private final DomainSnapshot snapshot;
    private final LiveAddresses live;
    private final double readyMillis;
    private int fitted;

    private MembershipBench(DomainSnapshot snapshot) {
        this.snapshot = snapshot;
        var plan = Classifier.classify(snapshot);
        long begun = System.nanoTime();
        live = LiveAddresses.of(snapshot, plan);
        readyMillis = (System.nanoTime() - begun) / NANOS_A_MILLISECOND;
    }

    static void run(PrintStream out, int rules, int workloads, long seed) {
        var bench = new MembershipBench(ScaledDomain.of(rules, workloads, seed));
        for (int i = 0; i < WARMING; i++) {
            bench.change(i);
        }
        bench.fitted = 0;
        var took = new double[CHANGES];
        for (int i = 0; i < CHANGES; i++) {
            took[i] = bench.change(WARMING + i);
        }
        Arrays.sort(took);
        out.printf(
                "%na workload in another group, as a change of addresses: %.2f ms (p50), %.2f ms (p99) of %,d changes, of"
                        + " which %,d fit an identity; ready for it %.0f ms after the first compilation%n",
                took[CHANGES / 2], took[CHANGES * 99 / 100], CHANGES, bench.fitted, bench.readyMillis);
    }

    private double change(int number) {
        var workloads = snapshot.policies().workloads();
        var workload = workloads.get(31 * number % workloads.size());
        var model = workloads.get(77 * number % workloads.size());
        var labels = Labels.of(Map.of(
                "app", model.labels().get("app").orElseThrow(),
                "site", workload.labels().get("site").orElseThrow()));
        var changed = new Workload(
                new Metadata(workload.name(), workload.scope(), labels),
                workload.type(),
                workload.namedPorts(),
                workload.ports(),
                workload.state());
        long begun = System.nanoTime();
        var set = live.find(List.of(new WorkloadChange(Optional.of(workload), Optional.of(changed))));
        set.ifPresent(live::set);
        long took = System.nanoTime() - begun;
        fitted += set.isPresent() ? 1 : 0;
        return took / NANOS_A_MILLISECOND;
    }
}
