package dev.damson.policy.ebpf;

import static dev.damson.policy.ebpf.Register.R0;
import static dev.damson.policy.ebpf.Register.R1;
import static dev.damson.policy.ebpf.Register.R2;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.damson.wire.program.Relocation;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LabelTest {
    @Test
    void listsWhatWasWritten() {
        var a = new Assembler("example");
        var drop = a.label("drop");
        a.section("parse")
                .comment("The context survives calls.\nIt lives in r6.")
                .mov(Register.R6, R1);
        a.loadMap(R1, "ports").comment("no port, no traffic").jumpIf(Condition.EQ, R1, 0, drop);
        a.mov(R0, -1).exit();
        a.section("reasons").bind(drop).mov(R0, 2).exit();

        assertEquals("""
                ; program example

                ; ==== parse ====
                        ; The context survives calls.
                        ; It lives in r6.
                     0: bf 16 00 00 00 00 00 00  r6 = r1
                     1: 18 11 00 00 00 00 00 00  r1 = map[ports]
                        ; no port, no traffic
                     3: 15 01 02 00 00 00 00 00  if r1 == 0 goto drop
                     4: b7 00 00 00 ff ff ff ff  r0 = -1
                     5: 95 00 00 00 00 00 00 00  exit

                ; ==== reasons ====
                drop:
                     6: b7 00 00 00 02 00 00 00  r0 = 2
                     7: 95 00 00 00 00 00 00 00  exit
                """, a.listing().text());
        assertEquals(
                List.of(new Relocation(1, Relocation.Kind.MAP_FD, "ports", 0)),
                a.assemble().relocations());
        assertEquals("""
                ; program example
                     0: bf 16 00 00 00 00 00 00  r6 = r1
                     1: 18 11 00 00 00 00 00 00  r1 = map[ports]
                     3: 15 01 02 00 00 00 00 00  if r1 == 0 goto L6
                     4: b7 00 00 00 ff ff ff ff  r0 = -1
                     5: 95 00 00 00 00 00 00 00  exit
                L6:
                     6: b7 00 00 00 02 00 00 00  r0 = 2
                     7: 95 00 00 00 00 00 00 00  exit
                """, Disassembler.list(a.assemble()).text());
    }

    @Test
    void numbersANameThatIsUsedAgain() {
        var a = new Assembler("p");

        assertEquals(
                List.of("miss", "miss.2", "miss.3"),
                IntStream.range(0, 3).mapToObj(i -> a.label("miss").name()).toList());
    }

    @Test
    void refusesASecondPlace() {
        var a = new Assembler("p");
        var l = a.label("l");
        a.bind(l).mov(R0, 0);

        assertThrows(AssemblyException.class, () -> a.bind(l));
    }

    @Test
    void jumpsBackwards() {
        var a = new Assembler("p");
        var again = a.label("again");
        a.mov(R0, 3)
                .bind(again)
                .alu(AluOp.SUB, R0, 1)
                .jumpIf(Condition.NE, R0, 0, again)
                .exit();

        assertEquals("55 00 fe ff 00 00 00 00", a.listing().entries().get(2).bytes());
    }

    /** The last distance that a short jump reaches is 32,767 slots. */
    @ParameterizedTest
    @CsvSource({"32767,1", "32768,2"})
    void invertsAConditionThatIsTooFar(int distance, int slots) {
        var a = new Assembler("far");
        var end = a.label("end");
        a.jumpIf(Condition.GT, R1, R2, end);
        fill(a, distance);
        a.bind(end).exit();

        var entries = a.listing().entries();

        assertEquals(slots + distance + 1, a.assemble().slots());
        if (slots == 2) {
            assertEquals("if r1 <= r2 goto pc+1", entries.get(0).mnemonic());
            assertEquals("gotol end", entries.get(1).mnemonic());
            assertEquals("06 00 00 00 00 80 00 00", entries.get(1).bytes());
        } else {
            assertEquals("if r1 > r2 goto end", entries.get(0).mnemonic());
        }
    }

    @Test
    void jumpsFarInThreeStepsWhereAConditionHasNoInverse() {
        var a = new Assembler("far");
        var end = a.label("end");
        a.comment("tagged?").jumpIf(Condition.SET, R1, 4, end);
        fill(a, 40_000);
        a.bind(end).exit();

        var entries = a.listing().entries();

        assertEquals("if r1 & 4 goto pc+1", entries.get(0).mnemonic());
        assertEquals(List.of("tagged?"), entries.get(0).comments());
        assertEquals("goto pc+1", entries.get(1).mnemonic());
        assertEquals("gotol end", entries.get(2).mnemonic());
        assertEquals(40_004, a.assemble().slots());
    }

    /** The second jump only overflows because the first one grew. */
    @Test
    void measuresAgainAfterAJumpGrew() {
        var a = new Assembler("far");
        var start = a.label("start");
        var end = a.label("end");
        a.bind(start).jumpIf(Condition.EQ, R1, 1, end);
        fill(a, 32_766);
        a.jumpIf(Condition.EQ, R1, 2, start);
        a.mov(R0, 0).mov(R0, 0).bind(end).exit();

        var far = a.listing().entries().stream()
                .filter(entry -> entry.mnemonic().startsWith("gotol"))
                .map(Listing.Entry::mnemonic)
                .toList();

        assertEquals(List.of("gotol end", "gotol start"), far);
    }

    private static void fill(Assembler a, int instructions) {
        IntStream.range(0, instructions).forEach(i -> a.mov(R0, 0));
    }
}
