package dev.damson.director.seed;

import dev.damson.director.Actor;
import dev.damson.director.SourceFile;
import dev.damson.director.command.Applying;
import dev.damson.director.command.Outcome;
import dev.damson.topology.TopologyGraph;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Puts the laboratory's tenants, inventory and accounts into the graph. */
public final class Laboratory {
    private static final Logger LOG = LoggerFactory.getLogger(Laboratory.class);

    private static final String ENDING = ".yaml";
    private static final String ACCOUNTS = "demo-accounts";

    private final TopologyGraph graph;
    private final Applying applying;

    public Laboratory(TopologyGraph graph, Applying applying) {
        this.graph = graph;
        this.applying = applying;
    }

    /**
     * @param inventory a folder in which {@code acme.yaml} holds the Domain and Workload objects of tenant acme
     * @param secrets the folder with the accounts' passwords
     */
    public void seed(Path inventory, Path secrets) {
        for (var file : files(inventory)) {
            seed(file);
        }
        DemoAccounts.make(graph.people(), secrets.resolve(ACCOUNTS));
    }

    /** A tenant that has a domain is left as people made it; a new one begins with no policy, so all is denied. */
    private void seed(Path file) {
        var name = file.getFileName().toString();
        var tenant = name.substring(0, name.length() - ENDING.length());
        graph.tenants().create(tenant);
        if (graph.tenant(tenant).inventory().domains().stream().anyMatch(domain -> domain.head() > 0)) {
            return;
        }
        var source = new SourceFile(name, read(file));
        var outcome = applying.apply(Actor.SYSTEM, tenant, List.of(source), false, "the laboratory's inventory");
        switch (outcome) {
            case Outcome.Done done -> LOG.info("tenant \"{}\" has its inventory", tenant);
            case Outcome.Refused refused ->
                throw new IllegalArgumentException("the laboratory's inventory is wrong: "
                        + refused.problems().getFirst());
            case Outcome.Outrun outrun -> LOG.info("tenant \"{}\" was changed meanwhile", tenant);
            case Outcome.Waiting waiting ->
                throw new IllegalStateException("the laboratory's inventory waits in draft " + waiting.draft());
            case Outcome.NotFound missing -> throw new IllegalStateException(missing.what() + " is missing");
        }
    }

    private static List<Path> files(Path folder) {
        try (var files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(ENDING))
                    .sorted()
                    .toList();
        } catch (IOException failed) {
            throw new UncheckedIOException("cannot read the laboratory's inventory in \"" + folder + "\"", failed);
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException failed) {
            throw new UncheckedIOException("cannot read \"" + file + "\"", failed);
        }
    }
}
