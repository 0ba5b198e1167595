package dev.damson.launcher.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;

class ProcessIdentityTest {
    @Test
    void aRunningProcessIsAliveAndAnEndedOneIsNot() throws IOException, InterruptedException {
        var process = new ProcessBuilder("cat").start();
        var identity = ProcessIdentity.of(process.pid()).orElseThrow();
        assertThat(identity.isAlive()).isTrue();
        assertThat(identity.uid()).isEqualTo(ProcessIdentity.ofThisProcess().uid());

        process.getOutputStream().close();
        process.waitFor();

        assertThat(identity.isAlive()).isFalse();
        assertThat(identity.handle()).isEmpty();
    }

    @Test
    void anotherProcessWithTheSameNumberIsNotTheSame() {
        var self = ProcessIdentity.ofThisProcess();

        assertThat(new ProcessIdentity(self.pid(), self.startTicks() - 1).isAlive())
                .isFalse();
    }

    @Test
    void theTextFormIsReadBack() {
        var self = ProcessIdentity.ofThisProcess();

        assertThat(ProcessIdentity.parse(self + "\n")).contains(self);
        assertThat(ProcessIdentity.parse("")).isEmpty();
        assertThat(ProcessIdentity.parse("12 soon")).isEmpty();
    }

    @Test
    void aSessionHasItsLeaderAndWhatThatStarted() throws IOException, InterruptedException {
        var leader = new ProcessBuilder("setsid", "sh", "-c", "sleep 60 & echo started; cat").start();
        try (var output = leader.inputReader()) {
            assertThat(output.readLine()).isEqualTo("started");
            assertThat(ProcessIdentity.inSession(leader.pid()))
                    .hasSizeGreaterThanOrEqualTo(2)
                    .extracting(ProcessIdentity::pid)
                    .contains(leader.pid());
        } finally {
            ProcessIdentity.inSession(leader.pid())
                    .forEach(member -> member.handle().ifPresent(ProcessHandle::destroyForcibly));
            leader.waitFor();
        }
    }
}
