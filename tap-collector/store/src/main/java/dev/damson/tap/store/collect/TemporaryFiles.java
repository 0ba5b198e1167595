package dev.damson.tap.store.collect;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a killed process left in its folder of temporary files. */
public final class TemporaryFiles {
    private static final Logger LOG = LoggerFactory.getLogger(TemporaryFiles.class);

    /** DuckDB's library, 72 MB, unpacked at each start and removed only by an orderly end. */
    private static final String LIBRARY = "libduckdb_java*.so";

    private TemporaryFiles() {}

    /** Removes DuckDB's unpacked libraries from a process's own folder; a folder that others share is left alone. */
    public static void clean(Path folder) {
        if (folder.equals(Path.of("/tmp")) || folder.equals(Path.of("/var/tmp"))) {
            return;
        }
        try {
            Files.createDirectories(folder);
            try (var files = Files.newDirectoryStream(folder, LIBRARY)) {
                for (var file : files) {
                    Files.deleteIfExists(file);
                }
            }
        } catch (IOException failed) {
            LOG.warn("temporary files are left in {}: {}", folder, failed.getMessage());
        }
    }
}
