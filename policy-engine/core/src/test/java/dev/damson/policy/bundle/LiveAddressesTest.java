package dev.damson.policy.bundle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.damson.policy.classify.Classifier;
import dev.damson.policy.model.Cidr;
import dev.damson.policy.model.DomainSnapshot;
import dev.damson.policy.plan.DomainPlan;
import dev.damson.policy.plan.PlannedAddress;
import dev.damson.policy.prove.Prover;
import dev.damson.policy.random.RandomDomain;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Workloads of random domains come, change and go. Where an identity fits, the tables that were compiled before mean with
 * the changed addresses what the changed domain says, for every packet: the proof that compiled tables need holds for
 * them too. Another first seed: {@code -Ddamson.seed=…}.
 */
class LiveAddressesTest {
    private static final long FIRST_SEED = 662_607_015_001L;
    private static final int DOMAINS = 30;
    private static final int EDITS = 12;

    @Test
    void whatFitsMeansWhatTheChangedDomainSays() {
        edit(DOMAINS);
    }

    @Test
    @Tag("long")
    void likewiseInManyMoreDomains() {
        edit(20 * DOMAINS);
    }

    private static void edit(int domains) {
        long first = Long.getLong("damson.seed", FIRST_SEED);
        System.out.println("seeds " + first + " to " + (first + domains - 1));
        int fitted = 0;
        int moved = 0;
        for (long seed = first; seed < first + domains; seed++) {
            var edits = new WorkloadEdits(seed);
            var base = edits.snapshot();
            var plan = Classifier.classify(base);
            var live = LiveAddresses.of(base, plan);
            for (int i = 0; i < EDITS; i++) {
                var change = edits.next();
                var set = live.find(List.of(change));
                var as = "seed " + seed + ", edit " + i + ": " + change;
                if (set.isPresent()) {
                    edits.take(change);
                    live.set(set.get());
                    prove(edits.snapshot(), with(plan, live), as);
                    fitted++;
                    moved += set.get().isEmpty() ? 0 : 1;
                }
            }
        }
        System.out.println(fitted + " of " + domains * EDITS + " changes fit, " + moved + " of them change addresses");
        assertThat(moved).isGreaterThan(domains);
    }

    private static void prove(DomainSnapshot snapshot, DomainPlan plan, String as) {
        assertThat(Prover.prove(snapshot, plan).findings()).as(as).isEmpty();
    }

    private static DomainPlan with(DomainPlan plan, LiveAddresses live) {
        var entries = new TreeMap<Cidr, PlannedAddress>();
        plan.addresses().forEach(entry -> entries.put(entry.prefix(), entry));
        live.changed().forEach(entry -> {
            if (entry.identity() == 0) {
                entries.remove(entry.prefix());
            } else {
                entries.put(entry.prefix(), entry);
            }
        });
        return new DomainPlan(
                new ArrayList<>(entries.values()),
                plan.profileOfIdentity(),
                plan.profiles(),
                plan.taps(),
                plan.functions(),
                plan.chains(),
                plan.rules(),
                plan.identities());
    }

    @Test
    void anUnchangedWorkloadNeedsNothing() {
        var base = RandomDomain.of(FIRST_SEED);
        var live = LiveAddresses.of(base, Classifier.classify(base));
        for (var workload : base.policies().workloads()) {
            var same = Optional.of(workload);
            live.find(List.of(new WorkloadChange(same, same)))
                    .ifPresent(set -> assertThat(set).isEmpty());
        }
    }
}
