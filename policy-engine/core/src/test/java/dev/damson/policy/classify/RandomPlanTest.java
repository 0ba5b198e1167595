package dev.damson.policy.classify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.damson.policy.random.RandomDomain;
import dev.damson.policy.random.RandomPackets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Random domains: the plan means what the interpreter says, for both ends, enforced and pending, with rule, chain, taps
 * and expiry. Another first seed: {@code -Ddamson.seed=…}; more domains: {@code -Ddamson.domains=…}.
 */
class RandomPlanTest {
    private static final int PACKETS = 2_000;
    private static final long FIRST_SEED = 873_340_762_667L;

    @ParameterizedTest
    @ValueSource(ints = {50})
    void everyPacketIsJudgedAsTheInterpreterDoes(int usual) {
        long first = Long.getLong("damson.seed", FIRST_SEED);
        int domains = Integer.getInteger("damson.domains", usual);
        System.out.println("seeds " + first + " to " + (first + domains - 1));
        for (long seed = first; seed < first + domains; seed++) {
            judge(seed);
        }
    }

    /** Seeds that once failed. */
    @ParameterizedTest
    @ValueSource(longs = {1})
    void pinned(long seed) {
        judge(seed);
    }

    private static void judge(long seed) {
        var snapshot = RandomDomain.of(seed);
        var packets = new RandomPackets(snapshot, seed);
        if (!packets.any()) {
            return;
        }
        var comparison = new Comparison(snapshot);
        for (int i = 0; i < PACKETS; i++) {
            var flow = packets.next();
            var lines = comparison.compare(flow);
            assertThat(lines.planned()).as("seed %d, %s", seed, flow).isEqualTo(lines.meant());
        }
    }
}
