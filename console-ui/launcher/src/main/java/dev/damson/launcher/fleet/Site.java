package dev.damson.launcher.fleet;

import dev.damson.launcher.data.Account;
import dev.damson.launcher.data.Configuration;
import dev.damson.launcher.data.DataFolder;
import dev.damson.launcher.data.PrivateFiles;
import dev.damson.launcher.data.Secrets;
import dev.damson.launcher.data.Staging;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Where this Damson is started: its folders, users, settings and what it was built to.
 *
 * @param launcher the user of this process
 * @param user the user of the processes that need no privilege
 * @param systemEnvironment of this process
 */
public record Site(
        Path home,
        DataFolder data,
        Account launcher,
        Account user,
        Configuration configuration,
        Map<String, String> systemEnvironment) {

    public Secrets secrets() {
        return new Secrets(data, user, launcher);
    }

    Staging staging() {
        return new Staging(home, data);
    }

    /** What every child gets of the environment. */
    public Map<String, String> environment() {
        var environment = new HashMap<>(systemEnvironment);
        environment.put("DAMSON_DATA", data.root().toString());
        return environment;
    }

    /** A component's working folder, and an empty one for temporary files, which a killed process may have left full. */
    Path folder(String component, Account owner) throws IOException {
        PrivateFiles.deleteTree(data.temporary(component));
        PrivateFiles.folder(data.temporary(component), owner);
        return PrivateFiles.folder(data.of(component), owner);
    }

    /** Flags with those that every component gets. */
    List<String> jvm(String component, List<String> flags) {
        var all = new ArrayList<>(flags);
        all.add("-Djava.io.tmpdir=" + data.temporary(component));
        all.add("-Ddamson.settings=" + data.resolvedSettings());
        return all;
    }

    /** Its jars, and the launcher's for the main that ends it with the launcher. */
    List<String> classPath(Path staged) {
        return List.of(data.lib("launcher") + "/*", staged + "/*");
    }

    static String text(InetSocketAddress address) {
        return address.getHostString() + ":" + address.getPort();
    }
}
