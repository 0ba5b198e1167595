package dev.damson.launcher.verb;

import dev.damson.launcher.fleet.Site;
import dev.damson.launcher.process.ProcessIdentity;
import dev.damson.launcher.process.State;
import dev.damson.launcher.process.StatusBoard;
import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;

/** Shows each component with its process, user, state, age and address. */
final class Status {
    /** As systemd and LSB have it: the program is not running. */
    private static final int NOT_RUNNING = 3;

    private static final String ROW = "%-12s %8s %6s %-9s %10s  %s%n";

    private final Site site;
    private final PrintStream out;

    Status(Site site, PrintStream out) {
        this.site = site;
        this.out = out;
    }

    int run() {
        var launcher = Down.running(site.data());
        if (launcher.isEmpty()) {
            out.println("nothing runs in \"" + site.data().root() + "\"" + Start.elsewhere(site));
            return NOT_RUNNING;
        }
        out.printf(ROW, "component", "pid", "uid", "state", "for", "address");
        row("launcher", launcher.get(), "ready", "", site.data().root().toString());
        for (var line : StatusBoard.read(site.data().statusFile())) {
            var alive = line.identity().filter(ProcessIdentity::isAlive);
            var state = line.identity().isPresent() && alive.isEmpty() ? State.STOPPED : line.state();
            var age = age(Duration.between(line.since(), Instant.now()));
            if (alive.isPresent()) {
                row(line.component(), alive.get(), state.toString(), age, line.address());
            } else {
                out.printf(ROW, line.component(), "-", "-", state, age, line.address());
            }
        }
        return 0;
    }

    private void row(String name, ProcessIdentity process, String state, String age, String address) {
        var uid = process.uid().map(String::valueOf).orElse("-");
        out.printf(ROW, name, process.pid(), uid, state, age, address);
    }

    /** The two largest units: {@code 3 h 12 min}. */
    static String age(Duration duration) {
        if (duration.toDays() > 0) {
            return duration.toDays() + " d " + duration.toHoursPart() + " h";
        }
        if (duration.toHours() > 0) {
            return duration.toHours() + " h " + duration.toMinutesPart() + " min";
        }
        return duration.toMinutes() > 0
                ? duration.toMinutes() + " min " + duration.toSecondsPart() + " s"
                : Math.max(0, duration.toSeconds()) + " s";
    }
}
