package dev.damson.policy.replay;

import dev.damson.policy.ebpf.Assembler;
import dev.damson.policy.ebpf.Register;
import dev.damson.policy.ebpf.sim.ArrayTable;
import dev.damson.policy.ebpf.sim.Arrival;
import dev.damson.policy.ebpf.sim.Machine;
import dev.damson.policy.ebpf.sim.Program;
import dev.damson.policy.emit.Programs;
import dev.damson.policy.interpret.Flow;
import dev.damson.policy.model.End;
import dev.damson.policy.model.IpAddress;
import dev.damson.policy.plan.DomainPlan;
import dev.damson.wire.layout.Field;
import dev.damson.wire.layout.HostState;
import dev.damson.wire.layout.Maps;
import dev.damson.wire.layout.Meta;
import dev.damson.wire.layout.Slot;
import dev.damson.wire.layout.VerdictRecord;
import dev.damson.wire.layout.VerdictRecord.Action;
import dev.damson.wire.program.ProgramImage;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * The judging programs of a plan on the simulator, without the programs around them: a packet's facts go in through
 * meta, an end's whole verdict comes out of it. Not thread-safe.
 */
public final class SimulatedJudges {
    private static final byte[] FRAME = new byte[64];
    private static final int EPOCH = 1;
    /** Where the program must hand on to, and what stands there returns. */
    private static final int DOMAIN_SLOT = 3;

    private static final int TARGET_PORT_SLOT = 5;
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
        boolean origin = end == End.SOURCE;
        wallClock(flow.now());
        var in = Meta.STRUCT.allocate();
        Meta.EPOCH.put(in, EPOCH);
        Meta.FAMILY.put(in, flow.source().isIpv4() ? 4 : 6);
        Meta.PROTOCOL.put(in, flow.service().protocol());
        Meta.SERVICE.put(in, flow.service().number());
        address(in, Meta.ORIGIN_ADDRESS, flow.source());
        address(in, Meta.TARGET_ADDRESS, flow.destination());
        boolean both = origin && flow.destinationWorkload().isPresent();
        Meta.TO_JUDGE.put(in, (origin ? Meta.ORIGIN_END : 0) | (origin && !both ? 0 : Meta.TARGET_END));
        Meta.DOMAIN_SLOT.put(in, DOMAIN_SLOT);
        Meta.TARGET_PORT_SLOT.put(in, TARGET_PORT_SLOT);
        meta.put(0, in.array());
        int code = machine.run(program(profile, end), Arrival.of(FRAME)).returnCode();
        if (code != (both ? OTHER_END : FINISHED)) {
            throw new IllegalStateException("the program handed on to the wrong one, which returned " + code);
        }
        return verdict(meta.value(0), origin ? Meta.ORIGIN_SLOT : Meta.TARGET_SLOT);
    }

    private static void address(ByteBuffer in, Field field, IpAddress address) {
        field.put(in, address.toBytes());
    }

    private void wallClock(Instant now) {
        var state = HostState.STRUCT.allocate();
        HostState.WALL_OFFSET_NS.put(state, now.getEpochSecond() * 1_000_000_000L + now.getNano());
        machine.map(Maps.HOST).put(new byte[4], state.array());
    }

    private static VerdictRecord verdict(ByteBuffer out, Field slot) {
        if (slot.member(Slot.EPOCH).getInt(out) != EPOCH) {
            throw new IllegalStateException("the program ended without a verdict");
        }
        return new VerdictRecord(
                Action.of(slot.member(Slot.ACTION).getInt(out)),
                Action.of(slot.member(Slot.PENDING).getInt(out)),
                slot.member(Slot.FLAGS).getInt(out),
                slot.member(Slot.RULE).getInt(out),
                slot.member(Slot.PENDING_RULE).getInt(out),
                slot.member(Slot.CHAIN).getInt(out),
                0,
                0,
                slot.member(Slot.TAPS).get(out));
    }
}
