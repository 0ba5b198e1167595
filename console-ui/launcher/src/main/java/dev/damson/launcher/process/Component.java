package dev.damson.launcher.process;

import dev.damson.launcher.ChildMain;
import dev.damson.launcher.data.Account;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A process of Damson as it is to be started.
 *
 * @param name what it is called in messages, folders and logs
 * @param account the user it runs as
 * @param folder its working folder, which belongs to that user
 * @param jvm the JVM's flags
 * @param classPath its jars
 * @param main its main class with arguments
 * @param environment variables beside the common ones
 * @param readiness how it shows that it can be used
 * @param patience how long a start may take before it is called late
 * @param essential whether Damson cannot be used without it: then a start that fails ends {@code up}
 * @param address what a person would connect to, or a hyphen
 */
public record Component(
        String name,
        Account account,
        Path folder,
        List<String> jvm,
        List<String> classPath,
        List<String> main,
        Map<String, String> environment,
        Readiness readiness,
        Duration patience,
        boolean essential,
        String address) {

    public Component {
        jvm = List.copyOf(jvm);
        classPath = List.copyOf(classPath);
        main = List.copyOf(main);
        environment = Map.copyOf(environment);
    }

    /** The same component with other flags for its JVM. */
    public Component withFlags(List<String> flags) {
        return new Component(
                name, account, folder, flags, classPath, main, environment, readiness, patience, essential, address);
    }

    /**
     * The command line. Each child leads a session of its own: a Ctrl-C in the terminal reaches only the launcher,
     * which stops its children in order.
     */
    List<String> command() {
        var command = new ArrayList<String>();
        command.add("setsid");
        command.addAll(account.prefix());
        command.add(java());
        command.addAll(jvm);
        command.add("-cp");
        command.add(String.join(":", classPath));
        command.add(ChildMain.class.getName());
        command.addAll(main);
        return command;
    }

    /** The java that runs this launcher. */
    public static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }
}
