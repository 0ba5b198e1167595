package dev.damson.launcher.process;

import dev.damson.launcher.data.DataFolder;
import dev.damson.launcher.data.PrivateFiles;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * The JVM's class data archives (CDS): the first run with some jars and flags notes which classes it loads, from that
 * list an archive is written apart from it, and later runs start from the archive. An archive holds code, so its folder
 * belongs to the user that runs it and to nobody else.
 *
 * <p>Not the newer AOT cache: a JVM that records one takes a fifth more CPU time to start and stands still for seconds
 * when the recording ends, for a start that is faster by a tenth (docs/benchmarks.md).
 */
public final class StartCaches {
    private static final String LIST = "-XX:DumpLoadedClassList=";
    private static final String ARCHIVE = "-XX:SharedArchiveFile=";
    private static final int DIGEST_CHARACTERS = 16;

    /** An archive is read before any of our code runs; what the JVM thinks of one is no one's business. */
    private static final List<String> QUIET = List.of("-Xshare:auto", "-Xlog:cds*=off", "-Xlog:aot*=off");

    private final DataFolder data;
    private final List<Archive> missing = new ArrayList<>();

    public StartCaches(DataFolder data) {
        this.data = data;
    }

    /**
     * An archive that is still to be written.
     *
     * @param component as it is without any cache
     */
    record Archive(Component component, Path classList, Path file) {
        Path unfinished() {
            return file.resolveSibling(file.getFileName() + ".new");
        }

        /** The command that writes the unfinished file: one that gives way to everything else and ends with the launcher. */
        List<String> command() {
            var command = new ArrayList<>(List.of("nice", "-n", "19", "ionice", "-c", "3"));
            command.addAll(component.account().prefix());
            command.addAll(List.of("setpriv", "--pdeathsig", "KILL", Component.java()));
            command.addAll(component.jvm());
            command.addAll(List.of(
                    "-Xshare:dump",
                    "-XX:SharedClassListFile=" + classList,
                    ARCHIVE + unfinished(),
                    "-cp",
                    String.join(":", component.classPath())));
            return command;
        }
    }

    /**
     * What writes the archives that are missing.
     *
     * @param delay from the end of the start, so that what is used first is in them too
     * @param logFolder where the output of the JVM that writes goes
     */
    public ArchiveWriter writer(Duration delay, Path logFolder, Consumer<String> say) {
        return new ArchiveWriter(missing, delay, logFolder.resolve("start-caches.log"), say);
    }

    /** The component with the flags that use its archive, or note what belongs into one. */
    public Component apply(Component component) throws IOException {
        var folder = PrivateFiles.folder(data.cache(component.name()), component.account());
        var key = key(component);
        var archive = new Archive(component, folder.resolve(key + ".classes"), folder.resolve(key + ".jsa"));
        forgetOthers(folder, archive.file());
        var flags = new ArrayList<>(component.jvm());
        flags.addAll(QUIET);
        if (Files.exists(archive.file())) {
            flags.add(ARCHIVE + archive.file());
        } else {
            missing.add(archive);
            flags.add(LIST + archive.classList());
        }
        return component.withFlags(flags);
    }

    /** The component as it is started again: a second list would only replace the first. */
    static Component withoutList(Component component) {
        return component.withFlags(
                component.jvm().stream().filter(flag -> !flag.startsWith(LIST)).toList());
    }

    private static void forgetOthers(Path folder, Path kept) throws IOException {
        try (var files = Files.newDirectoryStream(folder)) {
            for (var file : files) {
                if (!file.equals(kept)) {
                    Files.delete(file);
                }
            }
        }
    }

    /** Changes when the JVM would refuse the archive: with a jar's name, size or time, a flag, or the JDK. */
    private static String key(Component component) throws IOException {
        var text = new StringBuilder(Runtime.version().toString())
                .append(component.jvm())
                .append(component.main());
        for (var entry : component.classPath()) {
            var jars = new TreeMap<String, Path>();
            try (var files = Files.newDirectoryStream(Path.of(entry).getParent(), "*.jar")) {
                files.forEach(jar -> jars.put(jar.getFileName().toString(), jar));
            }
            for (var jar : jars.entrySet()) {
                text.append('\n')
                        .append(jar.getKey())
                        .append(' ')
                        .append(Files.size(jar.getValue()))
                        .append(' ')
                        .append(Files.getLastModifiedTime(jar.getValue()).toMillis());
            }
        }
        try {
            var hash =
                    MessageDigest.getInstance("SHA-256").digest(text.toString().getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash).substring(0, DIGEST_CHARACTERS);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every JDK has SHA-256", impossible);
        }
    }
}
