package dev.damson.launcher.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AccountTest {
    private static final Account ROOT = new Account("root", 0, 0, false);

    @Test
    void readsALineOfPasswd() {
        assertThat(Account.parse("ana:x:1000:1001:Ana,,,:/home/ana:/bin/bash\n"))
                .contains(new Account("ana", 1000, 1001, true));
        assertThat(Account.parse("")).isEmpty();
    }

    @Test
    void rootStartsOthersWithoutGroupsAndCapabilities() {
        assertThat(new Account("ana", 1000, 1001, true).prefix())
                .containsExactly(
                        "setpriv",
                        "--reuid=1000",
                        "--regid=1001",
                        "--clear-groups",
                        "--inh-caps=-all",
                        "--bounding-set=-all",
                        "--no-new-privs");
    }

    @Test
    void whoIsNotRootStaysWhoTheyAre(@TempDir Path folder) {
        var ana = new Account("ana", 1000, 1001, false);

        assertThat(Account.unprivileged(ana, folder, Map.of("SUDO_USER", "nobody"), true))
                .isEqualTo(ana);
        assertThat(ana.prefix()).isEmpty();
    }

    @Test
    void theCallerOfSudoIsTakenButNeverRoot(@TempDir Path folder) {
        var absent = folder.resolve("none");

        assertThat(Account.unprivileged(ROOT, absent, Map.of("SUDO_USER", "nobody"), false)
                        .name())
                .isEqualTo("nobody");
        assertThat(Account.unprivileged(ROOT, absent, Map.of("SUDO_USER", "root"), false)
                        .name())
                .isNotEqualTo("nobody");
    }
}
