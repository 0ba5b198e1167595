package dev.damson.director.publish;

import com.google.protobuf.ByteString;
import dev.damson.policy.bundle.LiveAddresses;
import dev.damson.policy.model.IpAddress;
import dev.damson.policy.plan.PlannedAddress;
import dev.damson.wire.bundle.AddressDigest;
import dev.damson.wire.proto.AddressEntry;
import dev.damson.wire.proto.IdentityDelta;
import dev.damson.wire.proto.Manifest;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/** What a domain's topic says: the newest manifest, and every address that deltas have set since. For one thread. */
final class DomainLog {
    private final Manifest manifest;
    private final Map<IpAddress, AddressEntry> set = new TreeMap<>();
    private ByteString digest;
    private long sequence;

    DomainLog(Manifest manifest) {
        this.manifest = manifest;
        this.sequence = manifest.getSequence();
        this.digest = manifest.getAddressDigest();
    }

    /** With the deltas that followed the manifest, in their order; those of an older manifest do not count. */
    DomainLog(Manifest manifest, Collection<IdentityDelta> deltas) {
        this(manifest);
        deltas.stream()
                .filter(delta -> delta.getBaseSequence() == manifest.getSequence())
                .forEach(this::add);
    }

    Manifest manifest() {
        return manifest;
    }

    /** Of the newest message. */
    long sequence() {
        return sequence;
    }

    /** The addresses that deltas have set. */
    Collection<IpAddress> addresses() {
        return set.keySet();
    }

    /** Takes in a delta that was published. */
    final void add(IdentityDelta delta) {
        delta.getSetList().forEach(entry -> set.put(address(entry), entry));
        sequence = delta.getSequence();
        digest = delta.getAddressDigest();
    }

    /** The deltas that bring the topic from what it says to what is meant, one for each workload. */
    List<IdentityDelta> deltas(MemberChanges meant) {
        var wanted = new TreeMap<IpAddress, PlannedAddress>();
        meant.changed().forEach(entry -> wanted.put(entry.prefix().base(), entry));
        var addresses = new TreeSet<>(set.keySet());
        addresses.addAll(wanted.keySet());
        var byWorkload = new TreeMap<String, List<Step>>();
        for (var address : addresses) {
            var compiled = meant.compiled().apply(address).map(LiveAddresses::message);
            var now = Optional.ofNullable(wanted.get(address)).map(LiveAddresses::message);
            var step = new Step(
                    address,
                    Optional.ofNullable(set.get(address)).or(() -> compiled).filter(DomainLog::isEntry),
                    now.or(() -> compiled).filter(DomainLog::isEntry));
            if (!step.before().equals(step.after())) {
                byWorkload
                        .computeIfAbsent(step.workload(), name -> new ArrayList<>())
                        .add(step);
            }
        }
        var deltas = new ArrayList<IdentityDelta>();
        var after = AddressDigest.from(digest.toByteArray());
        byWorkload.values().forEach(steps -> deltas.add(delta(steps, after, sequence + deltas.size() + 1)));
        return deltas;
    }

    private IdentityDelta delta(List<Step> steps, AddressDigest after, long number) {
        var delta = IdentityDelta.newBuilder()
                .setTenant(manifest.getTenant())
                .setDomain(manifest.getDomain())
                .setSequence(number)
                .setBaseSequence(manifest.getSequence());
        for (var step : steps) {
            step.before().ifPresent(after::remove);
            step.after().ifPresent(after::add);
            delta.addSet(step.message());
        }
        return delta.setAddressDigest(ByteString.copyFrom(after.value())).build();
    }

    /** One address, as the topic says and as it is meant; empty: it has no entry. */
    private record Step(IpAddress address, Optional<AddressEntry> before, Optional<AddressEntry> after) {
        String workload() {
            return after.or(() -> before).map(AddressEntry::getWorkload).orElse("");
        }

        AddressEntry message() {
            return after.orElseGet(() -> before.orElseThrow().toBuilder()
                    .setIdentity(0)
                    .clearWorkload()
                    .build());
        }
    }

    private static boolean isEntry(AddressEntry entry) {
        return entry.getIdentity() != 0;
    }

    static IpAddress address(AddressEntry entry) {
        return IpAddress.of(entry.getAddress().toByteArray());
    }
}
