package dev.damson.edge.agent.domain;

import static java.lang.foreign.ValueLayout.JAVA_INT;

import dev.damson.edge.agent.trust.Refusal;
import dev.damson.edge.kernel.bpf.BpfMap;
import dev.damson.edge.kernel.bpf.MapBatch;
import dev.damson.wire.layout.AddressTrie;
import dev.damson.wire.layout.MapSpec;
import dev.damson.wire.layout.Maps;
import dev.damson.wire.proto.AddressEntry;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;

/** Fills a generation's maps from addresses to identities. */
final class AddressMaps {
    static final int IPV4_BYTES = 4;
    private static final int HOST_BITS_6 = 128;

    /** Entries of one system call. */
    private static final int BATCH = 1_024;

    private AddressMaps() {}

    /** The trie of a revision's IPv4 addresses, of exactly the size that its programs expect. */
    static int[] trie(List<AddressEntry> entries) {
        try {
            return AddressTrie.build(
                    entries.stream()
                            .filter(entry -> entry.getAddress().size() == IPV4_BYTES)
                            .map(entry -> new AddressTrie.Entry(
                                    entry.getAddress().toByteArray(), entry.getPrefixLength(), entry.getIdentity()))
                            .toList(),
                    AddressTrie.SPARE_NODES);
        } catch (IndexOutOfBoundsException nonsense) {
            throw new Refusal("the revision's IPv4 addresses have a prefix longer than 32 bits", nonsense);
        }
    }

    static MapSpec trieSpec(int cells) {
        return new MapSpec(
                Maps.ADDRESSES_4, MapSpec.Type.ARRAY, Integer.BYTES, Integer.BYTES * cells, 1, MapSpec.MMAPABLE);
    }

    static void fillTrie(BpfMap map, int[] cells) {
        try (var arena = Arena.ofConfined()) {
            MemorySegment.copy(cells, 0, map.mapped(arena), JAVA_INT, 0, cells.length);
        }
    }

    /** Removes the IPv6 addresses that are not among the entries. */
    static void removeOthers(BpfMap hosts, BpfMap prefixes, List<AddressEntry> entries) {
        var wanted = new HashSet<ByteBuffer>();
        for (var entry : entries) {
            if (entry.getAddress().size() != IPV4_BYTES) {
                wanted.add(
                        entry.getPrefixLength() == HOST_BITS_6
                                ? ByteBuffer.wrap(entry.getAddress().toByteArray())
                                : prefixKey(entry));
            }
        }
        for (var map : List.of(hosts, prefixes)) {
            var gone = new ArrayList<ByteBuffer>();
            for (var key = map.nextKey(null); key.isPresent(); key = map.nextKey(key.get())) {
                if (!wanted.contains(key.get())) {
                    gone.add(key.get());
                }
            }
            gone.forEach(map::delete);
        }
    }

    static void fillHosts(BpfMap hosts, BpfMap prefixes, List<AddressEntry> entries) {
        try (var hostBatch = new MapBatch(hosts, BATCH)) {
            for (var entry : entries) {
                if (entry.getAddress().size() == IPV4_BYTES) {
                    continue;
                }
                if (entry.getPrefixLength() == HOST_BITS_6) {
                    hostBatch.put(ByteBuffer.wrap(entry.getAddress().toByteArray()), identity(entry.getIdentity()));
                } else {
                    prefixes.update(prefixKey(entry), identity(entry.getIdentity()));
                }
            }
            hostBatch.flush();
        }
    }

    /** {@code struct bpf_lpm_trie_key}: length, then the address in network order. */
    static ByteBuffer prefixKey(AddressEntry entry) {
        return ByteBuffer.allocate(Integer.BYTES + 16)
                .order(ByteOrder.nativeOrder())
                .putInt(entry.getPrefixLength())
                .put(entry.getAddress().toByteArray())
                .flip();
    }

    static ByteBuffer identity(int identity) {
        return ByteBuffer.allocate(Integer.BYTES).order(ByteOrder.LITTLE_ENDIAN).putInt(0, identity);
    }
}
