package dev.damson.edge.agent.maps;

import dev.damson.edge.agent.state.BlobStore;
import dev.damson.edge.kernel.bpf.BpfMap;
import dev.damson.edge.kernel.bpf.Bpffs;
import dev.damson.wire.bundle.BlobKind;
import dev.damson.wire.layout.MapSpec;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Constant tables of revisions, each once on the host however many generations and domains use it: it is named by its
 * SHA-256. A table is pinned only when it is filled and frozen, so what is found in a pin is complete. Used by one thread.
 */
public final class Tables implements AutoCloseable {
    private final PinFolder pins;
    private final Map<String, Shared> shared = new HashMap<>();

    private static final class Shared {
        final BpfMap map;
        int users;

        Shared(BpfMap map) {
            this.map = map;
        }
    }

    public Tables(PinFolder pins) {
        this.pins = pins;
    }

    /**
     * The table of a symbol; it stays until as many {@link #release} as this have been called.
     *
     * @param bytes its content, whose hash is the symbol's; asked for only where the table is not there yet
     */
    public BpfMap acquire(String symbol, Supplier<byte[]> bytes) {
        var table = shared.computeIfAbsent(symbol, name -> new Shared(open(name, bytes)));
        table.users++;
        return table.map;
    }

    private BpfMap open(String symbol, Supplier<byte[]> bytes) {
        var name = symbol.substring(BlobKind.TABLE_SYMBOL.length());
        var pin = pins.path().resolve(name);
        if (Files.exists(pin)) {
            var found = BpfMap.open(pin);
            if (isThis(found, name)) {
                return found;
            }
            found.close();
            pins.unpin(name);
        }
        var content = bytes.get();
        var map = BpfMap.create(
                new MapSpec(symbol, MapSpec.Type.ARRAY, Integer.BYTES, content.length, 1, MapSpec.RDONLY_PROG));
        try {
            map.update(0, ByteBuffer.wrap(content));
            map.freeze();
            map.pin(pin);
            return map;
        } catch (RuntimeException refused) {
            map.close();
            throw refused;
        }
    }

    private static boolean isThis(BpfMap map, String name) {
        return map.spec().type() == MapSpec.Type.ARRAY
                && map.spec().maxEntries() == 1
                && map.spec().flags() == MapSpec.RDONLY_PROG
                && HexFormat.of()
                        .formatHex(BlobStore.sha256(map.lookup(0).array()))
                        .equals(name);
    }

    public void release(String symbol) {
        var table = shared.get(symbol);
        if (table != null && --table.users == 0) {
            shared.remove(symbol);
            table.map.close();
            pins.unpin(symbol.substring(BlobKind.TABLE_SYMBOL.length()));
        }
    }

    /** Removes the pins of tables that nobody has acquired, as a predecessor may have left them. */
    public void removeUnused() {
        Bpffs.pins(pins.path()).forEach(pin -> {
            var name = String.valueOf(pin.getFileName());
            if (!shared.containsKey(BlobKind.TABLE_SYMBOL + name)) {
                pins.unpin(name);
            }
        });
    }

    /** The pins stay. */
    @Override
    public void close() {
        shared.values().forEach(table -> table.map.close());
        shared.clear();
    }
}
