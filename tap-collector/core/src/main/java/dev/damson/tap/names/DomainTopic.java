package dev.damson.tap.names;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import dev.damson.wire.bundle.BlobKind;
import dev.damson.wire.proto.AddressEntry;
import dev.damson.wire.proto.AddressTable;
import dev.damson.wire.proto.BlobRef;
import dev.damson.wire.proto.Directory;
import dev.damson.wire.proto.IdentityDelta;
import dev.damson.wire.proto.Manifest;
import dev.damson.wire.proto.Signed;
import dev.damson.wire.signature.SignedKind;
import dev.damson.wire.signature.TrustedKey;
import dev.damson.wire.topic.DomainKeys;
import java.io.ByteArrayOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import org.jspecify.annotations.Nullable;

/**
 * What was read of one domain's topic. Blobs are remembered by their places only; the two that hold a revision's names
 * are fetched for the newest revision, and for any other that somebody asks about.
 */
final class DomainTopic {
    /** Recorded packets may be older than the live revision; names of older revisions are in the capture store. */
    private static final int MOST_REVISIONS = 64;

    /** Many may be asked about that the topic no longer has. */
    private static final int MOST_ASKED = 10_000;

    private final String domain;
    private final TrustedKey trusted;
    private final Map<String, Long> places = new HashMap<>();
    private final NavigableMap<Long, Published> published = new TreeMap<>();
    private final NavigableMap<Long, RevisionNames> revisions = new ConcurrentSkipListMap<>();
    private final Set<Long> asked = ConcurrentHashMap.newKeySet();

    /** A revision of the topic: its manifest, and the entries that identity deltas changed since. */
    private record Published(Manifest manifest, List<AddressEntry> changed) {}

    /** Reads one record of the topic again; empty if it is no longer there. */
    interface Fetch {
        Optional<byte[]> at(long offset, String key);
    }

    /** @param trusted whose signatures make a manifest or a delta valid */
    DomainTopic(String domain, TrustedKey trusted) {
        this.domain = domain;
        this.trusted = trusted;
    }

    Optional<RevisionNames> find(long revision) {
        return Optional.ofNullable(revisions.get(revision));
    }

    /** Wants a revision's names to be fetched. False if that is known already. */
    boolean ask(long revision) {
        return asked.size() < MOST_ASKED && asked.add(revision);
    }

    void read(String key, byte @Nullable [] value, long offset) throws InvalidProtocolBufferException {
        if (value == null) {
            places.remove(key);
        } else if (key.startsWith(DomainKeys.BLOB)) {
            places.put(key, offset);
        } else if (key.equals(DomainKeys.MANIFEST)) {
            var signed = Signed.parseFrom(value);
            if (!signed.getKind().equals(SignedKind.REMOVED.word())) {
                manifest(Manifest.parseFrom(payload(SignedKind.MANIFEST, signed)));
            }
        } else if (key.startsWith(DomainKeys.IDENTITY) && !published.isEmpty()) {
            var entries = IdentityDelta.parseFrom(payload(SignedKind.IDENTITY_DELTA, Signed.parseFrom(value)))
                    .getSetList();
            var live = published.lastEntry();
            live.getValue().changed().addAll(entries);
            revisions.computeIfPresent(live.getKey(), (revision, names) -> names.with(entries));
        }
    }

    private ByteString payload(SignedKind kind, Signed signed) throws InvalidProtocolBufferException {
        return trusted.payload(kind, signed)
                .orElseThrow(() -> new InvalidProtocolBufferException(
                        "the %s is not signed by the director's key %s".formatted(kind.word(), trusted.id())));
    }

    private void manifest(Manifest manifest) {
        published.put(manifest.getRevision(), new Published(manifest, new ArrayList<>()));
        while (published.size() > MOST_REVISIONS) {
            published.pollFirstEntry();
        }
    }

    /** Fetches the names that are wanted and can be had; the others stay wanted. */
    void load(Fetch fetch) throws InvalidProtocolBufferException {
        for (var revision : published.descendingMap().entrySet()) {
            var wanted = revision.getKey().equals(published.lastKey()) || asked.contains(revision.getKey());
            if (wanted && !revisions.containsKey(revision.getKey())) {
                load(revision.getKey(), revision.getValue(), fetch);
            }
        }
        while (revisions.size() > MOST_REVISIONS) {
            revisions.pollFirstEntry();
        }
    }

    private void load(long revision, Published known, Fetch fetch) throws InvalidProtocolBufferException {
        var directory = blob(known.manifest(), BlobKind.DIRECTORY, fetch);
        var addresses = blob(known.manifest(), BlobKind.ADDRESSES, fetch);
        if (directory.isPresent()) {
            var names = RevisionNames.of(
                    domain,
                    Directory.parseFrom(directory.get()),
                    addresses.isEmpty()
                            ? List.of()
                            : AddressTable.parseFrom(addresses.get()).getEntriesList());
            revisions.put(revision, known.changed().isEmpty() ? names : names.with(known.changed()));
            asked.remove(revision);
        }
    }

    private Optional<byte[]> blob(Manifest manifest, String kind, Fetch fetch) {
        return manifest.getBlobsList().stream()
                .filter(blob -> blob.getKind().equals(kind))
                .findFirst()
                .flatMap(blob -> assembled(blob, fetch));
    }

    private Optional<byte[]> assembled(BlobRef blob, Fetch fetch) {
        var whole = new ByteArrayOutputStream();
        for (int i = 0; i < DomainKeys.chunks(blob.getSize()); i++) {
            var key = DomainKeys.chunk(blob.getSha256().toByteArray(), i);
            var place = places.get(key);
            var chunk = place == null ? Optional.<byte[]>empty() : fetch.at(place, key);
            if (chunk.isEmpty()) {
                return Optional.empty();
            }
            whole.writeBytes(chunk.get());
        }
        return blob.getSha256().equals(ByteString.copyFrom(sha256(whole.toByteArray())))
                ? Optional.of(whole.toByteArray())
                : Optional.empty();
    }

    private static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every JDK has SHA-256", impossible);
        }
    }
}
