package dev.damson.launcher.data;

import dev.damson.launcher.Refusal;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * The one folder in which everything of an installation lies. The root of it and {@code lib} can be read by all; what a
 * component owns is a folder of its own with mode 0700.
 */
public record DataFolder(Path root) {
    /** A first start writes about 400 MB (jars, graph, log segments, start-up caches); below this it would end half-way. */
    static final long LOWEST_FREE_BYTES = 1L << 30;

    /** {@code $DAMSON_DATA}, else {@code /var/lib/damson} for root and {@code ~/.local/state/damson} for others. */
    public static DataFolder resolve(Map<String, String> environment, Account launcher) {
        var given = environment.getOrDefault("DAMSON_DATA", "").strip();
        if (!given.isEmpty()) {
            return new DataFolder(Path.of(given).toAbsolutePath().normalize());
        }
        return new DataFolder(
                launcher.isRoot()
                        ? Path.of("/var/lib/damson")
                        : Path.of(System.getProperty("user.home"), ".local", "state", "damson"));
    }

    public Path settingsFile() {
        return root.resolve("damson.properties");
    }

    public Path resolvedSettings() {
        return run().resolve("settings.properties");
    }

    public Path run() {
        return root.resolve("run");
    }

    public Path lockFile() {
        return run().resolve("lock");
    }

    public Path statusFile() {
        return run().resolve("status");
    }

    public Path log() {
        return root.resolve("log");
    }

    public Path lib(String component) {
        return root.resolve("lib").resolve(component);
    }

    public Path cache(String component) {
        return root.resolve("cache").resolve(component);
    }

    /** The working folder of a component. */
    public Path of(String component) {
        return root.resolve(component);
    }

    public Path secrets() {
        return root.resolve("secrets");
    }

    /** What only the edge may read; apart from {@link #secrets}, because another user owns that one. */
    public Path edgeSecrets() {
        return root.resolve("edge").resolve("secrets");
    }

    public boolean exists() {
        return Files.isDirectory(run());
    }

    /** Makes the folder and its fixed parts, or refuses with the reason why it cannot be used. */
    public void prepare(Account launcher, Account user) {
        try {
            Files.createDirectories(root);
            if (!Files.isWritable(root)) {
                throw new AccessDeniedException(root.toString());
            }
            PrivateFiles.setMode(root, "rwxr-xr-x");
            for (var shared : new Path[] {run(), root.resolve("lib"), root.resolve("cache")}) {
                PrivateFiles.folder(shared, launcher, "rwxr-xr-x");
            }
            PrivateFiles.folder(log(), launcher);
            PrivateFiles.folder(secrets(), user);
            PrivateFiles.folder(of("edge"), launcher);
            PrivateFiles.folder(edgeSecrets(), launcher);
            requireSpace(Files.getFileStore(root).getUsableSpace());
        } catch (IOException cause) {
            throw new Refusal(
                    ("cannot write in the data folder \"%s\" as %s (%s): give another one with DAMSON_DATA,"
                                    + " or start as the user it belongs to")
                            .formatted(root, launcher.name(), reason(cause)),
                    cause);
        }
    }

    void requireSpace(long freeBytes) {
        if (freeBytes < LOWEST_FREE_BYTES) {
            throw new Refusal("only %d MB are free in the data folder \"%s\", at least %d MB are needed"
                    .formatted(freeBytes >> 20, root, LOWEST_FREE_BYTES >> 20));
        }
    }

    private static String reason(IOException cause) {
        return switch (cause) {
            case AccessDeniedException denied -> "permission denied: " + denied.getFile();
            default -> String.valueOf(cause.getMessage());
        };
    }

    static UncheckedIOException unchecked(IOException cause) {
        return new UncheckedIOException(cause);
    }
}
