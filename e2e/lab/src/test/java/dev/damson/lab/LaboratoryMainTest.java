package dev.damson.lab;

import static org.assertj.core.api.Assertions.assertThat;

import dev.damson.lab.network.LabNamespace;
import dev.damson.lab.network.Laboratory;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("kernel")
class LaboratoryMainTest {
    private static final long DEADLINE_SECONDS = 60;

    private final String prefix = LaboratoryFixture.uniquePrefix();
    private final List<Process> started = new ArrayList<>();

    @TempDir
    private Path data = Path.of("");

    @AfterEach
    void removeEverything() throws IOException {
        started.forEach(Process::destroyForcibly);
        Laboratory.removeAll(prefix);
        Files.deleteIfExists(Path.of("/run/damson-laboratory", prefix + ".lock"));
    }

    @Test
    void runsUntilItsInputEnds() throws Exception {
        var process = ready();
        Await.until("the status file", () -> Files.exists(status()));
        assertThat(status()).content().contains("\"prefix\": \"" + prefix + "\"", "\"to\": \"web-1\"");
        process.getOutputStream().close();
        assertThat(exitCode(process)).isZero();
        assertThat(host()).matches(namespace -> !namespace.exists());
    }

    @Test
    void removesItsNamespacesWhenAskedToStop() throws Exception {
        var process = ready();
        process.destroy();
        exitCode(process);
        assertThat(host()).matches(namespace -> !namespace.exists());
    }

    @Test
    void removesWhatAKilledOneLeft() throws Exception {
        var process = ready();
        process.destroyForcibly();
        exitCode(process);
        assertThat(host()).matches(LabNamespace::exists);
        assertThat(exitCode(start(List.of(), "--remove"))).isZero();
        assertThat(host()).matches(namespace -> !namespace.exists());
        assertThat(new LabNamespace(prefix + "-globex-web-1")).matches(namespace -> !namespace.exists());
    }

    @Test
    void leavesARunningOneAlone() throws Exception {
        var running = ready();
        var other = start(List.of(), "--remove");
        assertThat(exitCode(other)).isEqualTo(1);
        try (var errors = other.errorReader()) {
            assertThat(errors.readLine()).contains("\"" + prefix + "\" is running");
        }
        assertThat(running.isAlive()).isTrue();
        assertThat(host()).matches(LabNamespace::exists);
    }

    @Test
    void saysThatItNeedsRoot() throws Exception {
        // The capability only lets the other user read the class path, wherever it is.
        var process = start(List.of(
                "setpriv",
                "--reuid=65534",
                "--clear-groups",
                "--inh-caps=+dac_read_search",
                "--ambient-caps=+dac_read_search"));
        assertThat(exitCode(process)).isEqualTo(3);
        try (var errors = process.errorReader()) {
            assertThat(errors.readLine()).contains("needs root");
        }
    }

    private Process ready() throws IOException {
        var process = start(List.of());
        BufferedReader output = process.inputReader();
        assertThat(output.readLine()).isEqualTo("ready");
        return process;
    }

    private Process start(List<String> before, String... arguments) throws IOException {
        var command = new ArrayList<>(before);
        command.addAll(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                LaboratoryMain.class.getName()));
        command.addAll(List.of(arguments));
        var builder = new ProcessBuilder(command);
        builder.environment().put("DAMSON_DATA_FOLDER", data.toString());
        builder.environment().put("DAMSON_LABORATORY_PREFIX", prefix);
        builder.environment().put("DAMSON_LABORATORY_INVENTORY", LaboratoryFixture.INVENTORY.toString());
        var process = builder.start();
        started.add(process);
        return process;
    }

    private static int exitCode(Process process) throws InterruptedException {
        assertThat(process.waitFor(DEADLINE_SECONDS, TimeUnit.SECONDS)).isTrue();
        return process.exitValue();
    }

    private LabNamespace host() {
        return new LabNamespace(prefix + "-host");
    }

    private Path status() {
        return data.resolve("run/laboratory-status.json");
    }
}
