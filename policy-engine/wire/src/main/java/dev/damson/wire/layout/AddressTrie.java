package dev.damson.wire.layout;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * IPv4 addresses to identities as a 16-8-8 trie of u32 entries in one block of memory: 65,536 entries for the first
 * two bytes, then nodes of 256. An entry is an identity, or {@link #NODE} | the index of the node's first entry. The
 * number of entries is a power of two, so that a mask is the program's bounds check.
 */
public final class AddressTrie {
    public static final int ROOT_ENTRIES = 65_536;
    public static final int NODE_ENTRIES = 256;
    public static final int NODE = 0x8000_0000;
    /** Nodes kept free in a revision's trie, so that new workload addresses find room without a new revision. */
    public static final int SPARE_NODES = 64;

    private AddressTrie() {}

    /** A prefix, 4 bytes, and its identity (0 … 65535). */
    public record Entry(byte[] address, int prefixLength, int identity) {
        int bits() {
            return ByteBuffer.wrap(address).getInt();
        }
    }

    /** The trie's entries; a longer prefix wins over a shorter one. Spare nodes leave room for later host entries. */
    public static int[] build(List<Entry> entries, int spareNodes) {
        var sorted = new ArrayList<>(entries);
        sorted.sort(Comparator.comparingInt(Entry::prefixLength));
        var cells = new int[ROOT_ENTRIES];
        int used = ROOT_ENTRIES;
        for (var entry : sorted) {
            int bits = entry.bits();
            int depth = 0;
            int base = 0;
            int index = bits >>> 16;
            int levelEnd = 16;
            while (entry.prefixLength() > levelEnd) {
                if ((cells[base + index] & NODE) == 0) {
                    int inherited = cells[base + index];
                    if (used + NODE_ENTRIES > cells.length) {
                        cells = java.util.Arrays.copyOf(cells, cells.length * 2);
                    }
                    java.util.Arrays.fill(cells, used, used + NODE_ENTRIES, inherited);
                    cells[base + index] = NODE | used;
                    used += NODE_ENTRIES;
                }
                base = cells[base + index] & ~NODE;
                depth++;
                index = (bits >>> (depth == 1 ? 8 : 0)) & 0xff;
                levelEnd += 8;
            }
            // Shorter prefixes came first, so that no cell of this range is a node's that a longer prefix made.
            int span = 1 << (levelEnd - entry.prefixLength());
            java.util.Arrays.fill(cells, base + index, base + index + span, entry.identity());
        }
        int wanted = used + spareNodes * NODE_ENTRIES;
        int size = Integer.highestOneBit(Math.max(wanted - 1, 1)) << 1;
        return java.util.Arrays.copyOf(cells, size);
    }

    /** What the program finds. */
    public static int identity(int[] cells, byte[] address) {
        int bits = ByteBuffer.wrap(address).getInt();
        int cell = cells[bits >>> 16];
        if ((cell & NODE) != 0) {
            cell = cells[(cell & ~NODE) + (bits >>> 8 & 0xff)];
        }
        if ((cell & NODE) != 0) {
            cell = cells[(cell & ~NODE) + (bits & 0xff)];
        }
        return cell;
    }

    public static byte[] bytes(int[] cells) {
        var bytes = ByteBuffer.allocate(4 * cells.length).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asIntBuffer().put(cells);
        return bytes.array();
    }
}
