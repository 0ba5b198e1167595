package dev.damson.tap.store.segment;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.Properties;
import java.util.stream.Collectors;

/**
 * Opens DuckDB in memory with what it may do settled for good: files of one folder, so much memory, so many threads; no
 * extension, no network, no change of these settings.
 */
public final class LockedDuckDb {
    private LockedDuckDb() {}

    /**
     * @param folder the only one whose files it may read and write
     * @param megabytes of memory, beyond which a query fails
     */
    public static Connection open(Path folder, int megabytes, int threads) throws SQLException {
        return open(List.of(folder), megabytes, threads);
    }

    /** The same with several folders. */
    public static Connection open(List<Path> folders, int megabytes, int threads) throws SQLException {
        var allowed = folders.stream()
                .map(folder -> literal(folder.toAbsolutePath() + "/"))
                .collect(Collectors.joining(", ", "[", "]"));
        var settings = new Properties();
        settings.setProperty("memory_limit", megabytes + "MB");
        settings.setProperty("threads", Integer.toString(threads));
        settings.setProperty("autoinstall_known_extensions", "false");
        settings.setProperty("autoload_known_extensions", "false");
        settings.setProperty("preserve_insertion_order", "false");
        var connection = DriverManager.getConnection("jdbc:duckdb:", settings);
        try (var statement = connection.createStatement()) {
            statement.execute("SET allowed_directories = " + allowed);
            statement.execute("SET temp_directory = ''");
            statement.execute("SET enable_external_access = false");
            statement.execute("SET lock_configuration = true");
        } catch (SQLException failed) {
            connection.close();
            throw failed;
        }
        return connection;
    }

    /** A text as SQL writes it. */
    public static String literal(String text) {
        return "'" + text.replace("'", "''") + "'";
    }
}
