package dev.damson.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import dev.damson.launcher.process.ProcessIdentity;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The launcher with components that are quick to start. As root it switches users and runs edge and laboratory. */
@Tag("server")
class UpTest {
    private static final int ROOT = 0;
    private static final boolean AS_ROOT = ProcessIdentity.ofThisProcess().uid().orElseThrow() == ROOT;

    @TempDir
    Path folder;

    private FakeHome home;
    private Path data;
    private Map<String, String> environment;

    @BeforeEach
    void makeHome() throws IOException {
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
        home = FakeHome.create(Files.createDirectory(folder.resolve("home")));
        data = folder.resolve("data");
        environment = RunningLauncher.withForeignServers(folder);
    }

    @AfterEach
    void stopWhatIsLeft() throws Exception {
        RunningLauncher.run(home, data, environment, "down");
    }

    @Test
    void startsShowsAndStopsEverything() throws Exception {
        try (var up = up()) {
            var expected = AS_ROOT
                    ? List.of("console", "collector", "laboratory", "edge", "edge-2")
                    : List.of("console", "collector");
            assertThat(up.children()).hasSize(expected.size());
            assertThat(RunningLauncher.run(home, data, environment, "status"))
                    .contains(expected)
                    .contains("ready");
            var children = up.children();
            up.process().destroy();
            up.awaitEnd();
            assertThat(children).noneMatch(ProcessIdentity::isAlive);
            assertThat(up.output()).endsWith("stopped\n");
        }
        assertThat(RunningLauncher.run(home, data, environment, "status")).startsWith("nothing runs in");
    }

    @Test
    void aKilledLauncherLeavesNothingRunning() throws Exception {
        try (var up = up()) {
            var children = up.children();
            up.process().destroyForcibly();
            up.awaitEnd();
            up.await("the end of the children", () -> children.stream().noneMatch(ProcessIdentity::isAlive));
        }
    }

    @Test
    void theInventoryLiesWhereEveryComponentCanReadIt() throws Exception {
        try (var up = up()) {
            assertThat(up.children()).isNotEmpty();
            var staged = data.resolve("lib/inventory");
            assertThat(data.resolve("run/settings.properties")).content().contains("laboratory.inventory=" + staged);
            assertThat(staged.resolve("acme.yaml")).hasContent(FakeHome.INVENTORY);
            assertThat(Files.getPosixFilePermissions(staged.resolve("acme.yaml")))
                    .contains(PosixFilePermission.OTHERS_READ);
        }
    }

    @Test
    void aDeadComponentIsStartedAgain() throws Exception {
        try (var up = up()) {
            var dead = up.child("collector");
            dead.handle().orElseThrow().destroyForcibly();
            up.awaitSuccessor("collector", dead);
            assertThat(up.output()).contains("collector    died with code 137 and is started again in 0.5 s");
        }
    }

    @Test
    void aComponentThatDiesAgainAndAgainIsGivenUpWithItsLastWords() throws Exception {
        try (var up = up()) {
            Files.createFile(data.resolve("collector/die"));
            up.child("collector").handle().orElseThrow().destroyForcibly();
            up.await("the end of the attempts", () -> up.output().contains("is not started again"));
            assertThat(up.output())
                    .contains("collector    died 5 times within 5 minutes")
                    .contains("cannot live with a file named die")
                    .contains(data.resolve("log/collector.log").toString());
            assertThat(up.child("console").isAlive()).isTrue();
        }
    }

    @Test
    void asEdgesHoldInterfacesOfTheLaboratoryTheyAreStartedAgainWithIt() throws Exception {
        if (!AS_ROOT) {
            return;
        }
        try (var up = up()) {
            var first = up.child("edge");
            var second = up.child("edge-2");
            up.child("laboratory").handle().orElseThrow().destroyForcibly();
            up.awaitSuccessor("edge", first);
            up.awaitSuccessor("edge-2", second);
        }
    }

    @Test
    void aTakenPortIsNamedWithItsHolder() throws Exception {
        try (var taken = new ServerSocket(0)) {
            var other = new HashMap<>(environment);
            other.put("DAMSON_CONSOLE_ADDRESS", "127.0.0.1:" + taken.getLocalPort());
            assertThat(RunningLauncher.run(home, data, other, "up"))
                    .startsWith("damson: port %d is taken by java (pid %d)"
                            .formatted(
                                    taken.getLocalPort(),
                                    ProcessHandle.current().pid()))
                    .contains("\"console.address\"")
                    .hasLineCount(1);
        }
    }

    @Test
    void theSecondStartUsesTheCachesThatTheFirstHasWritten() throws Exception {
        try (var first = RunningLauncher.start(home, data, caching(), "up").awaitUp()) {
            assertThat(first.commandLine("console"))
                    .contains("-XX:DumpLoadedClassList=" + data.resolve("cache/console"));
            first.await("the console's cache", () -> cacheOfConsole().isPresent());
        }
        try (var second = RunningLauncher.start(home, data, caching(), "up").awaitUp()) {
            assertThat(second.commandLine("console"))
                    .contains("-XX:SharedArchiveFile=" + cacheOfConsole().orElseThrow());
            assertThat(openFiles(second.child("console").pid()))
                    .contains(cacheOfConsole().orElseThrow().toString());
        }
    }

    @Test
    void whatWritesTheCachesEndsWithAKilledLauncher() throws Exception {
        try (var launcher = RunningLauncher.start(home, data, caching(), "up").awaitUp()) {
            launcher.await("a cache that is being written", () -> !writers().isEmpty());
            launcher.process().destroyForcibly();
            launcher.await("the end of what writes", () -> writers().isEmpty());
        }
    }

    private Map<String, String> caching() {
        var caching = new HashMap<>(environment);
        caching.put("DAMSON_CACHES_ENABLED", "true");
        caching.put("DAMSON_CACHES_AFTER_SECONDS", "0");
        return caching;
    }

    /** The processes that write a cache of this test's data folder. */
    private List<ProcessHandle> writers() {
        return ProcessHandle.allProcesses()
                .filter(process -> process.info()
                        .commandLine()
                        .filter(line -> line.contains("-Xshare:dump") && line.contains(data.toString()))
                        .isPresent())
                .toList();
    }

    private static String openFiles(long pid) throws IOException {
        return Files.readString(Path.of("/proc/" + pid + "/maps"));
    }

    @Test
    void aPartThatIsNotBuiltIsNamed() throws Exception {
        Files.delete(home.root().resolve("edge-runtime/target/dist/lib/EdgeMain.jar"));
        Files.delete(home.root().resolve("console-ui/app/target/dist/lib/ConsoleApplication.jar"));
        assertThat(RunningLauncher.run(home, data, environment, "up"))
                .startsWith("damson: console is not built")
                .hasLineCount(1);
    }

    @Test
    void passwordsAreShownOnceAndResetForgetsThem() throws Exception {
        try (var up = up()) {
            up.await("the last line of the welcome", () -> up.output().contains("tenant administrator of acme"));
            assertThat(up.output()).containsPattern("alice +[a-z2-9]{12}   tenant administrator of acme");
        }
        try (var again = up()) {
            assertThat(again.output()).doesNotContainPattern("alice +[a-z2-9]{12}");
        }
        assertThat(RunningLauncher.run(home, data, environment, "reset", "--yes"))
                .contains("is deleted");
        assertThat(data.resolve("secrets")).doesNotExist();
        assertThat(data.resolve("damson.properties")).exists();
    }

    @Test
    void withoutTheLaboratoryNobodyHasAnAccountAndTheTokenIsShown() throws Exception {
        try (var up = RunningLauncher.start(home, data, environment, "up", "--without-laboratory")
                .awaitUp()) {
            var token = Files.readString(data.resolve("secrets/setup-token")).strip();
            assertThat(up.output()).contains("the console asks for this token: " + token);
            assertThat(data.resolve("secrets/demo-accounts")).doesNotExist();
            assertThat(up.output()).doesNotContain("laboratory");
        }
    }

    private RunningLauncher up() throws IOException, InterruptedException {
        return RunningLauncher.start(home, data, environment, "up").awaitUp();
    }

    private Optional<Path> cacheOfConsole() {
        try (var files = Files.list(data.resolve("cache/console"))) {
            return files.filter(file -> file.toString().endsWith(".jsa")).findAny();
        } catch (IOException cause) {
            throw new UncheckedIOException(cause);
        }
    }
}
