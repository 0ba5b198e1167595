package dev.damson.launcher;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import javax.management.JMException;
import javax.management.ObjectName;

/**
 * Ends the recording of this JVM's AOT cache while it goes on running; left to its end, the recording would make the
 * first stop take many seconds.
 */
public final class AotRecording {
    /** Where the finished cache belongs; the JVM records to the same path with {@value #UNFINISHED} after it. */
    public static final String TARGET_PROPERTY = "damson.aot.cache";

    public static final String UNFINISHED = ".new";

    private AotRecording() {}

    static void end() {
        var target = System.getProperty(TARGET_PROPERTY);
        if (target == null) {
            return;
        }
        try {
            ManagementFactory.getPlatformMBeanServer()
                    .invoke(
                            new ObjectName("com.sun.management:type=DiagnosticCommand"),
                            "aotEndRecording",
                            new Object[] {},
                            new String[] {});
            var recorded = Path.of(target + UNFINISHED);
            if (Files.exists(recorded)) {
                Files.move(recorded, Path.of(target), StandardCopyOption.ATOMIC_MOVE);
            }
        } catch (JMException | IOException | RuntimeException cause) {
            System.err.println("the AOT cache \"" + target + "\" is not kept, the next start will be slower: " + cause);
        }
    }
}
