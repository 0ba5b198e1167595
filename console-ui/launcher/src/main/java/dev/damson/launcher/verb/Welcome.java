package dev.damson.launcher.verb;

import dev.damson.launcher.data.Secrets;
import dev.damson.launcher.fleet.Fleet;
import dev.damson.launcher.fleet.Site;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;

/** What is said when everything runs: where to go, how to sign in, and what is missing and why. */
final class Welcome {
    private final List<String> lines;

    private Welcome(List<String> lines) {
        this.lines = List.copyOf(lines);
    }

    /** Makes the demo accounts or the set-up token, which the console reads when it starts. */
    static Welcome prepare(Site site, boolean laboratory) throws IOException {
        var lines = new ArrayList<String>();
        lines.add("console      " + Fleet.consoleAddress(site.configuration()));
        if (laboratory) {
            signIn(site.secrets().demoAccounts(), lines);
        } else {
            setUp(site, lines);
        }
        if (!site.launcher().isRoot()) {
            lines.add("edge         not started: it loads programs into the kernel, which needs root");
            if (laboratory) {
                lines.add("laboratory   not started: it makes network namespaces, which needs root; its tenants and"
                        + " accounts are there");
            }
            lines.add("             the console is complete for authoring; \"sudo ./damson up\" starts everything");
        }
        lines.add("data         " + site.data().root() + ", logs in "
                + site.data().log());
        lines.add("Ctrl-C stops everything");
        return new Welcome(lines);
    }

    private static void signIn(Secrets.DemoAccounts accounts, List<String> lines) {
        if (!accounts.isNew()) {
            lines.add("sign in      as " + String.join(", ", Secrets.DEMO_ACCOUNTS)
                    + "; \"./damson password <user>\" sets a new password");
            return;
        }
        lines.add("sign in      with one of the demo accounts; their passwords are shown only now:");
        for (var account : accounts.lines()) {
            var colon = account.indexOf(':');
            var user = account.substring(0, colon);
            lines.add("             %-9s %s   %s".formatted(user, account.substring(colon + 1), role(user)));
        }
    }

    private static String role(String user) {
        return switch (user) {
            case "platform" -> "platform administrator";
            case "alice" -> "tenant administrator of acme";
            case "ana" -> "analyst of acme, may see payload";
            case "gil" -> "tenant administrator of globex";
            default -> "";
        };
    }

    /** The console forgets to ask once there is an account; only the graph knows that. */
    private static void setUp(Site site, List<String> lines) throws IOException {
        lines.add("set-up       as long as there is no account, the console asks for this token: "
                + Files.readString(site.secrets().setUpToken()).strip());
    }

    void print(PrintStream out, double seconds) {
        out.println();
        out.printf("Damson is up after %.1f s%n", seconds);
        lines.forEach(out::println);
    }
}
