package dev.damson.e2e.bench;

import dev.damson.policy.ebpf.sim.ProgramFault;
import dev.damson.policy.emit.Programs;
import dev.damson.policy.interpret.Flow;
import dev.damson.policy.model.End;
import dev.damson.policy.plan.DomainPlan;
import dev.damson.policy.plan.EndTable;
import dev.damson.policy.random.ScrambledTables;
import dev.damson.policy.replay.SimulatedJudges;
import dev.damson.wire.layout.VerdictRecord;
import dev.damson.wire.program.ProgramImage;
import dev.damson.wire.program.Relocation;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;

/**
 * Runs one judging program on tables that no policy has made. On tables of the same shape with random content it has to
 * find what {@link EndTable#verdict} finds; on damaged ones it has to drop, or to judge as the right program does.
 */
final class OtherTables {
    private static final int PACKETS = 2_000;
    private static final int DAMAGED_PACKETS = 200;
    private static final int SCRAMBLES = 6;
    /** A moment, in Unix nanoseconds, that is no number of anything else. */
    private static final long LONG_AGO = 77;

    private final DomainPlan plan;
    private final Programs programs;
    private final int profile;
    private final End end;

    OtherTables(DomainPlan plan, Programs programs, int profile, End end) {
        this.plan = plan;
        this.programs = programs;
        this.profile = profile;
        this.end = end;
    }

    /** Whether some packet shows that a program is not the right one. */
    boolean tell(ProgramImage faulty, long seed) {
        try {
            return shows(faulty, seed);
        } catch (IllegalArgumentException cannotBeRun) {
            return true;
        }
    }

    private boolean shows(ProgramImage faulty, long seed) {
        for (int i = 0; i < SCRAMBLES; i++) {
            var scrambled = new ScrambledTables(plan, seed + i);
            var other = scrambled.of(profile, end);
            var emitted = Programs.emit(other);
            if (!Arrays.equals(image(emitted).instructions(), image(programs).instructions())) {
                throw new IllegalStateException("tables of the same shape have led to another program");
            }
            var packets = scrambled.packets(other, profile, end, PACKETS);
            var judges = new SimulatedJudges(other, with(emitted, bound(faulty, emitted)));
            if (packets.stream().anyMatch(flow -> differs(judges, other, flow))
                    || damaged(faulty, emitted, other, packets.subList(0, DAMAGED_PACKETS))) {
                return true;
            }
        }
        return false;
    }

    private ProgramImage image(Programs from) {
        var judges = from.judges().get(profile - 1);
        return end == End.SOURCE ? judges.from() : judges.to();
    }

    private Programs with(Programs others, ProgramImage image) {
        return ProofBench.with(others, profile, end, image);
    }

    /** The faulty program with the tables of the other programs in the places of its own. */
    private ProgramImage bound(ProgramImage faulty, Programs others) {
        var right = image(programs).relocations();
        var theirs = image(others).relocations();
        var symbols = new HashMap<String, String>();
        for (int i = 0; i < right.size(); i++) {
            symbols.put(right.get(i).symbol(), theirs.get(i).symbol());
        }
        var bound = new ArrayList<Relocation>();
        for (int i = 0; i < right.size(); i++) {
            var own = faulty.relocations().get(i);
            boolean same = own.symbol().equals(right.get(i).symbol());
            var symbol = same ? theirs.get(i).symbol() : symbols.getOrDefault(own.symbol(), own.symbol());
            bound.add(new Relocation(own.instruction(), own.kind(), symbol, own.offset()));
        }
        return new ProgramImage(faulty.name(), faulty.instructions(), bound);
    }

    private boolean differs(SimulatedJudges judges, DomainPlan tables, Flow flow) {
        try {
            return !judges.judged(profile, end, flow).equals(ScrambledTables.judged(tables, profile, end, flow));
        } catch (ProgramFault | IllegalStateException refused) {
            return true;
        }
    }

    /** One table after the other holds numbers that mean nothing. */
    private boolean damaged(ProgramImage faulty, Programs others, DomainPlan tables, List<Flow> packets) {
        return image(others).relocations().stream()
                .map(Relocation::symbol)
                .filter(others.tables()::containsKey)
                .distinct()
                .anyMatch(symbol -> {
                    var damaged = new HashMap<>(others.tables());
                    damaged.computeIfPresent(symbol, (name, bytes) -> damaged(bytes, tables));
                    var right = new Programs(
                            others.ingress(),
                            others.arrival(),
                            others.service(),
                            others.finish(),
                            others.judges(),
                            damaged,
                            others.listings());
                    var should = new SimulatedJudges(tables, right);
                    var does = new SimulatedJudges(tables, with(right, bound(faulty, others)));
                    return packets.stream()
                            .anyMatch(
                                    flow -> !should.effect(profile, end, flow).equals(does.effect(profile, end, flow)));
                });
    }

    /** Indexes far beyond every end; verdicts that have expired and name such a one as their successor. */
    private byte[] damaged(byte[] bytes, DomainPlan tables) {
        var whole = tables.profiles().get(profile - 1);
        var records = (end == End.SOURCE ? whole.from() : whole.to()).records();
        var value = bytes.clone();
        if (!Arrays.equals(bytes, encoded(records))) {
            Arrays.fill(value, (byte) 0xff);
            return value;
        }
        var struct = ByteBuffer.wrap(value).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < records.size(); i++) {
            int at = i * VerdictRecord.STRUCT.size();
            struct.putLong(at + VerdictRecord.EXPIRES.offset(), LONG_AGO);
            struct.putShort(at + VerdictRecord.EXPIRED_NEXT.offset(), (short) -1);
        }
        return value;
    }

    private static byte[] encoded(List<VerdictRecord> records) {
        var bytes = ByteBuffer.allocate(VerdictRecord.STRUCT.size() * records.size());
        records.forEach(record -> bytes.put(record.encode()));
        return bytes.array();
    }
}
