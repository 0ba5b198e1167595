package dev.damson.launcher;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.reflect.InvocationTargetException;
import java.util.Arrays;

/**
 * Runs another main in this JVM and ends the JVM when standard input ends. The launcher holds the other end of that
 * pipe, so its children end with it even when it is killed and can do nothing any more; no main has to know.
 *
 * <p>Arguments: the main class, then its own arguments.
 */
public final class ChildMain {
    /** Shutdown hooks that hang must not outlive the launcher: Kafka's take 1 to 2 seconds, Neo4j's about 1. */
    private static final int SHUTDOWN_LIMIT_MILLIS = 15_000;

    private ChildMain() {}

    public static void main(String[] arguments) throws Throwable {
        if (arguments.length == 0) {
            System.err.println("usage: ChildMain <main class> [argument…]");
            System.exit(2);
        }
        var watch = new Thread(() -> endWith(System.in), "end-with-launcher");
        watch.setDaemon(true);
        watch.start();
        var main = Class.forName(arguments[0]).getMethod("main", String[].class);
        try {
            main.invoke(null, (Object) Arrays.copyOfRange(arguments, 1, arguments.length));
        } catch (InvocationTargetException thrown) {
            throw thrown.getCause() == null ? thrown : thrown.getCause();
        }
    }

    private static void endWith(InputStream input) {
        try {
            input.transferTo(OutputStream.nullOutputStream());
        } catch (IOException broken) {
            // A broken pipe says the same as its end.
        }
        Thread.ofPlatform().daemon().name("shutdown-limit").start(ChildMain::haltWhenLate);
        System.exit(0);
    }

    private static void haltWhenLate() {
        try {
            Thread.sleep(SHUTDOWN_LIMIT_MILLIS);
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
        }
        Runtime.getRuntime().halt(1);
    }
}
