package dev.damson.edge.agent.maps;

import dev.damson.edge.kernel.bpf.BpfMap;
import dev.damson.wire.layout.MapSpec;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;

/** A folder of pins in the edge's bpffs. */
public record PinFolder(Path path) {
    public PinFolder {
        try {
            Files.createDirectories(path);
        } catch (IOException refused) {
            throw new UncheckedIOException("the folder \"" + path + "\" cannot be made", refused);
        }
    }

    public PinFolder in(String name) {
        return new PinFolder(path.resolve(name));
    }

    /** The map pinned under a name; a new one, pinned there, if there is none. It is pinned before anything uses it. */
    public BpfMap map(String name, MapSpec spec) {
        var pin = path.resolve(name);
        if (Files.exists(pin)) {
            return BpfMap.open(pin, spec);
        }
        var map = BpfMap.create(spec);
        try {
            map.pin(pin);
            return map;
        } catch (RuntimeException refused) {
            map.close();
            throw refused;
        }
    }

    /** Removes a pin; what it held lives on where something else holds it. */
    public void unpin(String name) {
        try {
            Files.deleteIfExists(path.resolve(name));
        } catch (IOException refused) {
            throw new UncheckedIOException("the pin \"" + path.resolve(name) + "\" cannot be removed", refused);
        }
    }

    /**
     * Removes the folders in this one whose names begin in a certain way.
     *
     * @param kept all but the one of this name
     */
    public void removeOthers(String prefix, String kept) {
        try (var folders = Files.list(path)) {
            for (var folder : folders.toList()) {
                var name = String.valueOf(folder.getFileName());
                if (name.startsWith(prefix) && !name.equals(kept)) {
                    remove(folder);
                }
            }
        } catch (IOException refused) {
            throw new UncheckedIOException("the folder \"" + path + "\" cannot be tidied", refused);
        }
    }

    /** Removes all pins in a folder, and the folder. */
    public static void remove(Path folder) {
        if (!Files.isDirectory(folder)) {
            return;
        }
        try (var files = Files.walk(folder)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException refused) {
            throw new UncheckedIOException("the pins in \"" + folder + "\" cannot be removed", refused);
        }
    }
}
