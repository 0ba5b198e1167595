package dev.damson.launcher.verb;

import dev.damson.launcher.Refusal;
import dev.damson.launcher.data.Configuration;
import dev.damson.launcher.data.RunLock;
import dev.damson.launcher.fleet.Fleet;
import dev.damson.launcher.fleet.LaboratoryLeftovers;
import dev.damson.launcher.fleet.ResolvedSettings;
import dev.damson.launcher.fleet.Site;
import dev.damson.launcher.process.Component;
import dev.damson.launcher.process.Ports;
import dev.damson.launcher.process.ProcessIdentity;
import dev.damson.launcher.process.StartCaches;
import dev.damson.launcher.process.StatusBoard;
import dev.damson.launcher.process.Supervisor;
import java.io.IOException;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;

/** Starts everything, stays until it is asked to stop, stops everything. */
final class Up {
    private final Site site;
    private final boolean laboratory;
    private final PrintStream out;

    Up(Site site, boolean withoutLaboratory, PrintStream out) {
        this.site = site;
        this.laboratory = !withoutLaboratory && site.configuration().flag(Configuration.LABORATORY_ENABLED);
        this.out = out;
    }

    int run() throws IOException, InterruptedException {
        var begin = System.nanoTime();
        site.data().prepare(site.launcher(), site.user());
        try (var held = lock()) {
            Configuration.createFile(site.data(), site.launcher());
            Survivors.end(site.data(), out);
            var fleet = new Fleet(site, laboratory);
            requireRunnable();
            fleet.listeners()
                    .forEach((setting, address) ->
                            Ports.requireFree(setting, address, site.data().settingsFile()));
            if (LaboratoryLeftovers.remove(site)) {
                out.println("removed what an earlier laboratory left");
            }
            new ResolvedSettings(site, laboratory).write();
            var welcome = Welcome.prepare(site, laboratory);
            var supervisor = supervise(fleet.prepare());
            supervisor.start();
            welcome.print(out, (System.nanoTime() - begin) / 1e9);
            supervisor.awaitStop();
            return held == null ? 1 : 0;
        }
    }

    private RunLock lock() throws IOException {
        var file = site.data().lockFile();
        return RunLock.take(file, ProcessIdentity.ofThisProcess().toString())
                .orElseThrow(() -> new Refusal(
                        "Damson already runs in \"%s\"%s: \"./damson status\" shows it, \"./damson down\" stops it"
                                .formatted(
                                        site.data().root(),
                                        RunLock.holder(file)
                                                .flatMap(ProcessIdentity::parse)
                                                .map(holder -> " (pid " + holder.pid() + ")")
                                                .orElse(""))));
    }

    private Supervisor supervise(List<List<Component>> plan) throws IOException {
        var caches = new StartCaches(site.data());
        var cache = site.configuration().flag(Configuration.CACHES_ENABLED);
        var cached = new ArrayList<List<Component>>();
        for (var stage : plan) {
            var components = new ArrayList<Component>();
            for (var component : stage) {
                components.add(cache ? caches.apply(component) : component);
            }
            cached.add(components);
        }
        var supervisor = new Supervisor(
                cached,
                Fleet.RESTART_WITH,
                caches.writer(
                        site.configuration().seconds(Configuration.CACHES_AFTER),
                        site.data().log(),
                        this::say),
                site.data().log(),
                site.environment(),
                new StatusBoard(site.data(), site.launcher()),
                this::say);
        Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(() -> stop(supervisor)));
        return supervisor;
    }

    private void stop(Supervisor supervisor) {
        say("stopping");
        supervisor.stop();
        try {
            LaboratoryLeftovers.remove(site);
        } catch (IOException | RuntimeException cause) {
            say("the laboratory's namespaces could not be removed: " + cause.getMessage());
        }
        say("stopped");
    }

    private synchronized void say(String line) {
        out.println(line);
    }

    /** The JDK may lie where the unprivileged user cannot go, such as in root's home. */
    private void requireRunnable() throws InterruptedException {
        var java = Component.java();
        var command = new ArrayList<>(site.user().prefix());
        command.addAll(List.of("test", "-x", java));
        try {
            var test = new ProcessBuilder(command).inheritIO().start();
            if (test.waitFor() != 0) {
                throw new Refusal(("the user \"%s\", as which most of Damson runs, cannot reach the JDK at \"%s\":"
                                + " install a JDK 25 where all can read it and set DAMSON_JAVA_HOME")
                        .formatted(site.user().name(), System.getProperty("java.home")));
            }
        } catch (IOException cause) {
            throw new Refusal(
                    "\"%s\" is missing: install util-linux (Debian: apt-get install util-linux)"
                            .formatted(command.getFirst()),
                    cause);
        }
    }
}
