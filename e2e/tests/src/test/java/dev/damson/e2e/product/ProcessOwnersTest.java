package dev.damson.e2e.product;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Who runs what, who may read what, and what the process list shows. */
@Tag("kernel")
@ExtendWith(OneProduct.class)
class ProcessOwnersTest {
    private static final int ROOT = 0;
    private static final Set<String> PRIVILEGED = Set.of("edge", "laboratory");

    @Test
    void onlyEdgeAndLaboratoryRunAsRoot(RunningProduct product) {
        for (var name : List.of("neo4j", "kafka", "console", "edge", "laboratory")) {
            assertThat(product.pid(name).uid().orElseThrow() == ROOT)
                    .as(name + " runs as root")
                    .isEqualTo(PRIVILEGED.contains(name));
        }
    }

    @Test
    void foldersAreClosedToOthers(RunningProduct product) throws Exception {
        for (var name : List.of("secrets", "log", "console", "edge", "neo4j", "kafka", "store")) {
            assertThat(PosixFilePermissions.toString(
                            Files.getPosixFilePermissions(product.data().resolve(name))))
                    .as(name)
                    .isEqualTo("rwx------");
        }
    }

    @Test
    void noCommandLineAndNoLogHoldsASecret(RunningProduct product) throws Exception {
        var secrets = List.of(
                product.password("alice"),
                product.password("platform"),
                Files.readString(product.data().resolve("secrets/cli-token")).strip());
        for (var line : product.components()) {
            if (line.identity().isPresent()) {
                var commandLine = Path.of("/proc/" + line.identity().get().pid(), "cmdline");
                assertThat(Files.readString(commandLine)).as(line.component()).doesNotContain(secrets);
            }
        }
        try (var logs = Files.list(product.data().resolve("log"))) {
            for (var log : logs.toList()) {
                assertThat(Files.readString(log)).as(log.toString()).doesNotContain(secrets);
            }
        }
    }
}
