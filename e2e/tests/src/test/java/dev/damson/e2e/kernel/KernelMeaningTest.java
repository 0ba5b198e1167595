package dev.damson.e2e.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.damson.e2e.bench.Differential;
import dev.damson.policy.classify.Classifier;
import dev.damson.policy.emit.Programs;
import dev.damson.policy.model.DomainSnapshot;
import dev.damson.policy.plan.DomainPlan;
import dev.damson.policy.random.RandomDomain;
import dev.damson.policy.random.TwoPartPlan;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Promise OneMeaning in the kernel: its verifier accepts the judging programs of every random policy, and they give each
 * end the verdict that the interpreter gives it.
 */
@Tag("kernel")
class KernelMeaningTest {
    private static final int DOMAINS = 50;
    private static final int PACKETS = 2_000;
    private static final int DOMAINS_IN_TWO_PARTS = 20;
    private static final long FIRST_SEED = 873_340_762_667L;

    @Test
    void theKernelJudgesAsTheInterpreterDoes() {
        judge(Long.getLong("damson.seed", FIRST_SEED), DOMAINS);
    }

    @Test
    @Tag("long")
    void theKernelJudgesTenTimesAsMany() {
        judge(Long.getLong("damson.seed", FIRST_SEED) + DOMAINS, 10 * DOMAINS);
    }

    /** Tables that are made in two parts, in domains that have some. */
    @Test
    void theKernelJudgesTablesInTwoPartsAsTheInterpreterDoes() {
        for (var one : TwoPartPlan.from(Long.getLong("damson.seed", FIRST_SEED), DOMAINS_IN_TWO_PARTS)) {
            judge(one.snapshot(), one.plan(), one.seed());
        }
    }

    private static void judge(long first, int usual) {
        int domains = Integer.getInteger("damson.domains", usual);
        System.out.println("seeds " + first + " to " + (first + domains - 1));
        for (long seed = first; seed < first + domains; seed++) {
            var snapshot = RandomDomain.of(seed);
            judge(snapshot, Classifier.classify(snapshot), seed);
        }
    }

    private static void judge(DomainSnapshot snapshot, DomainPlan plan, long seed) {
        try (var judges = new KernelJudges(plan, Programs.emit(plan))) {
            assertThat(new Differential(snapshot, plan, plan, judges).firstDifference(seed, PACKETS))
                    .as("seed %d", seed)
                    .isEmpty();
        }
    }
}
