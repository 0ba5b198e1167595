package dev.damson.policy.bundle;

import dev.damson.policy.emit.Digest;
import dev.damson.wire.program.ProgramImage;
import java.util.IdentityHashMap;

/** The programs of a domain's last bundle as they were written and hashed. Not for several threads. */
final class KnownBlobs {
    private IdentityHashMap<ProgramImage, Blob> before = new IdentityHashMap<>();
    private IdentityHashMap<ProgramImage, Blob> now = new IdentityHashMap<>();

    /** @param hash SHA-256 of the bytes */
    record Blob(byte[] bytes, byte[] hash) {
        static Blob of(byte[] bytes) {
            return new Blob(bytes, Digest.sha256(bytes));
        }
    }

    void begin() {
        before = now;
        now = new IdentityHashMap<>();
    }

    Blob of(ProgramImage image) {
        var known = before.get(image);
        var blob = known == null ? Blob.of(PlanMessages.program(image).toByteArray()) : known;
        now.put(image, blob);
        return blob;
    }
}
