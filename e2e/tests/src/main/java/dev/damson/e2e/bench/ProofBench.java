package dev.damson.e2e.bench;

import dev.damson.policy.classify.Classifier;
import dev.damson.policy.ebpf.sim.ProgramFault;
import dev.damson.policy.emit.Programs;
import dev.damson.policy.model.DomainSnapshot;
import dev.damson.policy.model.End;
import dev.damson.policy.plan.DomainPlan;
import dev.damson.policy.prove.Prover;
import dev.damson.policy.random.CodeFault;
import dev.damson.policy.random.Dice;
import dev.damson.policy.random.PlanFault;
import dev.damson.policy.random.RandomDomain;
import dev.damson.policy.replay.SimulatedJudges;
import dev.damson.wire.program.ProgramImage;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Injects single faults into tables and bytecode and says who finds them: the proof, or packets that are judged by the
 * bytecode beside the interpreter. A fault in a table counts if it changes the verdict of some packet; one in bytecode
 * if packets run through the instruction.
 */
final class ProofBench {
    private static final long FIRST_SEED = 428_176_581_442L;
    private static final int PLAN_FAULTS_OF_A_KIND = 10;
    private static final int CODE_FAULTS_OF_A_KIND = 12;
    /** Most seeds that are tried for one kind. */
    private static final int MOST_SEEDS = 200;
    /** The packets that decide whether a fault changes anything. */
    private static final int WITNESSES = 1_500;
    /** The packets of the differential test, others than the witnesses. */
    private static final int PACKETS = 500;

    private final PrintStream out;
    private final List<String> survivors = new ArrayList<>();
    private int injected;
    private int byProof;
    private int byPackets;

    private ProofBench(PrintStream out) {
        this.out = out;
    }

    /** Whether every fault is found. */
    static boolean run(PrintStream out) {
        return new ProofBench(out).run();
    }

    private boolean run() {
        out.printf("seeds from %d%n%n", FIRST_SEED);
        out.printf(
                "| fault | injected | found by the proof | found by packets | survivors |%n|---|---:|---:|---:|---:|%n");
        Arrays.stream(PlanFault.values()).forEach(this::tables);
        Arrays.stream(CodeFault.values()).forEach(this::bytecode);
        out.printf("%n%d faults, %d survivors%n", injected, survivors.size());
        survivors.forEach(out::println);
        return survivors.isEmpty();
    }

    private void row(Enum<?> kind, int before, int proofBefore, int packetsBefore, int survivorsBefore) {
        boolean inTables = kind instanceof PlanFault;
        out.printf(
                "| %s: %s | %d | %s | %d | %d |%n",
                inTables ? "table" : "bytecode",
                kind.name().toLowerCase(Locale.ROOT).replace('_', ' '),
                injected - before,
                inTables ? Integer.toString(byProof - proofBefore) : "–",
                byPackets - packetsBefore,
                survivors.size() - survivorsBefore);
    }

    private void tables(PlanFault fault) {
        int before = injected;
        int proofBefore = byProof;
        int packetsBefore = byPackets;
        int survivorsBefore = survivors.size();
        for (long seed = FIRST_SEED;
                seed < FIRST_SEED + MOST_SEEDS && injected - before < PLAN_FAULTS_OF_A_KIND;
                seed++) {
            var snapshot = RandomDomain.of(seed);
            var plan = Classifier.classify(snapshot);
            if (!plan.profiles().isEmpty()) {
                table(fault, snapshot, plan, seed);
            }
        }
        row(fault, before, proofBefore, packetsBefore, survivorsBefore);
    }

    private void table(PlanFault fault, DomainSnapshot snapshot, DomainPlan plan, long seed) {
        var faulty = fault.in(plan, new Dice(seed));
        if (faulty.equals(plan) || !differs(snapshot, plan, faulty, seed, WITNESSES)) {
            return;
        }
        injected++;
        boolean refuted = !Prover.prove(snapshot, faulty).holds();
        boolean judgedOtherwise = differs(snapshot, plan, faulty, ~seed, PACKETS);
        byProof += refuted ? 1 : 0;
        byPackets += judgedOtherwise ? 1 : 0;
        if (!refuted && !judgedOtherwise) {
            survivors.add(fault + ", seed " + seed);
        }
    }

    /** Whether some packet is judged otherwise than the interpreter does by a plan's bytecode. */
    private static boolean differs(
            DomainSnapshot snapshot, DomainPlan right, DomainPlan faulty, long packetSeed, int count) {
        Differential packets;
        try {
            packets = new Differential(
                    snapshot, right, faulty, new SimulatedJudges(faulty, Programs.emit(faulty))::judge);
        } catch (IllegalArgumentException refused) {
            return true;
        }
        return packets.firstDifference(packetSeed, count).isPresent();
    }

    private void bytecode(CodeFault fault) {
        int before = injected;
        int packetsBefore = byPackets;
        int survivorsBefore = survivors.size();
        for (long seed = FIRST_SEED;
                seed < FIRST_SEED + MOST_SEEDS && injected - before < CODE_FAULTS_OF_A_KIND;
                seed++) {
            var snapshot = RandomDomain.of(seed);
            var plan = Classifier.classify(snapshot);
            if (!plan.profiles().isEmpty()) {
                code(fault, snapshot, plan, seed);
            }
        }
        row(fault, before, byProof, packetsBefore, survivorsBefore);
    }

    private void code(CodeFault fault, DomainSnapshot snapshot, DomainPlan plan, long seed) {
        var dice = new Dice(seed);
        var programs = Programs.emit(plan);
        var right = new SimulatedJudges(plan, programs);
        new Differential(snapshot, plan, plan, right::judge)
                .firstDifference(seed, PACKETS)
                .ifPresent(difference -> survivors.add("without any fault: " + difference));
        int number = dice.between(1, plan.profiles().size());
        var end = dice.one(List.of(End.values()));
        var judges = programs.judges().get(number - 1);
        var image = end == End.SOURCE ? judges.from() : judges.to();
        var reached = right.program(number, end);
        var faulty = fault.in(
                image,
                slot -> reached.executions(slot) > 0,
                List.copyOf(programs.tables().keySet()),
                dice);
        if (faulty.isEmpty()) {
            return;
        }
        injected++;
        if (found(snapshot, plan, with(programs, number, end, faulty.get()), seed)) {
            byPackets++;
        } else {
            survivors.add(fault + ", seed " + seed + ", program " + image.name() + ", instruction "
                    + changed(image, faulty.get()));
        }
    }

    private static boolean found(DomainSnapshot snapshot, DomainPlan plan, Programs programs, long seed) {
        try {
            return new Differential(snapshot, plan, plan, new SimulatedJudges(plan, programs)::judge)
                    .firstDifference(seed, PACKETS)
                    .isPresent();
        } catch (ProgramFault | IllegalArgumentException refused) {
            return true;
        }
    }

    private static Programs with(Programs programs, int number, End end, ProgramImage image) {
        var judges = new ArrayList<>(programs.judges());
        var old = judges.get(number - 1);
        judges.set(
                number - 1,
                end == End.SOURCE
                        ? new Programs.Judges(number, image, old.to())
                        : new Programs.Judges(number, old.from(), image));
        return new Programs(
                programs.ingress(),
                programs.service(),
                programs.finish(),
                judges,
                programs.tables(),
                programs.listings());
    }

    private static Optional<Integer> changed(ProgramImage image, ProgramImage faulty) {
        int place = Arrays.mismatch(image.instructions(), faulty.instructions());
        return place < 0 ? Optional.empty() : Optional.of(place / ProgramImage.SLOT_BYTES);
    }
}
