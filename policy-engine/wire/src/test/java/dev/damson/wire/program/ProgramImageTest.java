package dev.damson.wire.program;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.damson.wire.program.Relocation.Kind;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProgramImageTest {
    private static final byte LOAD_IMMEDIATE_64 = 0x18;
    private static final List<Relocation> PORTS = List.of(new Relocation(1, Kind.MAP_FD, "ports", 0));

    @Test
    void isEqualByContent() {
        assertEquals(new ProgramImage("p", code(), PORTS), new ProgramImage("p", code(), PORTS));
        assertEquals(new ProgramImage("p", code(), PORTS).hashCode(), new ProgramImage("p", code(), PORTS).hashCode());
        assertNotEquals(new ProgramImage("p", code(), PORTS), new ProgramImage("p", code(), List.of()));
        assertNotEquals(new ProgramImage("p", code(), PORTS), new ProgramImage("q", code(), PORTS));
    }

    @Test
    void cannotBeChangedThroughItsArrays() {
        var given = code();
        var image = new ProgramImage("p", given, PORTS);
        given[0] = 1;
        image.instructions()[0] = 2;

        assertEquals(new ProgramImage("p", code(), PORTS), image);
        assertEquals(4, image.slots());
    }

    @ParameterizedTest
    @CsvSource({"0", "7", "12"})
    void refusesTornBytecode(int bytes) {
        refused(
                "program \"p\" has %d bytes of instructions; it needs a positive multiple of 8".formatted(bytes),
                () -> new ProgramImage("p", new byte[bytes], List.of()));
    }

    @ParameterizedTest
    @CsvSource({"0", "3", "9"})
    void refusesARelocationThatIsNotOnALoad(int instruction) {
        refused(
                "program \"p\": the relocation of \"m\" names instruction %d, which is not a 64-bit immediate load"
                        .formatted(instruction),
                () -> new ProgramImage("p", code(), List.of(new Relocation(instruction, Kind.MAP_FD, "m", 0))));
    }

    @Test
    void refusesARelocationWithoutAMapOrWithAnOffsetIntoAMap() {
        refused(
                "the relocation of instruction 1 has an empty symbol; it needs a map's name",
                () -> new Relocation(1, Kind.MAP_FD, "", 0));
        refused(
                "offset \"8\" of the MAP_FD relocation of instruction 1 must be 0",
                () -> new Relocation(1, Kind.MAP_FD, "m", 8));
        refused(
                "offset \"-8\" of the MAP_VALUE relocation of instruction 1 must be 0 or more",
                () -> new Relocation(1, Kind.MAP_VALUE, "m", -8));
        refused("instruction \"-1\" of a relocation is negative", () -> new Relocation(-1, Kind.MAP_FD, "m", 0));
    }

    /** One slot, a two-slot load, one slot. */
    private static byte[] code() {
        var code = new byte[4 * ProgramImage.SLOT_BYTES];
        code[ProgramImage.SLOT_BYTES] = LOAD_IMMEDIATE_64;
        return code;
    }

    private static void refused(String message, Executable making) {
        assertEquals(
                message, assertThrows(IllegalArgumentException.class, making).getMessage());
    }
}
