package dev.damson.edge.agent.domain;

import com.google.protobuf.ByteString;
import dev.damson.wire.bundle.AddressDigest;
import dev.damson.wire.proto.AddressEntry;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Which address has which identity now: a revision's table and the deltas since. The longest prefix decides. */
final class Addresses {
    private record Prefix(ByteString address, int length) {}

    private final Map<Prefix, AddressEntry> entries = new HashMap<>();
    private final BitSet lengths4 = new BitSet();
    private final BitSet lengths6 = new BitSet();
    private final AddressDigest digest = new AddressDigest();

    Addresses(Collection<AddressEntry> table) {
        table.forEach(this::add);
    }

    /**
     * Applies a delta's entries: identity 0 removes, any other sets.
     *
     * @param expected the digest of all entries afterwards
     * @return false if they would not have it; nothing has changed then
     */
    boolean change(List<AddressEntry> changes, byte[] expected) {
        var undo = new ArrayList<Runnable>();
        changes.forEach(entry -> undo.add(change(entry)));
        if (Arrays.equals(digest.value(), expected)) {
            return true;
        }
        undo.reversed().forEach(Runnable::run);
        return false;
    }

    /** Applies a delta's entries that newer ones follow, whatever the digest is then. */
    void set(List<AddressEntry> changes) {
        changes.forEach(this::change);
    }

    /** @return what takes it back */
    private Runnable change(AddressEntry entry) {
        var prefix = new Prefix(entry.getAddress(), entry.getPrefixLength());
        var before = remove(prefix);
        if (entry.getIdentity() != 0) {
            add(entry);
        }
        return () -> {
            remove(prefix);
            before.ifPresent(this::add);
        };
    }

    private Optional<AddressEntry> remove(Prefix prefix) {
        var before = Optional.ofNullable(entries.remove(prefix));
        before.ifPresent(digest::remove);
        return before;
    }

    /** Identity 0 in a table is a hole that a longer prefix cuts into a shorter one. */
    private void add(AddressEntry entry) {
        entries.put(new Prefix(entry.getAddress(), entry.getPrefixLength()), entry);
        digest.add(entry);
        lengths(entry.getAddress().size()).set(entry.getPrefixLength());
    }

    private BitSet lengths(int addressBytes) {
        return addressBytes == AddressMaps.IPV4_BYTES ? lengths4 : lengths6;
    }

    /** 0 where the domain knows none. */
    int identity(byte[] address) {
        var lengths = lengths(address.length);
        for (var length = lengths.previousSetBit(8 * address.length);
                length >= 0;
                length = lengths.previousSetBit(length - 1)) {
            var entry = entries.get(new Prefix(ByteString.copyFrom(masked(address, length)), length));
            if (entry != null) {
                return entry.getIdentity();
            }
        }
        return 0;
    }

    private static byte[] masked(byte[] address, int length) {
        var masked = Arrays.copyOf(address, address.length);
        for (var bit = length; bit < 8 * address.length; bit++) {
            masked[bit / 8] &= (byte) ~(0x80 >>> bit % 8);
        }
        return masked;
    }

    List<AddressEntry> all() {
        return new ArrayList<>(entries.values());
    }
}
