package dev.damson.edge.kernel;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The processors that the kernel keeps per-CPU values for. */
public final class Cpus {
    private static final Path POSSIBLE = Path.of("/sys/devices/system/cpu/possible");

    private Cpus() {}

    /** Possible, not online: a per-CPU map has a value for each processor that could be plugged in. */
    public static int possible() {
        try {
            return count(Files.readString(POSSIBLE).strip());
        } catch (IOException unreadable) {
            throw new UncheckedIOException(POSSIBLE + " cannot be read; sysfs must be mounted on /sys", unreadable);
        }
    }

    /** @param list as the kernel prints it: {@code 0-3,8-11} */
    static int count(String list) {
        var count = 0;
        for (var range : list.split(",")) {
            var ends = range.split("-");
            count += Integer.parseInt(ends[ends.length - 1]) - Integer.parseInt(ends[0]) + 1;
        }
        return count;
    }
}
