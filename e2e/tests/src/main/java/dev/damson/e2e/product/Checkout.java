package dev.damson.e2e.product;

import java.nio.file.Files;
import java.nio.file.Path;

/** The folder with the script {@code damson} and all that was built beside it. */
public record Checkout(Path root) {
    /** As the script says in {@code damson.home}, or the nearest one around the current folder. */
    public static Checkout find() {
        var given = System.getProperty("damson.home");
        if (given != null) {
            return new Checkout(Path.of(given).toAbsolutePath());
        }
        for (var folder = Path.of("").toAbsolutePath(); folder != null; folder = folder.getParent()) {
            if (Files.isExecutable(folder.resolve("damson")) && Files.exists(folder.resolve("mvnw"))) {
                return new Checkout(folder);
            }
        }
        throw new IllegalStateException(
                "the folder \"" + Path.of("").toAbsolutePath() + "\" is in no checkout of Damson");
    }

    public Path script() {
        return root.resolve("damson");
    }

    public Path shop() {
        return root.resolve("examples/shop.yaml");
    }
}
