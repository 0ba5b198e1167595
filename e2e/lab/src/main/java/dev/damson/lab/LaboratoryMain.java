package dev.damson.lab;

import dev.damson.lab.inventory.Inventory;
import dev.damson.lab.inventory.InventoryFiles;
import dev.damson.lab.network.Claim;
import dev.damson.lab.network.Laboratory;
import dev.damson.lab.traffic.StatusFile;
import dev.damson.lab.traffic.Traffic;
import dev.damson.wire.settings.Settings;
import dev.damson.wire.settings.SettingsException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Makes the laboratory, prints {@code ready}, and runs its traffic until standard input ends or the process is asked to
 * stop; then removes everything. With {@code --remove} it only removes what an earlier one left.
 */
public final class LaboratoryMain {
    private static final int FAILED = 1;
    private static final int USAGE = 2;
    private static final int NEEDS_ROOT = 3;
    private static final int ROOT = 0;

    private static final String DEFAULT_PREFIX = "damson";
    private static final String STATUS_FILE = "run/laboratory-status.json";
    private static final Duration STATUS_PERIOD = Duration.ofSeconds(1);

    private LaboratoryMain() {}

    public static void main(String[] arguments) {
        System.exit(run(arguments));
    }

    private static int run(String[] arguments) {
        var remove = arguments.length == 1 && arguments[0].equals("--remove");
        if (arguments.length > 0 && !remove) {
            System.err.println("the laboratory takes no argument but \"--remove\"");
            return USAGE;
        }
        try {
            if (!Integer.valueOf(ROOT).equals(Files.getAttribute(Path.of("/proc/self"), "unix:uid"))) {
                System.err.println("the laboratory makes network namespaces and needs root for that: run it with sudo");
                return NEEDS_ROOT;
            }
            var settings = Settings.load();
            var prefix = settings.text("laboratory.prefix", DEFAULT_PREFIX);
            Claim.take(prefix);
            if (remove) {
                Laboratory.removeAll(prefix);
            } else {
                var inventory = InventoryFiles.read(settings.path("laboratory.inventory"));
                live(
                        prefix,
                        inventory,
                        new StatusFile(settings.path("data.folder").resolve(STATUS_FILE)));
            }
            return 0;
        } catch (IOException | SettingsException failed) {
            System.err.println("laboratory: " + failed.getMessage());
            return FAILED;
        }
    }

    private static void live(String prefix, Inventory inventory, StatusFile status) throws IOException {
        // Whoever asks to stop while the network is being made waits until it is there, and then removes it whole.
        var making = new ReentrantLock();
        Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(() -> removeAtTheEnd(prefix, making)));
        Files.createDirectories(status.file().toAbsolutePath().getParent());
        var laboratory = create(prefix, inventory, making);
        try (var traffic = Traffic.start(laboratory, inventory)) {
            System.out.println("ready");
            reportUntilInputEnds(prefix, traffic, status);
        }
    }

    private static Laboratory create(String prefix, Inventory inventory, ReentrantLock making) throws IOException {
        making.lock();
        try {
            return Laboratory.create(prefix, inventory);
        } finally {
            making.unlock();
        }
    }

    private static void reportUntilInputEnds(String prefix, Traffic traffic, StatusFile status) throws IOException {
        var input = Thread.ofPlatform().daemon().name("standard-input").start(LaboratoryMain::readToTheEnd);
        try {
            do {
                status.write(prefix, traffic.status(), Instant.now());
            } while (!input.join(STATUS_PERIOD));
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private static void readToTheEnd() {
        try {
            while (System.in.read() >= 0) {
                // Nothing is said here; only the end counts.
            }
        } catch (IOException closed) {
            // As good as the end.
        }
    }

    private static void removeAtTheEnd(String prefix, ReentrantLock making) {
        // Not given back: nothing is made any more after this.
        making.lock();
        try {
            Laboratory.removeAll(prefix);
        } catch (IOException stuck) {
            System.err.println("laboratory: " + stuck.getMessage());
        }
    }
}
