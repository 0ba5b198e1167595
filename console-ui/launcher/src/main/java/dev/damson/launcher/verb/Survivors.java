package dev.damson.launcher.verb;

import dev.damson.launcher.data.DataFolder;
import dev.damson.launcher.process.ProcessIdentity;
import dev.damson.launcher.process.StatusBoard;
import java.io.PrintStream;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Children of a launcher that was killed: they end by themselves within seconds, and are ended when they do not. */
final class Survivors {
    private static final Duration PATIENCE = Duration.ofSeconds(12);
    private static final Duration POLL = Duration.ofMillis(50);

    private Survivors() {}

    /** Returns when none of the processes on the last status board runs; says so when there were any. */
    static boolean end(DataFolder data, PrintStream out) throws InterruptedException {
        var alive = alive(data);
        if (alive.isEmpty()) {
            return false;
        }
        out.println("waiting for %d processes of an earlier start to end".formatted(alive.size()));
        var end = System.nanoTime() + PATIENCE.toNanos();
        while (!alive(data).isEmpty() && System.nanoTime() < end) {
            Thread.sleep(POLL);
        }
        alive(data).forEach(left -> left.handle().ifPresent(ProcessHandle::destroyForcibly));
        return true;
    }

    private static List<ProcessIdentity> alive(DataFolder data) {
        return StatusBoard.read(data.statusFile()).stream()
                .map(StatusBoard.Line::identity)
                .flatMap(Optional::stream)
                .filter(ProcessIdentity::isAlive)
                .toList();
    }
}
