package dev.damson.director.command;

import dev.damson.policy.bundle.CompiledDomain;
import dev.damson.policy.model.PolicySet;
import dev.damson.topology.revision.RevisionRecord;
import dev.damson.wire.proto.BlobRef;
import dev.damson.wire.proto.Manifest;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** What can be said of a compiled domain in a few numbers. */
final class BundleDigest {
    private BundleDigest() {}

    /** Equal for manifests with the same parts for the same edges, whatever their revision, sequence and time. */
    static String of(Manifest manifest) {
        var timeless = manifest.toBuilder()
                .clearRevision()
                .clearSequence()
                .clearUnixNanos()
                .build();
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(timeless.toByteArray()));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every JDK has SHA-256", impossible);
        }
    }

    static RevisionRecord.Size size(CompiledDomain compiled, PolicySet set) {
        return new RevisionRecord.Size(
                set.policies().stream()
                        .mapToInt(policy -> policy.rules().size())
                        .sum(),
                compiled.plan().identities().size(),
                compiled.plan().profiles().size(),
                compiled.manifest().getBlobsList().stream()
                        .mapToLong(BlobRef::getSize)
                        .sum());
    }
}
