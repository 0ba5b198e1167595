package dev.damson.policy.replay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.damson.policy.classify.Classifier;
import dev.damson.policy.classify.Comparison;
import dev.damson.policy.classify.KnownTables;
import dev.damson.policy.classify.TableLimits;
import dev.damson.policy.emit.Programs;
import dev.damson.policy.model.DomainSnapshot;
import dev.damson.policy.plan.DomainPlan;
import dev.damson.policy.plan.EndTable;
import dev.damson.policy.plan.LowerTable;
import dev.damson.policy.plan.Profile;
import dev.damson.policy.prove.Prover;
import dev.damson.policy.random.RandomPackets;
import dev.damson.policy.random.ScaledDomain;
import dev.damson.policy.random.TwoPartPlan;
import java.util.ArrayList;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Tables that would be too large are made in two parts by priority, and mean what one would. */
class TwoPartsTest {
    private static final TableLimits SMALL = new TableLimits(12);
    private static final int DOMAINS = 40;
    private static final int PACKETS = 150;
    private static final long FIRST_SEED = 137_035_999_084L;

    @Test
    void judgeAsTheInterpreterDoesAndAreProved() {
        long first = Long.getLong("damson.seed", FIRST_SEED);
        System.out.println("seeds from " + first);
        var plans = TwoPartPlan.from(first, DOMAINS);
        for (var one : plans) {
            judge(one.snapshot(), one.plan(), one.seed());
            assertThat(Prover.prove(one.snapshot(), one.plan()).findings())
                    .as("seed %d", one.seed())
                    .isEmpty();
        }
        assertThat(plans.stream().mapToLong(TwoPartPlan::tablesInTwoParts).sum())
                .as("tables in two parts")
                .isGreaterThanOrEqualTo(DOMAINS);
    }

    @Test
    void judgeALargerDomainAsTheInterpreterDoesAndAreProved() {
        var snapshot = ScaledDomain.of(60, 40, FIRST_SEED);
        var plan = Classifier.classify(snapshot, new KnownTables(), SMALL);
        assertThat(plan.profiles()).anyMatch(profile -> parts(profile.from()) + parts(profile.to()) == 2);
        judge(snapshot, plan, FIRST_SEED);
        assertThat(Prover.prove(snapshot, plan).findings()).isEmpty();
    }

    private static int parts(EndTable table) {
        return table.lower().isPresent() ? 1 : 0;
    }

    private static void judge(DomainSnapshot snapshot, DomainPlan plan, long seed) {
        var packets = new RandomPackets(snapshot, seed);
        var comparison = new Comparison(snapshot, plan);
        var judges = new SimulatedJudges(plan, Programs.emit(plan));
        for (int i = 0; packets.any() && i < PACKETS; i++) {
            var flow = packets.next();
            var bytecode = comparison.compare(flow, judges::judge);
            assertThat(bytecode.planned()).as("seed %d, %s", seed, flow).isEqualTo(bytecode.meant());
        }
    }

    @Test
    void aSwappedPlaceOfTheLowerPartIsFound() {
        int swapped = 0;
        for (var one : TwoPartPlan.from(FIRST_SEED, DOMAINS)) {
            var faulty = swapped(one.plan());
            if (faulty.isPresent()) {
                swapped++;
                assertThat(Prover.prove(one.snapshot(), faulty.get()).holds())
                        .as("seed %d", one.seed())
                        .isFalse();
            }
        }
        assertThat(swapped).isPositive();
    }

    /** Every joined place shows another record. */
    private static Optional<DomainPlan> swapped(DomainPlan plan) {
        var profiles = new ArrayList<>(plan.profiles());
        for (int i = 0; i < profiles.size(); i++) {
            var table = profiles.get(i).from();
            if (table.lower().isPresent() && table.records().size() > 1) {
                var lower = table.lower().get();
                var joined = lower.joined().clone();
                for (int place = 0; place < joined.length; place++) {
                    joined[place] =
                            (char) ((joined[place] + 1) % table.records().size());
                }
                var wrong = table.with(
                        table.cells(),
                        table.records(),
                        Optional.of(new LowerTable(lower.table(), lower.width(), joined)));
                profiles.set(i, new Profile(i + 1, wrong, profiles.get(i).to()));
                return Optional.of(new DomainPlan(
                        plan.addresses(),
                        plan.profileOfIdentity(),
                        profiles,
                        plan.taps(),
                        plan.functions(),
                        plan.chains(),
                        plan.rules(),
                        plan.identities()));
            }
        }
        return Optional.empty();
    }
}
