package dev.damson.launcher.verb;

import dev.damson.launcher.Refusal;
import dev.damson.launcher.data.Account;
import dev.damson.launcher.data.Configuration;
import dev.damson.launcher.data.DataFolder;
import dev.damson.launcher.fleet.Site;
import java.nio.file.Path;
import java.util.Map;

/** What every verb begins with: where the checkout is, which data folder is meant, who asks. */
final class Start {
    private Start() {}

    /** With the unprivileged user made if there is none yet. */
    static Site siteToStart(Map<String, String> environment) {
        return site(environment, true);
    }

    static Site site(Map<String, String> environment) {
        return site(environment, false);
    }

    private static Site site(Map<String, String> environment, boolean createUser) {
        var home = System.getProperty("damson.home");
        if (home == null) {
            throw new Refusal("the launcher is started by the script \"damson\", which sets -Ddamson.home");
        }
        var launcher = Account.ofThisProcess();
        var data = DataFolder.resolve(environment, launcher);
        return new Site(
                Path.of(home).toAbsolutePath(),
                data,
                launcher,
                Account.unprivileged(launcher, data.secrets(), environment, createUser),
                Configuration.read(data, environment),
                environment);
    }

    /** Whoever started with sudo and asks without it looks in the wrong folder. */
    static String elsewhere(Site site) {
        var roots = DataFolder.ofRoot();
        return !site.data().equals(roots) && Down.running(roots).isPresent()
                ? "; root runs one in \"%s\": use sudo, or DAMSON_DATA=%s".formatted(roots.root(), roots.root())
                : "";
    }
}
