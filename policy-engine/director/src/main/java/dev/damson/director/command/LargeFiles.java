package dev.damson.director.command;

import dev.damson.director.SourceFile;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/** Files that take a good part of the heap while they are read and compiled wait for each other. */
final class LargeFiles {
    /** Characters of all files of one command; what is shorter takes a few megabytes. */
    private static final long LARGE = 500_000;

    private static final ReentrantLock TURN = new ReentrantLock(true);

    private LargeFiles() {}

    static <T> T inTurn(List<SourceFile> files, Supplier<T> work) {
        if (files.stream().mapToLong(file -> file.text().length()).sum() <= LARGE) {
            return work.get();
        }
        TURN.lock();
        try {
            return work.get();
        } finally {
            TURN.unlock();
        }
    }
}
