package dev.damson.launcher.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BoundedLogTest {
    @TempDir
    Path folder;

    @Test
    void keepsEveryLineInTheFileAndTheLastInMemory() throws IOException {
        var file = folder.resolve("edge.log");
        var heard = new ArrayList<String>();
        var log = BoundedLog.of(file);
        log.drain(stream("line\n".repeat(30) + "no end of line"), heard::add);

        assertThat(Files.readAllLines(file)).hasSize(31).endsWith("no end of line");
        assertThat(log.tail()).hasSize(BoundedLog.TAIL_LINES).endsWith("no end of line");
        assertThat(heard).hasSize(31);
    }

    @Test
    void aLongLineIsBroken() {
        var log = BoundedLog.inMemory();
        log.drain(stream("x".repeat(BoundedLog.LONGEST_LINE_BYTES + 1) + "\n"), line -> {});

        assertThat(log.tail()).containsExactly("x".repeat(BoundedLog.LONGEST_LINE_BYTES), "x");
    }

    @Test
    void aFullFileMakesRoomForTheNext() throws IOException {
        var file = folder.resolve("edge.log");
        var lines = (int) (BoundedLog.LARGEST_FILE_BYTES / BoundedLog.LONGEST_LINE_BYTES);
        BoundedLog.of(file).drain(stream(("x".repeat(4000) + "\n").repeat(3 * lines)), line -> {});

        assertThat(List.of(file, folder.resolve("edge.log.1")))
                .allSatisfy(each -> assertThat(Files.size(each))
                        .isLessThanOrEqualTo(BoundedLog.LARGEST_FILE_BYTES + BoundedLog.LONGEST_LINE_BYTES));
        assertThat(folder).isDirectoryNotContaining("glob:**edge.log.2");
    }

    private static ByteArrayInputStream stream(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    }
}
