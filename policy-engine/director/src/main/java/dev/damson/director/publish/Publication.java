package dev.damson.director.publish;

import com.google.protobuf.ByteString;
import dev.damson.wire.proto.Manifest;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;

/**
 * A compiled revision, ready to be numbered and signed.
 *
 * @param manifest all but its sequence and time
 * @param blobs every blob of the manifest by its SHA-256
 * @param committed when the revision was committed
 */
public record Publication(Manifest manifest, Map<ByteString, ByteString> blobs, Instant committed) {
    public Publication {
        blobs = Map.copyOf(blobs);
        for (var blob : manifest.getBlobsList()) {
            if (!blobs.containsKey(blob.getSha256())) {
                throw new IllegalArgumentException("blob \"" + blob.getName() + "\" of the manifest of "
                        + manifest.getTenant() + "/" + manifest.getDomain() + " is missing");
            }
        }
    }

    ByteString blob(ByteString sha256) {
        return Objects.requireNonNull(blobs.get(sha256), "the manifest lists no such blob");
    }
}
