package dev.damson.launcher.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Writes the archives of {@link StartCaches}, one after the other, some time after everything has started. */
public final class ArchiveWriter {
    private final List<StartCaches.Archive> archives;
    private final Duration delay;
    private final Path log;
    private final Consumer<String> say;
    private final CountDownLatch stopAsked = new CountDownLatch(1);

    /** Of the platform: the kernel ends the writing process with the thread that started it. */
    private final Thread thread =
            Thread.ofPlatform().name("start-caches").daemon().unstarted(this::run);

    private volatile @Nullable Process writing;

    ArchiveWriter(List<StartCaches.Archive> archives, Duration delay, Path log, Consumer<String> say) {
        this.archives = List.copyOf(archives);
        this.delay = delay;
        this.log = log;
        this.say = say;
    }

    void start() {
        if (!archives.isEmpty()) {
            thread.start();
        }
    }

    void stop() {
        stopAsked.countDown();
        var process = writing;
        if (process != null) {
            process.destroyForcibly();
        }
    }

    private void run() {
        try {
            if (stopAsked.await(delay.toMillis(), TimeUnit.MILLISECONDS)) {
                return;
            }
            for (var archive : archives) {
                write(archive);
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private void write(StartCaches.Archive archive) throws InterruptedException {
        if (stopAsked.getCount() == 0) {
            return;
        }
        try {
            var process = new ProcessBuilder(archive.command())
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                    .start();
            writing = process;
            if (stopAsked.getCount() == 0) {
                process.destroyForcibly();
            }
            var code = process.waitFor();
            if (code == 0) {
                Files.move(archive.unfinished(), archive.file(), StandardCopyOption.ATOMIC_MOVE);
                Files.deleteIfExists(archive.classList());
            } else if (stopAsked.getCount() > 0) {
                failed(archive, "the JVM ended with code " + code + ", see \"" + log + "\"");
            }
        } catch (IOException cause) {
            failed(archive, cause.toString());
        }
    }

    private void failed(StartCaches.Archive archive, String reason) {
        say.accept("%-12s will start no faster next time, its start-up cache could not be written: %s"
                .formatted(archive.component().name(), reason));
    }
}
