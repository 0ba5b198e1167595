package dev.damson.policy.replay;

import dev.damson.policy.ebpf.Assembler;
import dev.damson.policy.ebpf.Register;
import dev.damson.policy.ebpf.sim.ArrayTable;
import dev.damson.policy.ebpf.sim.Arrival;
import dev.damson.policy.ebpf.sim.Machine;
import dev.damson.policy.ebpf.sim.Program;
import dev.damson.policy.ebpf.sim.ProgramFault;
import dev.damson.policy.emit.Programs;
import dev.damson.policy.interpret.Flow;
import dev.damson.policy.model.End;
import dev.damson.policy.plan.DomainPlan;
import dev.damson.wire.layout.DropReason;
import dev.damson.wire.layout.Maps;
import dev.damson.wire.layout.Meta;
import dev.damson.wire.layout.VerdictRecord;
import dev.damson.wire.program.ProgramImage;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The judging programs of a plan on the simulator, without the programs around them: a packet's facts go in through
 * meta, an end's whole verdict comes out of it. Not thread-safe.
 */
public final class SimulatedJudges {
    private static final byte[] FRAME = new byte[64];
    /** Where the program must hand on to, and what stands there returns. */
    private static final int DOMAIN_SLOT = 3;

    private static final int TARGET_PORT_SLOT = 5;
    /** What drops are counted under, and how many a packet counts: no number that a program comes upon by chance. */
    private static final int PORT = 3;

    private static final int SEGMENTS = 7;
    private static final byte[] NOTHING = new byte[8];
    private static final int FINISHED = 100;
    private static final int OTHER_END = 101;

    private final Machine machine = new Machine();
    private final ArrayTable meta;
    private final List<Judges> judges = new ArrayList<>();

    private record Judges(Program from, Program to) {}

    public SimulatedJudges(DomainPlan plan, Programs programs) {
        Maps.HOST_MAPS.forEach(machine::map);
        Maps.DOMAIN_MAPS.forEach(machine::map);
        meta = (ArrayTable) machine.map(Maps.META);
        var tables = new GenerationTables(machine, plan, programs).tables();
        tables.put(Maps.FINISH, DOMAIN_SLOT, tables.program(returning(FINISHED)));
        tables.put(Maps.TO, TARGET_PORT_SLOT, tables.program(returning(OTHER_END)));
        programs.judges()
                .forEach(each -> judges.add(new Judges(tables.program(each.from()), tables.program(each.to()))));
    }

    private static ProgramImage returning(int code) {
        return new Assembler("returns-" + code).mov(Register.R0, code).exit().assemble();
    }

    /** The program that judges an end, with what runs have reached of it. */
    public Program program(int profile, End end) {
        var programs = judges.get(profile - 1);
        return end == End.SOURCE ? programs.from() : programs.to();
    }

    /**
     * Judges a packet at one end.
     *
     * @param profile number of the own port's profile
     * @throws dev.damson.policy.ebpf.sim.ProgramFault when the program does what the verifier refuses
     * @throws IllegalStateException when it ends without a verdict, or hands on to the wrong program
     * @return with {@code expiredNext} and {@code expiresUnixNanos} 0: what counts at the flow's moment
     */
    public VerdictRecord judge(int profile, End end, Flow flow) {
        return judged(profile, end, flow).verdict();
    }

    /** As {@link #judge}, with the identity of the other end. */
    public JudgeState.Judged judged(int profile, End end, Flow flow) {
        boolean origin = end == End.SOURCE;
        machine.map(Maps.HOST).put(new byte[4], JudgeState.host(flow.now()));
        boolean both = origin && flow.destinationWorkload().isPresent();
        var in = facts(flow, origin, both);
        meta.put(0, in.array());
        int code = machine.run(program(profile, end), Arrival.of(FRAME)).returnCode();
        if (code != (both ? OTHER_END : FINISHED)) {
            throw new IllegalStateException("the program handed on to the wrong one, which returned " + code);
        }
        return JudgeState.judged(in, meta.value(0), end);
    }

    /** Everything that judging a packet does, right or wrong: what the program returned, counted and left in meta. */
    public String effect(int profile, End end, Flow flow) {
        boolean origin = end == End.SOURCE;
        boolean both = origin && flow.destinationWorkload().isPresent();
        machine.map(Maps.HOST).put(new byte[4], JudgeState.host(flow.now()));
        meta.put(0, facts(flow, origin, both).array());
        try {
            int code = machine.run(program(profile, end), Arrival.of(FRAME)).returnCode();
            var drops = new StringBuilder();
            for (int i = 0; i < (PORT + 2) * DropReason.STRIDE; i++) {
                var index = HostTables.index(i);
                var counted = machine.map(Maps.DROPS).get(index).orElseThrow();
                if (!Arrays.equals(counted, NOTHING)) {
                    drops.append(' ').append(i).append(Arrays.toString(counted));
                    machine.map(Maps.DROPS).put(index, NOTHING);
                }
            }
            return code + drops.toString() + Arrays.toString(meta.value(0).array());
        } catch (ProgramFault refused) {
            return "refused";
        }
    }

    private static ByteBuffer facts(Flow flow, boolean origin, boolean both) {
        var in = JudgeState.meta(flow, (origin ? Meta.ORIGIN_END : 0) | (origin && !both ? 0 : Meta.TARGET_END));
        Meta.PORT.put(in, PORT);
        Meta.SEGMENTS.put(in, SEGMENTS);
        Meta.DOMAIN_SLOT.put(in, DOMAIN_SLOT);
        Meta.TARGET_PORT_SLOT.put(in, TARGET_PORT_SLOT);
        return in;
    }
}
