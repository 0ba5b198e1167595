package dev.damson.launcher.data;

import dev.damson.launcher.Refusal;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A user of this machine that processes run as and files belong to.
 *
 * @param switchTo whether the launcher has to change to this user, that is, whether it is root and the user is not
 */
public record Account(String name, int uid, int gid, boolean switchTo) {
    /** The system user that is created when root starts Damson without sudo. */
    public static final String SYSTEM_USER = "damson";

    private static final int ROOT = 0;

    /** The user that this launcher runs as. */
    public static Account ofThisProcess() {
        try {
            var uid = (Integer) Files.getAttribute(Path.of("/proc/self"), "unix:uid");
            var gid = (Integer) Files.getAttribute(Path.of("/proc/self"), "unix:gid");
            return new Account(System.getProperty("user.name", Integer.toString(uid)), uid, gid, false);
        } catch (IOException cause) {
            throw new Refusal("cannot read who this process runs as from \"/proc/self\": is /proc mounted?", cause);
        }
    }

    /**
     * The user of the processes that need no privilege. An existing data folder keeps the user it was made with, since
     * its files belong to that one; a new one gets the user who called sudo, else the system user.
     */
    public static Account unprivileged(
            Account launcher, Path ownedFolder, Map<String, String> environment, boolean create) {
        if (!launcher.isRoot()) {
            return launcher;
        }
        return ownerOf(ownedFolder)
                .or(() -> Optional.ofNullable(environment.get("SUDO_USER")).flatMap(Account::find))
                .or(() -> find(SYSTEM_USER))
                .orElseGet(() -> create ? create() : launcher);
    }

    public boolean isRoot() {
        return uid == ROOT;
    }

    /** What stands before a command so that it runs as this user, with no capability and no way to gain one. */
    public List<String> prefix() {
        return switchTo
                ? List.of(
                        "setpriv",
                        "--reuid=" + uid,
                        "--regid=" + gid,
                        "--clear-groups",
                        "--inh-caps=-all",
                        "--bounding-set=-all",
                        "--no-new-privs")
                : List.of();
    }

    private static Optional<Account> ownerOf(Path folder) {
        try {
            var uid = (Integer) Files.getAttribute(folder, "unix:uid", LinkOption.NOFOLLOW_LINKS);
            return uid == ROOT ? Optional.empty() : find(Integer.toString(uid));
        } catch (IOException absent) {
            return Optional.empty();
        }
    }

    /** A user by name or number, but never root. */
    static Optional<Account> find(String user) {
        return parse(run(List.of("getent", "passwd", user))).filter(account -> !account.isRoot());
    }

    /** A line of passwd(5). */
    static Optional<Account> parse(String line) {
        var fields = line.strip().split(":", -1);
        return fields.length < 4
                ? Optional.empty()
                : Optional.of(new Account(fields[0], Integer.parseInt(fields[2]), Integer.parseInt(fields[3]), true));
    }

    private static Account create() {
        run(List.of("useradd", "--system", "--no-create-home", "--shell", "/usr/sbin/nologin", SYSTEM_USER));
        return find(SYSTEM_USER)
                .orElseThrow(() -> new Refusal(("there is no user for the processes that need no root: create it with"
                                + " \"useradd --system %s\", or start with sudo from your own account")
                        .formatted(SYSTEM_USER)));
    }

    private static String run(List<String> command) {
        try {
            var process = new ProcessBuilder(command).redirectErrorStream(true).start();
            process.getOutputStream().close();
            var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return process.waitFor() == 0 ? output : "";
        } catch (IOException cause) {
            throw new Refusal(
                    "cannot run \"%s\": install it (Debian: apt-get install passwd libc-bin)"
                            .formatted(command.getFirst()),
                    cause);
        } catch (InterruptedException cause) {
            Thread.currentThread().interrupt();
            return "";
        }
    }
}
