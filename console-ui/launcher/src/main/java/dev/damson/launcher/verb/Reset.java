package dev.damson.launcher.verb;

import dev.damson.launcher.Refusal;
import dev.damson.launcher.data.PrivateFiles;
import dev.damson.launcher.fleet.Site;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Stops everything and deletes what Damson has stored. Settings stay, and so do the copies of jars and the start-up
 * caches, which hold no data.
 */
final class Reset {
    private static final List<String> DATA = List.of(
            "neo4j",
            "kafka",
            "console",
            "collector",
            "laboratory",
            "edge",
            "edge-2",
            "store",
            "secrets",
            "log",
            "tmp",
            "run");

    private static final int MOUNT_POINT = 4;

    private final Site site;
    private final boolean yes;
    private final PrintStream out;

    Reset(Site site, boolean yes, PrintStream out) {
        this.site = site;
        this.yes = yes;
        this.out = out;
    }

    int run() throws IOException, InterruptedException {
        var root = site.data().root();
        if (!site.data().exists()) {
            out.println("there is no data in \"" + root + "\"");
            return 0;
        }
        if (!yes && !confirmed()) {
            out.println("nothing was changed");
            return 1;
        }
        new Down(site, out).run();
        unmountBelow(root);
        for (var folder : DATA) {
            try {
                PrivateFiles.deleteTree(root.resolve(folder));
            } catch (IOException cause) {
                throw new Refusal(
                        "cannot delete \"%s\" (%s): run this as the user that \"up\" ran as"
                                .formatted(root.resolve(folder), cause.getMessage()),
                        cause);
            }
        }
        out.println("all data in \"" + root + "\" is deleted; the settings in damson.properties stay");
        return 0;
    }

    private boolean confirmed() throws IOException {
        out.print("Delete the graph, the captured packets, the accounts and all keys in \"%s\"? Type yes: "
                .formatted(site.data().root()));
        out.flush();
        var answer = new BufferedReader(new InputStreamReader(System.in, Charset.defaultCharset())).readLine();
        return answer != null && answer.strip().equalsIgnoreCase("yes");
    }

    /** The edge keeps its kernel objects in a file system that it mounts under its folder; with it the programs go. */
    private static void unmountBelow(Path root) throws IOException, InterruptedException {
        var mounts = Files.readAllLines(Path.of("/proc/self/mountinfo")).reversed().stream()
                .map(line -> line.split(" ")[MOUNT_POINT].replace("\\040", " "))
                .filter(mount ->
                        Path.of(mount).startsWith(root) && !Path.of(mount).equals(root))
                .toList();
        for (var mount : mounts) {
            if (new ProcessBuilder("umount", mount).inheritIO().start().waitFor() != 0) {
                throw new Refusal("cannot unmount \"%s\", so nothing was deleted: run this as root".formatted(mount));
            }
        }
    }
}
