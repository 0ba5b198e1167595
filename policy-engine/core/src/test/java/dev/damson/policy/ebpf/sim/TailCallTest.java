package dev.damson.policy.ebpf.sim;

import static dev.damson.policy.ebpf.Register.R0;
import static dev.damson.policy.ebpf.Register.R1;
import static dev.damson.policy.ebpf.Register.R10;
import static dev.damson.policy.ebpf.Register.R2;
import static dev.damson.policy.ebpf.Register.R3;
import static dev.damson.policy.ebpf.Register.R6;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.damson.policy.ebpf.AluOp;
import dev.damson.policy.ebpf.Assembler;
import dev.damson.policy.ebpf.Condition;
import dev.damson.policy.ebpf.Helper;
import dev.damson.policy.ebpf.Width;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TailCallTest {
    private static final int CONTROL_BLOCK = 48;

    private final Bench bench = new Bench();

    @Test
    void goesOnInTheOtherProgramWithTheContextAndTheControlBlock() {
        bench.programs.put(
                2,
                bench.load("second", a -> a.load(Width.W, R0, R1, CONTROL_BLOCK).exit()));

        var run = bench.run(a ->
                call(a.storeImm(Width.W, R1, CONTROL_BLOCK, 5), 2).mov(R0, 9).exit());

        assertEquals(5, run.returnCode());
        assertEquals(1, run.tailCalls());
    }

    @Test
    void fallsThroughAtAnEmptyPlaceAndBeyondTheEnd() {
        for (int index : new int[] {1, 4, -1}) {
            var run = bench.run(a -> call(a, index).mov(R0, 9).exit());

            assertEquals(9, run.returnCode());
            assertEquals(0, run.tailCalls());
        }
    }

    @Test
    void fallsThroughAgainOnceAPlaceIsCleared() {
        bench.programs.put(0, bench.load("second", a -> a.mov(R0, 1).exit()));
        bench.programs.clear(0);

        assertEquals(9, bench.run(a -> call(a, 0).mov(R0, 9).exit()).returnCode());
        assertTrue(bench.programs.program(0).isEmpty());
    }

    @Test
    void takesThirtyThreeAndNotOneMore() {
        var itself = bench.load("again", a -> call(count(a), 0).mov(R0, 9).exit());
        bench.programs.put(0, itself);

        var run = bench.machine.run(itself, Arrival.of(Bench.FRAME));

        assertEquals(9, run.returnCode());
        assertEquals(33, run.tailCalls());
        assertEquals(34, run.departure().controlBlock().getFirst());
    }

    @Test
    void givesTheOtherProgramAnEmptyStackAndNamesItInFaults() {
        bench.programs.put(
                0, bench.load("second", a -> a.load(Width.DW, R0, R10, -8).exit()));

        var fault = assertThrows(
                ProgramFault.class,
                () -> bench.run(a ->
                        call(a.storeImm(Width.DW, R10, -8, 1), 0).mov(R0, 0).exit()));

        assertEquals("second", fault.program());
        assertEquals(0, fault.slot());
    }

    @Test
    void voidsPacketPointersWhenItFallsThrough() {
        var fault = assertThrows(
                ProgramFault.class,
                () -> bench.run(a -> call(a.load(Width.W, R6, R1, 76), 1)
                        .load(Width.B, R0, R6, 0)
                        .exit()));

        assertTrue(fault.getMessage().contains("R6 is not initialised"), fault.getMessage());
    }

    @Test
    void bindsTheMapsOfAGenerationBeforeThoseOfTheHost() {
        var own = SimulatedMap.of(bench.out.spec());
        ((ArrayTable) own).value(0).putInt(0, 3);
        bench.out.value(0).putInt(0, 4);
        var image = new Assembler("bound")
                .loadMapValue(R2, "out", 0)
                .load(Width.W, R0, R2, 0)
                .exit()
                .assemble();
        var arrival = Arrival.of(Bench.FRAME);

        assertEquals(
                3,
                bench.machine
                        .run(bench.machine.load(image, Map.of("out", own)), arrival)
                        .returnCode());
        assertEquals(4, bench.machine.run(bench.machine.load(image), arrival).returnCode());
    }

    @Test
    void refusesAMapThatIsNotThere() {
        var refusal = assertThrows(
                IllegalArgumentException.class,
                () -> bench.load(
                        "lost", a -> a.mov(R0, 0).loadMap(R1, "nowhere").exit()));

        assertEquals("program \"lost\", instruction 1: map \"nowhere\" is not bound", refusal.getMessage());
    }

    @Test
    void knowsWhatNeverRan() {
        var program = bench.load("partly", a -> {
            var end = a.label("end");
            a.mov(R0, 0).jumpIf(Condition.EQ, R0, 0, end).mov(R0, 5).bind(end).exit();
        });
        bench.machine.run(program, Arrival.of(Bench.FRAME));

        assertEquals(1, program.executions(0));
        assertEquals("r0 = 5", program.unreached().getFirst().mnemonic());
        assertEquals(1, program.unreached().size());
    }

    private static Assembler call(Assembler a, int index) {
        return a.loadMap(R2, "programs").mov(R3, index).call(Helper.TAIL_CALL);
    }

    private static Assembler count(Assembler a) {
        return a.load(Width.W, R0, R1, CONTROL_BLOCK).alu(AluOp.ADD, R0, 1).store(Width.W, R1, CONTROL_BLOCK, R0);
    }
}
