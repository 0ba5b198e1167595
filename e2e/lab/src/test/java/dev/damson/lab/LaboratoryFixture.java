package dev.damson.lab;

import dev.damson.lab.inventory.Inventory;
import dev.damson.lab.inventory.InventoryFiles;
import dev.damson.lab.network.LabNamespace;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** What several tests of the laboratory need around it. */
public final class LaboratoryFixture {
    private static final AtomicInteger NEXT = new AtomicInteger();

    /** Tests run in the module's folder. */
    static final Path INVENTORY = Path.of("..", "..", "examples", "laboratory");

    private LaboratoryFixture() {}

    /** The inventory that the product starts with, on one host. */
    public static Inventory shops() {
        try {
            return InventoryFiles.read(INVENTORY).on(_ -> "edge-1");
        } catch (IOException missing) {
            throw new UncheckedIOException(missing);
        }
    }

    /** A prefix that no other laboratory on this machine has. */
    public static String uniquePrefix() {
        return "labtest" + ProcessHandle.current().pid() + "x" + NEXT.incrementAndGet();
    }

    /** Gives the frames of these host-side interfaces a path: a bridge, as no edge would ever make one. */
    public static void bridge(LabNamespace host, String bridge, List<String> interfaces) throws IOException {
        run(host, "ip", "link", "add", bridge, "type", "bridge");
        for (var name : interfaces) {
            run(host, "ip", "link", "set", name, "master", bridge);
        }
        run(host, "ip", "link", "set", bridge, "up");
    }

    public static String run(LabNamespace namespace, String... command) throws IOException {
        var result = namespace.exec(command);
        if (result.exitCode() != 0) {
            throw new AssertionError(String.join(" ", command) + " in " + namespace.name() + ": " + result.errors());
        }
        return result.output();
    }
}
