package dev.damson.launcher.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.damson.launcher.data.Account;
import dev.damson.launcher.data.DataFolder;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StatusBoardTest {
    private static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");

    @Test
    void whatWasSetLastIsReadInTheOrderOfTheStart(@TempDir Path folder) {
        var self = Account.ofThisProcess();
        var data = new DataFolder(folder.resolve("data"));
        data.prepare(self, self);
        var board = new StatusBoard(data, self);
        var running = Optional.of(new ProcessIdentity(12, 345));
        board.set(new StatusBoard.Line("neo4j", running, State.STARTING, NOW, "bolt://127.0.0.1:17687"));
        board.set(new StatusBoard.Line("edge", Optional.empty(), State.FAILED, NOW, "-"));
        board.set(new StatusBoard.Line("neo4j", running, State.READY, NOW, "bolt://127.0.0.1:17687"));

        assertThat(StatusBoard.read(data.statusFile()))
                .containsExactly(
                        new StatusBoard.Line("neo4j", running, State.READY, NOW, "bolt://127.0.0.1:17687"),
                        new StatusBoard.Line("edge", Optional.empty(), State.FAILED, NOW, "-"));
    }

    @Test
    void aFileThatIsMissingOrForeignHasNoLines(@TempDir Path folder) {
        assertThat(StatusBoard.read(folder.resolve("none"))).isEmpty();
        assertThat(StatusBoard.Line.parse("neo4j\t1 2\tdancing\t0\t-")).isEmpty();
    }
}
