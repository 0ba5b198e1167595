package dev.damson.launcher.data;

import dev.damson.launcher.Refusal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.util.Map;
import java.util.TreeMap;

/**
 * Copies a component's jars from the build into the data folder, since the user it runs as may not be able to read the
 * checkout, and a build must not pull jars from under a running process. A jar that has not changed keeps its file and
 * its time stamp: the JVM throws a start-up cache away when either is new.
 */
public final class Staging {
    private final Path home;
    private final DataFolder data;

    public Staging(Path home, DataFolder data) {
        this.home = home;
        this.data = data;
    }

    /** Stages {@code <home>/<module>/target/dist/lib} as the component's jars and returns their folder. */
    public Path stage(String component, String module) {
        var source = home.resolve(module).resolve("target/dist/lib");
        var target = data.lib(component);
        try {
            if (!Files.isDirectory(source)) {
                throw new Refusal(
                        "%s is not built: \"%s\" is missing; \"./damson up\" builds it".formatted(component, source));
            }
            Files.createDirectories(target);
            PrivateFiles.setMode(target, "rwxr-xr-x");
            var built = jars(source);
            if (built.isEmpty()) {
                throw new Refusal(
                        "%s is not built: \"%s\" has no jar; \"./damson up\" builds it".formatted(component, source));
            }
            for (var name : jars(target).keySet()) {
                if (!built.containsKey(name)) {
                    Files.delete(target.resolve(name));
                }
            }
            for (var jar : built.values()) {
                copy(jar, target.resolve(jar.getFileName()));
            }
            return target;
        } catch (IOException cause) {
            throw new Refusal(
                    "cannot copy the jars of %s to \"%s\": %s".formatted(component, target, cause.getMessage()), cause);
        }
    }

    private static void copy(Path source, Path target) throws IOException {
        if (Files.exists(target) && isSame(source, target)) {
            return;
        }
        var unfinished = target.resolveSibling("." + target.getFileName());
        Files.copy(source, unfinished, StandardCopyOption.REPLACE_EXISTING);
        Files.setLastModifiedTime(unfinished, Files.getLastModifiedTime(source));
        PrivateFiles.setMode(unfinished, "rw-r--r--");
        Files.move(unfinished, target, StandardCopyOption.ATOMIC_MOVE);
    }

    /** Size and time decide; a jar that was built anew with the same bytes counts as the same too. */
    private static boolean isSame(Path source, Path target) throws IOException {
        return Files.size(source) == Files.size(target)
                && (time(source).equals(time(target)) || Files.mismatch(source, target) < 0);
    }

    private static FileTime time(Path path) throws IOException {
        return Files.getLastModifiedTime(path);
    }

    private static Map<String, Path> jars(Path folder) throws IOException {
        var jars = new TreeMap<String, Path>();
        try (var files = Files.newDirectoryStream(folder, "*.jar")) {
            files.forEach(jar -> jars.put(jar.getFileName().toString(), jar));
        }
        return jars;
    }
}
