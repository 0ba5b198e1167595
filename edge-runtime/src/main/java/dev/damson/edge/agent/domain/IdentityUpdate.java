package dev.damson.edge.agent.domain;

import static java.lang.foreign.ValueLayout.JAVA_INT;

import dev.damson.edge.kernel.bpf.BpfMap;
import dev.damson.wire.layout.AddressTrie;
import dev.damson.wire.layout.Maps;
import dev.damson.wire.proto.AddressEntry;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Writes single addresses into the live generation while packets look them up: an IPv4 node is filled before it is linked,
 * an IPv6 host is one element of a hash.
 */
final class IdentityUpdate implements AutoCloseable {
    private static final VarHandle CELL = JAVA_INT.varHandle();
    private static final int BITS_4 = 32;
    private static final int BITS_6 = 128;

    private final BpfMap hosts6;
    private final Arena arena = Arena.ofShared();
    private final Trie trie;

    /** @param maps of a generation, by symbol */
    IdentityUpdate(Map<String, BpfMap> maps) {
        hosts6 = Objects.requireNonNull(maps.get(Maps.HOSTS_6.symbol()));
        trie = new Trie(Objects.requireNonNull(maps.get(Maps.ADDRESSES_4)), arena);
    }

    /** Whether these changes are of single addresses and find room; otherwise the generation has to be built anew. */
    boolean fits(List<AddressEntry> changes) {
        var hosts4 = 0;
        for (var entry : changes) {
            var four = entry.getAddress().size() == AddressMaps.IPV4_BYTES;
            if (entry.getPrefixLength() != (four ? BITS_4 : BITS_6)) {
                return false;
            }
            hosts4 += four ? 1 : 0;
        }
        // An address needs two nodes at most.
        return trie.used + 2L * hosts4 * AddressTrie.NODE_ENTRIES <= trie.cells;
    }

    /** @param next all addresses as they are after the changes */
    void apply(List<AddressEntry> changes, Addresses next) {
        for (var entry : changes) {
            var address = entry.getAddress().toByteArray();
            if (address.length == AddressMaps.IPV4_BYTES) {
                trie.set(address, next.identity(address));
            } else if (entry.getIdentity() == 0) {
                hosts6.delete(ByteBuffer.wrap(address));
            } else {
                hosts6.update(ByteBuffer.wrap(address), AddressMaps.identity(entry.getIdentity()));
            }
        }
    }

    @Override
    public void close() {
        arena.close();
    }

    /** The trie of {@link AddressTrie}, in the kernel's memory. */
    private static final class Trie {
        private final MemorySegment memory;
        final int cells;
        int used;

        Trie(BpfMap map, Arena arena) {
            memory = map.mapped(arena);
            cells = map.spec().valueSize() / Integer.BYTES;
            used = AddressTrie.ROOT_ENTRIES;
            for (var index = 0; index < used; index++) {
                var cell = get(index);
                if ((cell & AddressTrie.NODE) != 0) {
                    used = Math.max(used, (cell & ~AddressTrie.NODE) + AddressTrie.NODE_ENTRIES);
                }
            }
        }

        void set(byte[] address, int identity) {
            var bits = ByteBuffer.wrap(address).getInt();
            var index = bits >>> 16;
            for (var shift = 8; shift >= 0; shift -= 8) {
                index = node(index) + (bits >>> shift & 0xff);
            }
            put(index, identity);
        }

        /** The first cell of the node at a cell; made, with what the cell said before, if there is none. */
        private int node(int index) {
            var cell = get(index);
            if ((cell & AddressTrie.NODE) != 0) {
                return cell & ~AddressTrie.NODE;
            }
            var node = used;
            used += AddressTrie.NODE_ENTRIES;
            for (var entry = 0; entry < AddressTrie.NODE_ENTRIES; entry++) {
                put(node + entry, cell);
            }
            put(index, AddressTrie.NODE | node);
            return node;
        }

        private int get(int index) {
            return (int) CELL.getAcquire(memory, (long) index * Integer.BYTES);
        }

        private void put(int index, int value) {
            CELL.setRelease(memory, (long) index * Integer.BYTES, value);
        }
    }
}
