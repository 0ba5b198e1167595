package dev.damson.tap.names;

import dev.damson.wire.proto.AddressEntry;
import dev.damson.wire.proto.Directory;
import java.nio.ByteBuffer;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/** The names of one revision of a domain, with the identity deltas that followed it. Immutable. */
public final class RevisionNames {
    private final String domain;
    private final Directory directory;
    private final Map<Prefix, AddressEntry> addresses;
    private final TreeSet<Integer> lengths = new TreeSet<>();

    private record Prefix(ByteBuffer address, int length) {}

    private RevisionNames(String domain, Directory directory, Map<Prefix, AddressEntry> addresses) {
        this.domain = domain;
        this.directory = directory;
        this.addresses = addresses;
        addresses.keySet().forEach(prefix -> lengths.add(prefix.length()));
    }

    public static RevisionNames of(String domain, Directory directory, Collection<AddressEntry> addresses) {
        return new RevisionNames(domain, directory, Map.of()).with(addresses);
    }

    /** The same revision after a delta; identity 0 takes an entry away. */
    public RevisionNames with(Collection<AddressEntry> entries) {
        var changed = new HashMap<>(addresses);
        for (var entry : entries) {
            var prefix = new Prefix(entry.getAddress().asReadOnlyByteBuffer(), entry.getPrefixLength());
            if (entry.getIdentity() == 0) {
                changed.remove(prefix);
            } else {
                changed.put(prefix, entry);
            }
        }
        return new RevisionNames(domain, directory, changed);
    }

    public Optional<RuleLabel> rule(int number) {
        if (number < 0 || number >= directory.getRulesCount()) {
            return Optional.empty();
        }
        var rule = directory.getRules(number);
        return Optional.of(new RuleLabel(domain, rule.getTier(), rule.getPolicy(), rule.getRule()));
    }

    /** The workload that has an address of 4 or 16 bytes. */
    public Optional<String> workload(byte[] address) {
        return entry(address).map(AddressEntry::getWorkload).filter(name -> !name.isEmpty());
    }

    /** The groups that an address of 4 or 16 bytes belongs to. */
    public List<String> groups(byte[] address) {
        return entry(address)
                .map(AddressEntry::getIdentity)
                .filter(identity -> identity < directory.getIdentitiesCount())
                .map(identity -> List.copyOf(directory.getIdentities(identity).getGroupsList()))
                .orElse(List.of());
    }

    private Optional<AddressEntry> entry(byte[] address) {
        for (int length : lengths.descendingSet()) {
            if (length <= 8 * address.length) {
                var entry = addresses.get(new Prefix(ByteBuffer.wrap(masked(address, length)), length));
                if (entry != null) {
                    return Optional.of(entry);
                }
            }
        }
        return Optional.empty();
    }

    private static byte[] masked(byte[] address, int length) {
        var masked = address.clone();
        for (int i = 0; i < masked.length; i++) {
            int bits = Math.clamp(length - 8L * i, 0, 8);
            masked[i] &= (byte) (0xff00 >> bits);
        }
        return masked;
    }
}
