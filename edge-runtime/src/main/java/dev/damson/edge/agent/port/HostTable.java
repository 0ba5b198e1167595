package dev.damson.edge.agent.port;

import dev.damson.edge.kernel.bpf.BpfMap;
import dev.damson.edge.kernel.bpf.MapBatch;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;

/**
 * A map that says what the bindings say: {@code host/hosts} where each address of the hosted domains lives, {@code
 * host/edges} who else hosts them. Only what differs is written, so that entries that stay are never away.
 */
final class HostTable {
    /** Entries of one system call; a hash's fullest bucket fits. */
    private static final int BATCH = 1_024;

    private final BpfMap map;
    private final Map<ByteBuffer, ByteBuffer> written = new HashMap<>();

    /** Begins with what a predecessor left in the map. */
    HostTable(BpfMap map) {
        this.map = map;
        try (var batch = new MapBatch(map, BATCH)) {
            batch.forEach((key, value) -> written.put(copy(key), copy(value)));
        }
    }

    private static ByteBuffer copy(ByteBuffer bytes) {
        var copy = new byte[bytes.remaining()];
        bytes.get(bytes.position(), copy);
        return ByteBuffer.wrap(copy);
    }

    /** @param desired keys and values as programs read them */
    void set(Map<ByteBuffer, ByteBuffer> desired) {
        for (var key : written.keySet().toArray(ByteBuffer[]::new)) {
            if (!desired.containsKey(key)) {
                map.delete(key);
                written.remove(key);
            }
        }
        desired.forEach((key, value) -> {
            if (!value.equals(written.get(key))) {
                map.update(key, value);
                written.put(key, value);
            }
        });
    }
}
