package dev.damson.launcher;

import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Runs on Neo4j's class path before its first start and gives its user the generated password. Neo4j's own tool takes
 * the password as an argument, which would stand in the process list; called from here it does not leave the process,
 * and no moment passes in which the server answers to its well-known first password.
 *
 * <p>Argument: the file with the password. The folders come from {@code NEO4J_HOME} and {@code NEO4J_CONF}.
 */
public final class FirstPasswordMain {
    private static final String TOOL = "org.neo4j.cli.AdminTool";

    private FirstPasswordMain() {}

    public static void main(String[] arguments) throws Exception {
        var password = Files.readString(Path.of(arguments[0])).strip();
        Class.forName(TOOL).getMethod("main", String[].class).invoke(null, (Object)
                new String[] {"dbms", "set-initial-password", password});
    }
}
