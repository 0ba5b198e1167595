package dev.damson.policy.prove;

import static org.assertj.core.api.Assertions.assertThat;

import dev.damson.policy.classify.Classifier;
import dev.damson.policy.classify.PlanReader;
import dev.damson.policy.model.DomainSnapshot;
import dev.damson.policy.plan.DomainPlan;
import dev.damson.policy.random.Dice;
import dev.damson.policy.random.PlanFault;
import dev.damson.policy.random.RandomDomain;
import dev.damson.policy.random.RandomPackets;
import java.util.ArrayList;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the classifier makes is proved; what a single fault makes of it is not, if any packet is judged otherwise. */
class ProverTest {
    private static final int FAULTS_OF_A_KIND = 10;
    private static final int PACKETS = 500;
    private static final long FIRST_SEED = 428_176_581_442L;

    private static long firstSeed(int seeds) {
        long first = Long.getLong("damson.seed", FIRST_SEED);
        System.out.println("seeds " + first + " to " + (first + seeds - 1));
        return first;
    }

    @ParameterizedTest
    @ValueSource(ints = 25)
    void randomDomainsAreProved(int usual) {
        int domains = Integer.getInteger("damson.domains", usual);
        long first = firstSeed(domains);
        for (long seed = first; seed < first + domains; seed++) {
            var snapshot = RandomDomain.of(seed);
            var proof = Prover.prove(snapshot, Classifier.classify(snapshot));
            assertThat(proof.findings()).as("seed %d", seed).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource
    void aSingleFaultIsFound(PlanFault fault) {
        int faults = Integer.getInteger("damson.faults", FAULTS_OF_A_KIND);
        long first = firstSeed(faults);
        int felt = 0;
        var survivors = new ArrayList<String>();
        for (long seed = first; seed < first + faults; seed++) {
            var snapshot = RandomDomain.of(seed);
            var plan = Classifier.classify(snapshot);
            if (plan.profiles().isEmpty()) {
                continue;
            }
            var faulty = fault.in(plan, new Dice(seed));
            if (isFelt(snapshot, plan, faulty, seed)) {
                felt++;
                if (Prover.prove(snapshot, faulty).holds()) {
                    survivors.add("seed " + seed);
                }
                var known = new KnownProofs();
                Prover.prove(snapshot, plan, known);
                if (Prover.prove(snapshot, faulty, known).holds()) {
                    survivors.add("seed " + seed + ", after the right plan was proved");
                }
            }
        }
        System.out.println(fault + ": " + felt + " of " + faults + " change a verdict");
        assertThat(survivors)
                .as("faults of kind %s that the proof accepts", fault)
                .isEmpty();
    }

    /** Whether one of some packets gets another verdict. */
    private static boolean isFelt(DomainSnapshot snapshot, DomainPlan plan, DomainPlan faulty, long seed) {
        var right = new PlanReader(snapshot.policies(), plan);
        var wrong = new PlanReader(snapshot.policies(), faulty);
        var packets = new RandomPackets(snapshot, seed);
        for (int i = 0; packets.any() && i < PACKETS; i++) {
            var flow = packets.next();
            if (!right.verdicts(flow).equals(wrong.verdicts(flow))) {
                return true;
            }
        }
        return false;
    }
}
