package dev.damson.policy.replay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.damson.policy.classify.Classifier;
import dev.damson.policy.emit.Programs;
import dev.damson.policy.model.End;
import dev.damson.policy.plan.DomainPlan;
import dev.damson.policy.random.RandomDomain;
import dev.damson.policy.random.ScrambledTables;
import dev.damson.policy.random.TwoPartPlan;
import org.junit.jupiter.api.Test;

/** What a random policy happens to say alike tables of random content tell apart: programs read them as they are. */
class ScrambledTablesTest {
    private static final int DOMAINS = 40;
    private static final int DOMAINS_IN_TWO_PARTS = 10;
    private static final int PACKETS = 40;
    private static final long FIRST_SEED = 602_214_076_201L;

    @Test
    void programsFindWhatTheTablesSay() {
        long first = Long.getLong("damson.seed", FIRST_SEED);
        System.out.println("seeds from " + first);
        for (long seed = first; seed < first + DOMAINS; seed++) {
            judge(Classifier.classify(RandomDomain.of(seed)), seed);
        }
        TwoPartPlan.from(first, DOMAINS_IN_TWO_PARTS).forEach(one -> judge(one.plan(), one.seed()));
    }

    private static void judge(DomainPlan plan, long seed) {
        for (var profile : plan.profiles()) {
            for (var end : End.values()) {
                var scrambled = new ScrambledTables(plan, seed);
                var other = scrambled.of(profile.number(), end);
                var judges = new SimulatedJudges(other, Programs.emit(other));
                for (var flow : scrambled.packets(other, profile.number(), end, PACKETS)) {
                    assertThat(judges.judged(profile.number(), end, flow))
                            .as("seed %d, profile %d at its %s, %s", seed, profile.number(), end.word(), flow)
                            .isEqualTo(ScrambledTables.judged(other, profile.number(), end, flow));
                }
            }
        }
    }
}
