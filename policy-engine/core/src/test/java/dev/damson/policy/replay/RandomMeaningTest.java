package dev.damson.policy.replay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.damson.policy.classify.Classifier;
import dev.damson.policy.classify.Comparison;
import dev.damson.policy.emit.Programs;
import dev.damson.policy.interpret.Flow;
import dev.damson.policy.model.DomainSnapshot;
import dev.damson.policy.model.End;
import dev.damson.policy.plan.DomainPlan;
import dev.damson.policy.random.Ballast;
import dev.damson.policy.random.DerivedPackets;
import dev.damson.policy.random.RandomDomain;
import dev.damson.policy.random.RandomPackets;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Promise OneMeaning on random domains: the judging programs' bytecode gives each end the verdict that the interpreter
 * gives it, enforced and pending, with rule, chain, taps and expiry. Another first seed: {@code -Ddamson.seed=…}.
 */
class RandomMeaningTest {
    private static final int DOMAINS = 200;
    private static final int DOMAINS_BEHIND_BALLAST = 10;
    private static final int DOMAINS_OF_CASES = 5;
    private static final int PACKETS = 2_000;
    /** The interpreter reads all 10,000 rules for each. */
    private static final int PACKETS_BEHIND_BALLAST = 50;

    private static final long FIRST_SEED = 873_340_762_667L;

    @Test
    void bytecodeJudgesAsTheInterpreterDoes() {
        judge(first(), DOMAINS);
    }

    @Test
    @Tag("long")
    void bytecodeJudgesTenTimesAsMany() {
        judge(first() + DOMAINS, 10 * DOMAINS);
    }

    private static void judge(long first, int domains) {
        System.out.println("seeds " + first + " to " + (first + domains - 1));
        for (long seed = first; seed < first + domains; seed++) {
            judge(RandomDomain.of(seed), seed, PACKETS);
        }
    }

    private static long first() {
        return Long.getLong("damson.seed", FIRST_SEED);
    }

    /** Every class of peers with every class of services, and both sides of every boundary of the tables. */
    @Test
    void bytecodeJudgesEveryTableCaseAsTheInterpreterDoes() {
        judgeCases(first(), DOMAINS_OF_CASES);
    }

    @Test
    @Tag("long")
    void bytecodeJudgesEveryTableCaseOfTenTimesAsMany() {
        judgeCases(first() + DOMAINS_OF_CASES, 10 * DOMAINS_OF_CASES);
    }

    /** Each case without and behind the rules: they match none, so that the interpreter's word on it is the same. */
    private static void judgeCases(long first, int domains) {
        System.out.println("seeds " + first + " to " + (first + domains - 1));
        for (long seed = first; seed < first + domains; seed++) {
            var snapshot = RandomDomain.of(seed);
            var plan = Classifier.classify(snapshot);
            var cases = cases(snapshot, plan);
            judge(snapshot, plan, seed, cases.iterator(), Integer.MAX_VALUE);
            var behind = Classifier.classify(Ballast.before(snapshot));
            judge(snapshot, behind, seed, cases.iterator(), Integer.MAX_VALUE);
        }
    }

    private static List<Flow> cases(DomainSnapshot snapshot, DomainPlan plan) {
        var derived = new DerivedPackets(snapshot, plan);
        return plan.profiles().stream()
                .flatMap(profile ->
                        Arrays.stream(End.values()).flatMap(end -> derived.of(profile.number(), end).stream()))
                .distinct()
                .toList();
    }

    /** The cost and the meaning of a verdict do not depend on rules that do not match. */
    @Test
    void nothingChangesBehindTenThousandRulesThatDoNotMatch() {
        long first = first();
        System.out.println("seeds " + first + " to " + (first + DOMAINS_BEHIND_BALLAST - 1));
        for (long seed = first; seed < first + DOMAINS_BEHIND_BALLAST; seed++) {
            judge(Ballast.before(RandomDomain.of(seed)), seed, PACKETS_BEHIND_BALLAST);
        }
    }

    /** Seeds that once failed. */
    @ParameterizedTest
    @ValueSource(longs = {1})
    void pinned(long seed) {
        judge(RandomDomain.of(seed), seed, PACKETS);
    }

    private static void judge(DomainSnapshot snapshot, long seed, int count) {
        var packets = new RandomPackets(snapshot, seed);
        if (packets.any()) {
            judge(
                    snapshot,
                    Classifier.classify(snapshot),
                    seed,
                    Stream.generate(packets::next).iterator(),
                    count);
        }
    }

    private static void judge(DomainSnapshot snapshot, DomainPlan plan, long seed, Iterator<Flow> flows, int most) {
        var comparison = new Comparison(snapshot, plan);
        var judges = new SimulatedJudges(plan, Programs.emit(plan));
        for (int i = 0; i < most && flows.hasNext(); i++) {
            var flow = flows.next();
            var lines = comparison.compare(flow, judges::judge);
            assertThat(lines.planned()).as("seed %d, %s", seed, flow).isEqualTo(lines.meant());
        }
    }
}
