package dev.damson.launcher.process;

import dev.damson.launcher.AotRecording;
import dev.damson.launcher.data.DataFolder;
import dev.damson.launcher.data.PrivateFiles;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;

/**
 * The JVM's AOT caches: the first run with some jars and flags records one, later runs start from it. A cache holds
 * code, so its folder belongs to the user that runs it and to nobody else.
 */
public final class AotCaches {
    private static final String RECORD = "-XX:AOTCacheOutput=";
    private static final int DIGEST_CHARACTERS = 16;

    /** A cache is the JVM's own heap and code and is read before any of our code runs; a warning about one is no one's business. */
    private static final List<String> QUIET = List.of("-Xlog:aot*=off", "-Xlog:cds*=off", "-Xlog:class+path=off");

    private final DataFolder data;
    private final Set<String> recording = new HashSet<>();

    public AotCaches(DataFolder data) {
        this.data = data;
    }

    /** The components that record a cache in this run. */
    public Set<String> recording() {
        return Set.copyOf(recording);
    }

    /** The component with the flags that use its cache, or record it. */
    public Component apply(Component component) throws IOException {
        var folder = PrivateFiles.folder(data.cache(component.name()), component.account());
        var cache = folder.resolve(key(component) + ".aot");
        forgetOthers(folder, cache);
        var flags = new ArrayList<>(QUIET);
        if (Files.exists(cache)) {
            flags.add("-XX:AOTCache=" + cache);
        } else {
            recording.add(component.name());
            flags.add(RECORD + cache + AotRecording.UNFINISHED);
            flags.add("-D" + AotRecording.TARGET_PROPERTY + "=" + cache);
        }
        flags.addAll(0, component.jvm());
        return component.withFlags(flags);
    }

    /** The component as it is started again: a second recording would be of nothing new. */
    static Component withoutRecording(Component component) {
        return component.withFlags(component.jvm().stream()
                .filter(flag -> !flag.startsWith(RECORD) && !flag.startsWith("-D" + AotRecording.TARGET_PROPERTY))
                .toList());
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

    /** Changes when the JVM would refuse the cache: with a jar's name, size or time, a flag, or the JDK. */
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
