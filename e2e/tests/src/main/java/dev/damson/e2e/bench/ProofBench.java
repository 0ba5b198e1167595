package dev.damson.e2e.bench;

import dev.damson.policy.classify.Classifier;
import dev.damson.policy.ebpf.Disassembler;
import dev.damson.policy.ebpf.Listing;
import dev.damson.policy.ebpf.sim.ProgramFault;
import dev.damson.policy.emit.Programs;
import dev.damson.policy.interpret.Flow;
import dev.damson.policy.model.DomainSnapshot;
import dev.damson.policy.model.End;
import dev.damson.policy.plan.DomainPlan;
import dev.damson.policy.prove.Prover;
import dev.damson.policy.random.CodeFault;
import dev.damson.policy.random.DerivedPackets;
import dev.damson.policy.random.Dice;
import dev.damson.policy.random.PlanFault;
import dev.damson.policy.random.RandomDomain;
import dev.damson.policy.random.TwoPartPlan;
import dev.damson.policy.replay.SimulatedJudges;
import dev.damson.wire.program.ProgramImage;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Injects single faults into tables and bytecode and says who finds them: the proof, the kernel's verifier, or packets
 * that are judged by the bytecode beside the interpreter: random ones, and those that the plan suggests; for bytecode
 * also packets that are judged by tables of random or damaged content in the same shape. A fault in a
 * table counts if it changes the verdict of some packet; one in bytecode if packets run through the instruction.
 */
final class ProofBench {
    static final long USUAL_SEED = 428_176_581_442L;
    private static final int PLAN_FAULTS_OF_A_KIND = 10;
    private static final int CODE_FAULTS_OF_A_KIND = 20;
    /** Most seeds that are tried for one kind. */
    private static final int MOST_SEEDS = 200;
    /** The packets that decide whether a fault changes anything. */
    private static final int WITNESSES = 1_500;
    /** The packets of the differential test, others than the witnesses. */
    private static final int PACKETS = 500;

    private final PrintStream out;
    private final KernelVerifier verifier;
    private final long firstSeed;
    private final List<String> survivors = new ArrayList<>();
    private int injected;
    private int byProof;
    private int byPackets;
    private int byVerifier;
    private int byTables;

    private ProofBench(PrintStream out, KernelVerifier verifier, long firstSeed) {
        this.out = out;
        this.firstSeed = firstSeed;
        this.verifier = verifier;
    }

    /** Whether every fault is found. */
    static boolean run(PrintStream out, long firstSeed) {
        try (var verifier = new KernelVerifier()) {
            return new ProofBench(out, verifier, firstSeed).run();
        }
    }

    private boolean run() {
        out.printf("seeds from %d%n%n", firstSeed);
        out.printf(
                "| fault | injected | found by the proof | refused by the verifier | found by packets | by other tables | survivors |%n|---|---:|---:|---:|---:|---:|---:|%n");
        Arrays.stream(PlanFault.values()).forEach(this::tables);
        Arrays.stream(CodeFault.values()).forEach(this::bytecode);
        out.printf("%n%d faults, %d survivors%n", injected, survivors.size());
        survivors.forEach(out::println);
        return survivors.isEmpty();
    }

    /** What has been counted until a moment. */
    private record Tally(int injected, int byProof, int byVerifier, int byPackets, int byTables, int survivors) {}

    private Tally tally() {
        return new Tally(injected, byProof, byVerifier, byPackets, byTables, survivors.size());
    }

    private void row(Enum<?> kind, Tally before) {
        boolean inTables = kind instanceof PlanFault;
        out.printf(
                "| %s: %s | %d | %s | %s | %d | %s | %d |%n",
                inTables ? "table" : "bytecode",
                kind.name().toLowerCase(Locale.ROOT).replace('_', ' '),
                injected - before.injected(),
                inTables ? Integer.toString(byProof - before.byProof()) : "–",
                inTables ? "–" : Integer.toString(byVerifier - before.byVerifier()),
                byPackets - before.byPackets(),
                inTables ? "–" : Integer.toString(byTables - before.byTables()),
                survivors.size() - before.survivors());
    }

    private void tables(PlanFault fault) {
        var before = tally();
        for (long seed = firstSeed;
                seed < firstSeed + MOST_SEEDS && injected - before.injected() < PLAN_FAULTS_OF_A_KIND;
                seed++) {
            var snapshot = RandomDomain.of(seed);
            var plan = Classifier.classify(snapshot);
            if (!plan.profiles().isEmpty()) {
                table(fault, snapshot, plan, seed);
            }
        }
        row(fault, before);
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
                    snapshot, right, faulty, new SimulatedJudges(faulty, Programs.emit(faulty))::judged);
        } catch (IllegalArgumentException refused) {
            return true;
        }
        return packets.firstDifference(packetSeed, count).isPresent();
    }

    /** Of every fourth domain that has one a plan with tables in two parts, whose programs have more to do. */
    private static DomainPlan plan(DomainSnapshot snapshot, long seed) {
        return seed % 4 == 0
                ? TwoPartPlan.of(snapshot).orElseGet(() -> Classifier.classify(snapshot))
                : Classifier.classify(snapshot);
    }

    private void bytecode(CodeFault fault) {
        var before = tally();
        for (long seed = firstSeed;
                seed < firstSeed + MOST_SEEDS && injected - before.injected() < CODE_FAULTS_OF_A_KIND;
                seed++) {
            var snapshot = RandomDomain.of(seed);
            var plan = plan(snapshot, seed);
            if (!plan.profiles().isEmpty()) {
                code(fault, snapshot, plan, seed);
            }
        }
        row(fault, before);
    }

    private void code(CodeFault fault, DomainSnapshot snapshot, DomainPlan plan, long seed) {
        var dice = new Dice(seed);
        var programs = Programs.emit(plan);
        int number = dice.between(1, plan.profiles().size());
        var end = dice.one(List.of(End.values()));
        var derived = new DerivedPackets(snapshot, plan).of(number, end);
        var right = new SimulatedJudges(plan, programs);
        difference(snapshot, plan, right, derived, seed)
                .ifPresent(difference -> survivors.add("without any fault, seed " + seed + ": " + difference));
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
        boolean refused = !verifier.accepts(faulty.get(), plan, programs);
        boolean judgedOtherwise = found(snapshot, plan, with(programs, number, end, faulty.get()), derived, seed);
        boolean told = new OtherTables(plan, programs, number, end).tell(faulty.get(), seed);
        byVerifier += refused ? 1 : 0;
        byPackets += judgedOtherwise ? 1 : 0;
        byTables += told ? 1 : 0;
        if (!refused && !judgedOtherwise && !told) {
            survivors.add(fault + ", seed " + seed + ", program " + image.name() + ": " + changed(image, faulty.get()));
        }
    }

    private static boolean found(
            DomainSnapshot snapshot, DomainPlan plan, Programs programs, List<Flow> derived, long seed) {
        try {
            return difference(snapshot, plan, new SimulatedJudges(plan, programs), derived, seed)
                    .isPresent();
        } catch (ProgramFault | IllegalArgumentException refused) {
            return true;
        }
    }

    private static Optional<String> difference(
            DomainSnapshot snapshot, DomainPlan plan, SimulatedJudges judges, List<Flow> derived, long seed) {
        var differential = new Differential(snapshot, plan, plan, judges::judged);
        return differential.firstDifference(derived).or(() -> differential.firstDifference(seed, PACKETS));
    }

    static Programs with(Programs programs, int number, End end, ProgramImage image) {
        var judges = new ArrayList<>(programs.judges());
        var old = judges.get(number - 1);
        judges.set(
                number - 1,
                end == End.SOURCE
                        ? new Programs.Judges(number, image, old.to())
                        : new Programs.Judges(number, old.from(), image));
        return new Programs(
                programs.ingress(),
                programs.arrival(),
                programs.service(),
                programs.finish(),
                judges,
                programs.tables(),
                programs.listings());
    }

    /** Both forms of the instruction that differs, or of the table that it names. */
    private static String changed(ProgramImage image, ProgramImage faulty) {
        int place = Arrays.mismatch(image.instructions(), faulty.instructions()) / ProgramImage.SLOT_BYTES;
        if (Arrays.equals(image.instructions(), faulty.instructions())) {
            return "another table";
        }
        return "instruction %d, \"%s\" became \"%s\"".formatted(place, mnemonic(image, place), mnemonic(faulty, place));
    }

    private static String mnemonic(ProgramImage image, int slot) {
        return Disassembler.list(image).entries().stream()
                .filter(entry -> entry.slot() == slot)
                .map(Listing.Entry::mnemonic)
                .findFirst()
                .orElse("");
    }
}
