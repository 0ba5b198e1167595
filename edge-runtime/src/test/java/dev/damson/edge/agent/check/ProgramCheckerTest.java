package dev.damson.edge.agent.check;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.damson.edge.agent.trust.Refusal;
import dev.damson.wire.program.Dispatcher;
import dev.damson.wire.program.ProgramImage;
import dev.damson.wire.program.Relocation;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A program may use what the data path needs and nothing else. */
class ProgramCheckerTest {
    private static final String EXIT = "9500000000000000";
    /** r1 = map (BPF_PSEUDO_MAP_FD) */
    private static final String MAP = "18110000000000000000000000000000";
    /** r1 = address in a map's value (BPF_PSEUDO_MAP_VALUE) */
    private static final String VALUE = "18210000000000000000000000000000";

    private static ProgramImage program(String hex, Relocation... relocations) {
        return new ProgramImage("p", HexFormat.of().parseHex(hex), List.of(relocations));
    }

    @ParameterizedTest
    @CsvSource({
        "MAP_FD, host/connections",
        "MAP_FD, domain/half-open",
        "MAP_FD, generation/finish",
        "MAP_VALUE, host/host",
        "MAP_VALUE, generation/addresses4",
        "MAP_VALUE, table/00ff"
    })
    void takesTheMapsOfTheDataPath(Relocation.Kind kind, String symbol) {
        var hex = (kind == Relocation.Kind.MAP_FD ? MAP : VALUE) + EXIT;
        assertThatCode(() -> ProgramChecker.check(program(hex, new Relocation(0, kind, symbol, 0))))
                .doesNotThrowAnyException();
    }

    @ParameterizedTest
    @CsvSource({
        "MAP_FD, host/live, names the map \"host/live\"",
        "MAP_FD, host/entry-odd, names the map \"host/entry-odd\"",
        "MAP_FD, generation/entry, names the map \"generation/entry\"",
        "MAP_FD, /etc/passwd, names the map \"/etc/passwd\"",
        "MAP_VALUE, host/ports, addresses the value of map \"host/ports\""
    })
    void refusesOtherMaps(Relocation.Kind kind, String symbol, String why) {
        var hex = (kind == Relocation.Kind.MAP_FD ? MAP : VALUE) + EXIT;
        assertThatThrownBy(() -> ProgramChecker.check(program(hex, new Relocation(0, kind, symbol, 0))))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining(why);
    }

    @ParameterizedTest
    @CsvSource({
        "8500000001000000, ''",
        "850000009b000000, ''",
        "8500000002000000, ''",
        "8500000023000000, calls helper \"35\"",
        "8500000004000000, calls helper \"4\"",
        "8500000006000000, calls helper \"6\"",
        "8510000001000000, calls something that is no helper (pseudo call \"1\")",
        "8520000001000000, calls something that is no helper (pseudo call \"2\")",
        "8d00000001000000, calls by register"
    })
    void knowsTheHelpers(String call, String why) {
        var checked = program(call + EXIT);
        if (why.isEmpty()) {
            assertThatCode(() -> ProgramChecker.check(checked)).doesNotThrowAnyException();
        } else {
            assertThatThrownBy(() -> ProgramChecker.check(checked))
                    .isInstanceOf(Refusal.class)
                    .hasMessageContaining(why)
                    .hasMessageContaining("(instruction 0)");
        }
    }

    @Test
    void refusesAMapByNumber() {
        assertThatThrownBy(() -> ProgramChecker.check(program(MAP + EXIT)))
                .hasMessageContaining("refers to a map by number instead of by symbol");
    }

    @Test
    void refusesARelocationInTheSecondHalfOfAnInstruction() {
        // The immediate of the first load is a program of its own: a second half that looks like a load.
        var hidden = program(
                "1801000000000000" + "1811000000000000" + "0000000000000000" + EXIT,
                new Relocation(1, Relocation.Kind.MAP_FD, "host/ports", 0));
        assertThatThrownBy(() -> ProgramChecker.check(hidden)).hasMessageContaining("second half");
    }

    @Test
    void refusesAProgramThatIsTooLong() {
        var hex = "b700000000000000".repeat(ProgramChecker.MOST_SLOTS) + EXIT;
        assertThatThrownBy(() -> ProgramChecker.check(program(hex))).hasMessageContaining("at most 32768");
    }

    @Test
    void theDispatcherIsNoRevisionsProgram() {
        assertThatThrownBy(() -> ProgramChecker.check(Dispatcher.image(0, 0))).isInstanceOf(Refusal.class);
    }
}
