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
            if (mirror(source, target, "*.jar") == 0) {
                throw new Refusal(
                        "%s is not built: \"%s\" has no jar; \"./damson up\" builds it".formatted(component, source));
            }
            return target;
        } catch (IOException cause) {
            throw new Refusal(
                    "cannot copy the jars of %s to \"%s\": %s".formatted(component, target, cause.getMessage()), cause);
        }
    }

    /** Stages the laboratory's inventory, which the laboratory makes and the console knows, and returns its folder. */
    public Path stageInventory() {
        var source = home.resolve("examples/laboratory");
        var target = data.lib("inventory");
        try {
            if (mirror(source, target, "*.yaml") == 0) {
                throw new Refusal("the laboratory has no inventory: \"%s\" has no <tenant>.yaml".formatted(source));
            }
            return target;
        } catch (IOException cause) {
            throw new Refusal(
                    "cannot copy the laboratory's inventory from \"%s\" to \"%s\": %s"
                            .formatted(source, target, cause.getMessage()),
                    cause);
        }
    }

    /** Makes the target hold the same matching files as the source, readable by all, and returns how many. */
    private static int mirror(Path source, Path target, String glob) throws IOException {
        Files.createDirectories(target);
        PrivateFiles.setMode(target, "rwxr-xr-x");
        var wanted = files(source, glob);
        if (wanted.isEmpty()) {
            return 0;
        }
        for (var name : files(target, glob).keySet()) {
            if (!wanted.containsKey(name)) {
                Files.delete(target.resolve(name));
            }
        }
        for (var file : wanted.values()) {
            copy(file, target.resolve(file.getFileName()));
        }
        return wanted.size();
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

    private static Map<String, Path> files(Path folder, String glob) throws IOException {
        var files = new TreeMap<String, Path>();
        try (var found = Files.newDirectoryStream(folder, glob)) {
            found.forEach(file -> files.put(file.getFileName().toString(), file));
        }
        return files;
    }
}
