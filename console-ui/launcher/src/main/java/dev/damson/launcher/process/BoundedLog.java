package dev.damson.launcher.process;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The output of one component: a file and the one before it, and the last lines in memory for messages. Draining never
 * stops, not even on a full disk, because a child that cannot write its output stands still.
 */
final class BoundedLog {
    /** Two files of it are kept for each component, so that logs stay below 100 MB in all. */
    static final long LARGEST_FILE_BYTES = 8 << 20;

    static final int TAIL_LINES = 20;

    /** A longer line is broken: a child must not make the launcher's memory grow. */
    static final int LONGEST_LINE_BYTES = 4096;

    private final @Nullable Path file;
    private final Deque<String> tail = new ArrayDeque<>();
    private @Nullable OutputStream output;
    private long written;

    private BoundedLog(@Nullable Path file) {
        this.file = file;
    }

    static BoundedLog of(Path file) {
        return new BoundedLog(file);
    }

    /** Keeps only the last lines. */
    static BoundedLog inMemory() {
        return new BoundedLog(null);
    }

    /** Reads to the end and hands every line on. */
    void drain(InputStream input, Consumer<String> listener) {
        var line = new byte[LONGEST_LINE_BYTES];
        var length = 0;
        var buffer = new byte[LONGEST_LINE_BYTES];
        try (input) {
            for (var count = input.read(buffer); count >= 0; count = input.read(buffer)) {
                for (var index = 0; index < count; index++) {
                    if (buffer[index] != '\n') {
                        line[length++] = buffer[index];
                    }
                    if (buffer[index] == '\n' || length == LONGEST_LINE_BYTES) {
                        add(line, length, listener);
                        length = 0;
                    }
                }
            }
        } catch (IOException ended) {
            // The pipe of a killed child breaks instead of ending; what was read is kept.
        }
        if (length > 0) {
            add(line, length, listener);
        }
        close();
    }

    synchronized List<String> tail() {
        return List.copyOf(tail);
    }

    private synchronized void add(byte[] bytes, int length, Consumer<String> listener) {
        var line = new String(bytes, 0, length, StandardCharsets.UTF_8);
        tail.addLast(line);
        if (tail.size() > TAIL_LINES) {
            tail.removeFirst();
        }
        try {
            var open = output == null || written >= LARGEST_FILE_BYTES ? open() : output;
            open.write(bytes, 0, length);
            open.write('\n');
            written += length + 1;
        } catch (IOException full) {
            close();
        }
        listener.accept(line);
    }

    private OutputStream open() throws IOException {
        close();
        if (file == null) {
            return OutputStream.nullOutputStream();
        }
        if (Files.exists(file) && Files.size(file) >= LARGEST_FILE_BYTES) {
            Files.move(file, file.resolveSibling(file.getFileName() + ".1"), StandardCopyOption.REPLACE_EXISTING);
        }
        var opened = Files.newOutputStream(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        written = Files.size(file);
        output = opened;
        return opened;
    }

    private synchronized void close() {
        if (output != null) {
            try {
                output.close();
            } catch (IOException full) {
                // What could not be written is lost; the tail in memory has it.
            }
            output = null;
        }
    }
}
