package dev.damson.tap.names;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.damson.wire.bundle.BlobKind;
import dev.damson.wire.proto.AddressTable;
import dev.damson.wire.proto.BlobRef;
import dev.damson.wire.proto.Directory;
import dev.damson.wire.proto.IdentityDelta;
import dev.damson.wire.proto.Manifest;
import dev.damson.wire.proto.Signed;
import dev.damson.wire.topic.DomainKeys;
import java.io.ByteArrayOutputStream;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;

/**
 * What was read of one domain's topic. Blobs are remembered by their places only; the two that hold names are fetched
 * when a manifest names them.
 */
final class DomainTopic {
    /** Recorded packets may be older than the live revision; names of older revisions are in the capture store. */
    private static final int MOST_REVISIONS = 64;

    private final String domain;
    private final Map<String, Long> places = new HashMap<>();
    private final NavigableMap<Long, RevisionNames> revisions = new ConcurrentSkipListMap<>();

    /** Reads one record of the topic again; empty if it is no longer there. */
    interface Fetch {
        Optional<byte[]> at(long offset, String key);
    }

    DomainTopic(String domain) {
        this.domain = domain;
    }

    Optional<RevisionNames> find(long revision) {
        return Optional.ofNullable(revisions.get(revision));
    }

    void read(String key, byte[] value, long offset, Fetch fetch) throws InvalidProtocolBufferException {
        if (key.startsWith(DomainKeys.BLOB)) {
            places.put(key, offset);
        } else if (key.equals(DomainKeys.MANIFEST)) {
            var signed = Signed.parseFrom(value);
            if (signed.getKind().equals("manifest")) {
                manifest(Manifest.parseFrom(signed.getPayload()), fetch);
            }
        } else if (key.startsWith(DomainKeys.IDENTITY) && !revisions.isEmpty()) {
            var delta = IdentityDelta.parseFrom(Signed.parseFrom(value).getPayload());
            var live = revisions.lastEntry();
            revisions.put(live.getKey(), live.getValue().with(delta.getSetList()));
        }
    }

    private void manifest(Manifest manifest, Fetch fetch) throws InvalidProtocolBufferException {
        var directory = blob(manifest, BlobKind.DIRECTORY, fetch);
        if (directory.isEmpty()) {
            return;
        }
        var addresses = blob(manifest, BlobKind.ADDRESSES, fetch);
        revisions.put(
                manifest.getRevision(),
                RevisionNames.of(
                        domain,
                        Directory.parseFrom(directory.get()),
                        addresses.isEmpty()
                                ? List.of()
                                : AddressTable.parseFrom(addresses.get()).getEntriesList()));
        while (revisions.size() > MOST_REVISIONS) {
            revisions.pollFirstEntry();
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
        return Optional.of(whole.toByteArray());
    }
}
