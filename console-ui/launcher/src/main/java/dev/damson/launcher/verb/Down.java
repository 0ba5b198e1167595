package dev.damson.launcher.verb;

import dev.damson.launcher.Refusal;
import dev.damson.launcher.data.DataFolder;
import dev.damson.launcher.data.RunLock;
import dev.damson.launcher.fleet.LaboratoryLeftovers;
import dev.damson.launcher.fleet.Site;
import dev.damson.launcher.process.ProcessIdentity;
import java.io.IOException;
import java.io.PrintStream;
import java.time.Duration;
import java.util.Optional;

/** Stops the {@code up} that runs on the data folder, and removes what a killed one left. */
final class Down {
    /** Four stages, each within its own limits; more means that it hangs. */
    private static final Duration PATIENCE = Duration.ofSeconds(45);

    private static final Duration POLL = Duration.ofMillis(50);

    private final Site site;
    private final PrintStream out;

    Down(Site site, PrintStream out) {
        this.site = site;
        this.out = out;
    }

    /** The launcher that runs on the data folder, if one does. */
    static Optional<ProcessIdentity> running(DataFolder data) {
        return RunLock.holder(data.lockFile()).flatMap(ProcessIdentity::parse).filter(ProcessIdentity::isAlive);
    }

    int run() throws IOException, InterruptedException {
        var launcher = running(site.data());
        if (launcher.isPresent()) {
            end(launcher.get());
        }
        var survivors = site.data().exists() && Survivors.end(site.data(), out);
        var leftovers = site.data().exists() && LaboratoryLeftovers.remove(site);
        if (leftovers) {
            out.println("removed what an earlier laboratory left");
        }
        out.println(
                launcher.isPresent() || survivors || leftovers
                        ? "stopped"
                        : "nothing runs in \"" + site.data().root() + "\"" + Start.elsewhere(site));
        return 0;
    }

    private void end(ProcessIdentity launcher) throws InterruptedException {
        if (!launcher.handle().map(ProcessHandle::destroy).orElse(true) && launcher.isAlive()) {
            throw new Refusal("Damson (pid %d) runs as another user: stop it as that user, or with sudo"
                    .formatted(launcher.pid()));
        }
        out.println("stopping pid " + launcher.pid());
        var end = System.nanoTime() + PATIENCE.toNanos();
        while (launcher.isAlive() && System.nanoTime() < end) {
            Thread.sleep(POLL);
        }
        launcher.handle().ifPresent(stuck -> {
            out.println("it did not stop within %d s and is killed".formatted(PATIENCE.toSeconds()));
            stuck.destroyForcibly();
        });
    }
}
