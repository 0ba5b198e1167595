package dev.damson.lab.network;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** One process at a time makes or removes the laboratory of a prefix. The kernel ends the claim with the process. */
public final class Claim {
    private static final String ENDING = ".lock";

    /** A laboratory that was just asked to stop removes its namespaces within a second or two. */
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private static final Duration PAUSE = Duration.ofMillis(50);

    /** What nothing refers to is collected, and a collected channel gives up its lock. */
    private static final Queue<FileChannel> HELD = new ConcurrentLinkedQueue<>();

    private Claim() {}

    /**
     * Takes the claim for the rest of this process.
     *
     * @throws IOException if another process keeps the claim for longer than it takes to stop
     */
    public static void take(String prefix) throws IOException {
        var file = file(prefix);
        Files.createDirectories(file.getParent());
        var channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        try {
            var deadline = System.nanoTime() + PATIENCE.toNanos();
            while (channel.tryLock() == null) {
                if (System.nanoTime() > deadline) {
                    throw new IOException("a laboratory with the prefix \"" + prefix
                            + "\" is running: stop it, or set another \"laboratory.prefix\"");
                }
                Thread.sleep(PAUSE);
            }
            HELD.add(channel);
        } catch (IOException taken) {
            channel.close();
            throw taken;
        } catch (InterruptedException interrupted) {
            channel.close();
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while waiting for the laboratory \"" + prefix + "\"", interrupted);
        }
    }

    private static Path file(String prefix) throws IOException {
        return Leftovers.FOLDER.resolve(Laboratory.checked(prefix) + ENDING);
    }
}
