package dev.damson.launcher.verb;

import dev.damson.launcher.Refusal;
import dev.damson.launcher.data.Configuration;
import dev.damson.launcher.data.Secrets;
import dev.damson.launcher.fleet.Fleet;
import dev.damson.launcher.fleet.Site;
import dev.damson.launcher.process.Step;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.util.List;

/** Gives an account a new password, which is shown once; the graph has to run. */
final class Password {
    private static final String MAIN = "dev.damson.director.account.PasswordMain";

    private final Site site;
    private final String user;
    private final PrintStream out;

    Password(Site site, String user, PrintStream out) {
        this.site = site;
        this.user = user;
        this.out = out;
    }

    int run() throws IOException {
        var data = site.data();
        if (!Files.exists(data.resolvedSettings())) {
            throw new Refusal("nothing was ever started in \"%s\": \"./damson up\" first".formatted(data.root()));
        }
        if (site.configuration().find(Configuration.NEO4J_URI).isEmpty()
                && Down.running(site.data()).isEmpty()) {
            throw new Refusal("accounts are in the graph, which does not run: \"./damson up\" first");
        }
        if (!Files.isReadable(data.secrets())) {
            throw new Refusal(
                    "\"%s\" belongs to another user: run this as that user, or with sudo".formatted(data.secrets()));
        }
        var password = Secrets.newPassword();
        var tool = Fleet.tool(site, Fleet.CONSOLE, site.user());
        var outcome = Step.attempt(tool, MAIN, List.of(user), site.environment(), password + "\n");
        if (outcome.code() != 0) {
            throw new Refusal(
                    outcome.said().isEmpty()
                            ? "the password was not set: " + MAIN + " ended with code " + outcome.code()
                            : outcome.said().getLast());
        }
        site.secrets().replaceDemoPassword(user, password);
        out.printf("%s has the new password %s%n", user, password);
        return 0;
    }
}
