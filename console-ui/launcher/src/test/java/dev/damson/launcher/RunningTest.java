package dev.damson.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import dev.damson.launcher.process.ProcessIdentity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What can be seen of a running Damson from outside: users, secrets, status. Root sees all of it. */
class RunningTest {
    private static final int ROOT = 0;
    private static final boolean AS_ROOT = ProcessIdentity.ofThisProcess().uid().orElseThrow() == ROOT;

    @TempDir
    static Path folder;

    private static FakeHome home;
    private static Path data;
    private static Map<String, String> environment;
    private static RunningLauncher up;

    @BeforeAll
    static void start() throws Exception {
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
        home = FakeHome.create(Files.createDirectory(folder.resolve("home")));
        data = folder.resolve("data");
        environment = RunningLauncher.withForeignServers(folder);
        up = RunningLauncher.start(home, data, environment, "up").awaitUp();
    }

    @AfterAll
    static void stop() {
        up.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"console", "collector"})
    void whatNeedsNoPrivilegeHasNone(String component) throws IOException {
        var child = up.child(component);
        if (AS_ROOT) {
            assertThat(child.uid()).get().isNotEqualTo(ROOT);
            assertThat(Files.readAllLines(Path.of("/proc/" + child.pid(), "status")))
                    .contains("NoNewPrivs:\t1", "CapEff:\t0000000000000000", "CapBnd:\t0000000000000000");
        } else {
            assertThat(child.uid()).isEqualTo(ProcessIdentity.ofThisProcess().uid());
        }
    }

    @Test
    void edgeAndLaboratoryRunAsRootOrSayThatTheyWouldNeedIt() {
        if (AS_ROOT) {
            assertThat(up.child("edge").uid()).contains(ROOT);
            assertThat(up.child("laboratory").uid()).contains(ROOT);
        } else {
            assertThat(up.output())
                    .contains("edge         not started: it loads programs into the kernel, which needs root")
                    .contains("laboratory   not started: it makes network namespaces, which needs root");
        }
    }

    @Test
    void statusShowsEachComponentWithItsUserAndAddress() throws Exception {
        assertThat(RunningLauncher.run(home, data, environment, "status").lines())
                .anySatisfy(line -> assertThat(line)
                        .containsSubsequence(
                                "console",
                                Long.toString(up.child("console").pid()),
                                Integer.toString(up.child("console").uid().orElseThrow()),
                                "ready",
                                "http://" + environment.get("DAMSON_CONSOLE_ADDRESS")));
    }

    @Test
    void noProcessShowsASecret() throws IOException {
        var secrets = new ArrayList<String>();
        secrets.add(Files.readString(data.resolve("secrets/cli-token")).strip());
        Files.readString(data.resolve("secrets/demo-accounts"))
                .lines()
                .forEach(line -> secrets.add(line.substring(line.indexOf(':') + 1)));
        for (var child : up.children()) {
            for (var file : List.of("cmdline", "environ")) {
                assertThat(Files.readString(Path.of("/proc/" + child.pid(), file)))
                        .doesNotContain(secrets);
            }
        }
        assertThat(Files.readString(data.resolve("run/settings.properties"))).doesNotContain(secrets);
    }

    @ParameterizedTest
    @ValueSource(strings = {"secrets/demo-accounts", "secrets/cli-token", "secrets/director-key.pem"})
    void aSecretIsReadByItsOwnerOnly(String file) throws IOException {
        assertThat(mode(file)).isEqualTo("rw-------");
    }

    @ParameterizedTest
    @ValueSource(strings = {"secrets", "console", "collector", "edge", "edge/secrets", "store", "log"})
    void aFolderIsOpenToItsOwnerOnly(String path) throws IOException {
        assertThat(mode(path)).isEqualTo("rwx------");
    }

    @Test
    void twoStartsOnOneFolderGiveOneSentence() throws Exception {
        try (var second = RunningLauncher.start(home, data, environment, "up")) {
            assertThat(second.awaitEnd()).isEqualTo(1);
            assertThat(second.output())
                    .startsWith("damson: Damson already runs in \"%s\" (pid %d)"
                            .formatted(data, up.process().pid()))
                    .hasLineCount(1);
        }
    }

    private static String mode(String path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(data.resolve(path)));
    }
}
