package dev.damson.e2e.product;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
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
    private static final Set<String> PRIVILEGED = Set.of("edge", "edge-2", "laboratory");

    @Test
    void onlyEdgesAndLaboratoryRunAsRoot(RunningProduct product) {
        for (var name : List.of("neo4j", "kafka", "console", "collector", "edge", "edge-2", "laboratory")) {
            assertThat(product.pid(name).uid().orElseThrow() == ROOT)
                    .as(name + " runs as root")
                    .isEqualTo(PRIVILEGED.contains(name));
        }
    }

    @Test
    void foldersAreClosedToOthers(RunningProduct product) throws Exception {
        for (var name :
                List.of("secrets", "log", "console", "edge", "edge-2", "neo4j", "kafka", "collector", "store")) {
            assertThat(PosixFilePermissions.toString(
                            Files.getPosixFilePermissions(product.data().resolve(name))))
                    .as(name)
                    .isEqualTo("rwx------");
        }
    }

    @Test
    void noCommandLineAndNoLogHoldsASecret(RunningProduct product) throws Exception {
        var secrets = secrets(product);
        assertThat(secrets).hasSizeGreaterThan(8);
        for (var line : product.components()) {
            if (line.identity().isPresent()) {
                var commandLine = Path.of("/proc/" + line.identity().get().pid(), "cmdline");
                assertThat(Files.readString(commandLine)).as(line.component()).doesNotContain(secrets);
            }
        }
        for (var folder : List.of("log", "neo4j/logs")) {
            try (var logs = Files.walk(product.data().resolve(folder))) {
                for (var log : logs.filter(Files::isRegularFile).toList()) {
                    assertThat(new String(Files.readAllBytes(log), StandardCharsets.ISO_8859_1))
                            .as(log.toString())
                            .doesNotContain(secrets);
                }
            }
        }
    }

    /** Every generated password and token, and a line of the signing key. */
    private static List<String> secrets(RunningProduct product) throws Exception {
        var secrets = new ArrayList<String>();
        try (var files = Files.list(product.data().resolve("secrets"))) {
            for (var file : files.toList()) {
                var name = file.getFileName().toString();
                var lines = Files.readAllLines(file);
                if (name.equals("demo-accounts")) {
                    lines.forEach(line -> secrets.add(line.substring(line.indexOf(':') + 1)));
                } else if (name.endsWith(".pem")) {
                    secrets.add(lines.get(1));
                } else if (!name.endsWith(".properties")) {
                    secrets.add(lines.getFirst());
                }
            }
        }
        return secrets;
    }
}
