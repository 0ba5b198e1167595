package dev.damson.launcher.fleet;

import dev.damson.launcher.data.Configuration;
import dev.damson.launcher.process.Step;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Removes what a killed laboratory left: the laboratory itself knows how, this knows when and with which prefix. */
public final class LaboratoryLeftovers {
    private static final Path NAMESPACES = Path.of("/run/netns");

    private LaboratoryLeftovers() {}

    /** Returns whether there was something to remove. Does nothing without root, or where no laboratory ever ran. */
    public static boolean remove(Site site) throws IOException {
        var prefix = site.configuration().name(Configuration.LABORATORY_PREFIX);
        var jars = site.data().lib(Fleet.LABORATORY);
        if (!site.launcher().isRoot()
                || !Files.isDirectory(jars)
                || !Files.exists(site.data().resolvedSettings())
                || !Files.exists(NAMESPACES.resolve(prefix + "-host"))) {
            return false;
        }
        var laboratory = Fleet.tool(site, Fleet.LABORATORY, site.launcher());
        Step.run(laboratory, "dev.damson.lab.LaboratoryMain", List.of("--remove"), site.environment());
        return true;
    }
}
