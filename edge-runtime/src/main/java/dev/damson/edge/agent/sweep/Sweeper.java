package dev.damson.edge.agent.sweep;

import dev.damson.edge.agent.flow.ClosedFlows;
import dev.damson.edge.agent.maps.HostMaps;
import dev.damson.edge.kernel.KernelClock;
import dev.damson.edge.kernel.bpf.BpfMap;
import dev.damson.edge.kernel.bpf.MapBatch;
import dev.damson.wire.layout.ConnValue;
import dev.damson.wire.layout.Maps;
import dev.damson.wire.layout.PortRecord;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Goes through the established connections, ends those that are over, and counts the rest by the port that owns them.
 * Half-open connections need none of this: their table forgets the oldest. Used by one thread.
 */
public final class Sweeper implements AutoCloseable {
    /** Entries of one system call; a hash's fullest bucket fits. */
    private static final int BATCH = 1_024;

    private final BpfMap connections;
    private final BpfMap ownedByPort;
    private final ClosedFlows closed;
    private final MapBatch batch;
    private final MapBatch portBatch;
    private final Set<Integer> endedPorts = ConcurrentHashMap.newKeySet();

    private record Over(byte[] key, long lastSeen) {}

    public Sweeper(HostMaps maps, ClosedFlows closed) {
        this.connections = maps.map(Maps.CONNECTIONS);
        this.ownedByPort = maps.map(Maps.PORT_CONNECTIONS);
        this.closed = closed;
        this.batch = new MapBatch(connections, BATCH);
        this.portBatch = new MapBatch(ownedByPort, BATCH);
    }

    /** The next sweep ends all connections of these ports. */
    public void end(List<Integer> portSlots) {
        endedPorts.addAll(portSlots);
    }

    /** @return how many connections are left */
    public int sweep() {
        var now = KernelClock.monotonicNanos();
        var owned = new long[Maps.MAX_PORTS];
        var over = new ArrayList<Over>();
        var ended = Set.copyOf(endedPorts);
        var left = new int[1];
        batch.forEach((key, value) -> {
            var lastSeen = ConnValue.LAST_SEEN_NS.get(value);
            var origin = ConnValue.ORIGIN_PORT.getInt(value);
            if (now - lastSeen > Timeouts.of(key, value).toNanos()
                    || ended.contains(origin)
                    || ended.contains(ConnValue.TARGET_PORT.getInt(value))) {
                var bytes = new byte[key.remaining()];
                key.get(key.position(), bytes);
                over.add(new Over(bytes, lastSeen));
            } else {
                left[0]++;
                var owner = origin == PortRecord.NONE ? ConnValue.TARGET_PORT.getInt(value) : origin;
                if (owner >= 0 && owner < owned.length) {
                    owned[owner]++;
                }
            }
        });
        over.forEach(this::remove);
        endedPorts.removeAll(ended);
        count(owned);
        return left[0];
    }

    /** A packet may have come meanwhile; then the connection is not over. */
    private void remove(Over over) {
        var key = ByteBuffer.wrap(over.key()).order(ByteOrder.LITTLE_ENDIAN);
        var value = connections.lookup(key);
        if (value.isPresent()
                && ConnValue.LAST_SEEN_NS.get(value.get()) == over.lastSeen()
                && connections.delete(key)) {
            closed.ended(key, value.get());
        }
    }

    /**
     * Programs add to these numbers, and take away from them, while we count: what that falsifies the next sweep puts
     * right, so that no place of a port's quota is lost for good.
     */
    private void count(long[] owned) {
        portBatch.forEach((index, known) -> {
            var port = index.getInt(0);
            if (known.getLong(0) != owned[port]) {
                var count = ByteBuffer.allocate(Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
                ownedByPort.update(port, count.putLong(0, owned[port]));
            }
        });
    }

    @Override
    public void close() {
        batch.close();
        portBatch.close();
    }
}
