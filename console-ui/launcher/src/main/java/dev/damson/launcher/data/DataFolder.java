package dev.damson.launcher.data;

import dev.damson.launcher.Refusal;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * The one folder in which everything of an installation lies. The root of it and {@code lib} can be read by all; what a
 * component owns is a folder of its own with mode 0700.
 */
public record DataFolder(Path root) {
    /** A first start writes about 400 MB (jars, graph, log segments, start-up caches); below this it would end half-way. */
    static final long LOWEST_FREE_BYTES = 1L << 30;

    private static final Pattern PLAIN = Pattern.compile("[\\p{L}\\p{N}/._+@ -]+");

    /** {@code $DAMSON_DATA}, else {@code /var/lib/damson} for root and {@code ~/.local/state/damson} for others. */
    public static DataFolder resolve(Map<String, String> environment, Account launcher) {
        var given = environment.getOrDefault("DAMSON_DATA", "").strip();
        if (!given.isEmpty()) {
            return new DataFolder(Path.of(given).toAbsolutePath().normalize());
        }
        return launcher.isRoot()
                ? ofRoot()
                : new DataFolder(Path.of(System.getProperty("user.home"), ".local", "state", "damson"));
    }

    /** Where it lies when root starts Damson and says nothing else. */
    public static DataFolder ofRoot() {
        return new DataFolder(Path.of("/var/lib/damson"));
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

    /** Files that a component needs only while it runs. */
    public Path temporary(String component) {
        return root.resolve("tmp").resolve(component);
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
        requirePlainName();
        try {
            Files.createDirectories(root);
            requireOwner(launcher);
            if (!Files.isWritable(root)) {
                throw new AccessDeniedException(root.toString());
            }
            PrivateFiles.setMode(root, "rwxr-xr-x");
            for (var shared : new Path[] {run(), root.resolve("lib"), root.resolve("cache"), root.resolve("tmp")}) {
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

    /** Class paths, Kafka's and Neo4j's configuration each give another sign a meaning. */
    private void requirePlainName() {
        if (!PLAIN.matcher(root.toString()).matches()) {
            throw new Refusal(("the data folder \"%s\" has signs in its name that cannot be written in every"
                            + " configuration: use letters, digits and / . _ - + @ or blanks")
                    .formatted(root));
        }
    }

    /** Whoever owns the folder can swap what lies in it, also under the hands of root. */
    private void requireOwner(Account launcher) throws IOException {
        var owner = (Integer) Files.getAttribute(root, "unix:uid");
        if (owner != launcher.uid()) {
            throw new Refusal(("the data folder \"%s\" belongs to another user (uid %d) than the one who starts Damson"
                            + " (%s): start as that user, or give another folder with DAMSON_DATA")
                    .formatted(root, owner, launcher.name()));
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
