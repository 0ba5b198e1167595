package dev.damson.edge.agent.state;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.damson.edge.agent.DomainId;
import dev.damson.wire.proto.Signed;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * The last good as signed messages, so that a restarted edge trusts its disk no more than it trusts a topic: what it
 * finds here it verifies again.
 */
public final class StateFolder {
    private final Path folder;

    public StateFolder(Path folder) {
        this.folder = folder;
    }

    public Path folder() {
        return folder;
    }

    public BlobStore blobs(DomainId domain) {
        return new BlobStore(folder.resolve("domains"), domain);
    }

    public Optional<Signed> bindings() {
        return AtomicFile.read(folder.resolve("bindings")).flatMap(StateFolder::signed);
    }

    public void saveBindings(Signed bindings) {
        AtomicFile.write(folder.resolve("bindings"), bindings.toByteArray());
    }

    /** The manifest that was live last. */
    public Optional<Signed> manifest(DomainId domain) {
        return AtomicFile.read(file(domain, "manifest")).flatMap(StateFolder::signed);
    }

    /** Also forgets the deltas of the manifest before. */
    public void saveManifest(DomainId domain, Signed manifest) {
        AtomicFile.write(file(domain, "manifest"), manifest.toByteArray());
        saveDeltas(domain, List.of());
    }

    /** The identity deltas since the manifest, in their order. */
    public List<Signed> deltas(DomainId domain) {
        var deltas = new ArrayList<Signed>();
        AtomicFile.read(file(domain, "deltas")).ifPresent(bytes -> {
            var stream = new ByteArrayInputStream(bytes);
            try {
                for (var delta = Signed.parseDelimitedFrom(stream);
                        delta != null;
                        delta = Signed.parseDelimitedFrom(stream)) {
                    deltas.add(delta);
                }
            } catch (IOException torn) {
                throw new UncheckedIOException("the file of deltas of " + domain + " is torn", torn);
            }
        });
        return deltas;
    }

    public void saveDeltas(DomainId domain, List<Signed> deltas) {
        var bytes = new ByteArrayOutputStream();
        try {
            for (var delta : deltas) {
                delta.writeDelimitedTo(bytes);
            }
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        AtomicFile.write(file(domain, "deltas"), bytes.toByteArray());
    }

    /** Forgets a domain. */
    public void remove(DomainId domain) {
        var root = folder.resolve("domains").resolve(domain.tenant()).resolve(domain.domain());
        if (!Files.isDirectory(root)) {
            return;
        }
        try (var files = Files.walk(root)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException refused) {
            throw new UncheckedIOException("the folder \"" + root + "\" cannot be removed", refused);
        }
    }

    private Path file(DomainId domain, String name) {
        return folder.resolve("domains")
                .resolve(domain.tenant())
                .resolve(domain.domain())
                .resolve(name);
    }

    /** Bytes that are no message are as good as none: the topic has it again. */
    private static Optional<Signed> signed(byte[] bytes) {
        try {
            return Optional.of(Signed.parseFrom(bytes));
        } catch (InvalidProtocolBufferException torn) {
            return Optional.empty();
        }
    }
}
