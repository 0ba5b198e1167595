package dev.damson.edge.agent.control;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import dev.damson.edge.agent.domain.HostedDomain;
import dev.damson.edge.agent.domain.Revision;
import dev.damson.edge.agent.state.StateFolder;
import dev.damson.edge.agent.trust.Refusal;
import dev.damson.edge.agent.trust.Verifier;
import dev.damson.wire.proto.BlobRef;
import dev.damson.wire.proto.IdentityDelta;
import dev.damson.wire.proto.Manifest;
import dev.damson.wire.proto.Signed;
import dev.damson.wire.signature.SignedKind;
import dev.damson.wire.topic.DomainKeys;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads one domain's topic. Until its end was reached once, only the newest manifest counts, with the deltas after it;
 * from then on each message counts as it comes. Whatever is refused leaves the last good in force. Used on the control
 * thread.
 */
public final class DomainInbox {
    private static final Logger LOG = LoggerFactory.getLogger(DomainInbox.class);

    /** What is still missing after a second reading will not be there at once. */
    private static final Duration REREAD_EVERY = Duration.ofSeconds(5);

    private final HostedDomain domain;
    private final StateFolder state;
    private final Verifier verifier;
    private final Chunks chunks = new Chunks();

    private @Nullable Signed newest;
    private final List<Signed> deltas = new ArrayList<>();
    private final List<Signed> sinceManifest = new ArrayList<>();
    private boolean unsaved;
    private Set<ByteString> lastSeenBlobs = Set.of();
    private boolean following;
    private boolean rereadWanted;
    private long rereadNanos = System.nanoTime() - REREAD_EVERY.toNanos();

    public DomainInbox(HostedDomain domain, StateFolder state, Verifier verifier) {
        this.domain = domain;
        this.state = state;
        this.verifier = verifier;
    }

    /** Enforces what was live when the host went down, if it is still whole and signed. */
    public void restore() {
        state.manifest(domain.id()).ifPresent(signed -> {
            try {
                goLive(signed, verifier.manifest(signed, domain.id()), state.deltas(domain.id()));
            } catch (Refusal | UncheckedIOException refused) {
                LOG.warn("{}: the revision on disk is refused: {}", domain.id(), refused.getMessage());
                domain.refused(0, "the revision on disk: " + refused.getMessage());
            }
        });
    }

    public void accept(SourceRecord entry) {
        if (entry.value().isEmpty()) {
            return;
        }
        var value = entry.value().get();
        if (entry.key().startsWith(DomainKeys.BLOB)) {
            chunks.add(entry.key(), value)
                    .ifPresent(blob -> state.blobs(domain.id()).put(blob));
        } else if (entry.key().equals(DomainKeys.MANIFEST)) {
            message(value).ifPresent(this::manifest);
        } else if (entry.key().startsWith(DomainKeys.IDENTITY)) {
            message(value).ifPresent(this::delta);
        }
    }

    private Optional<Signed> message(byte[] value) {
        try {
            return Optional.of(Signed.parseFrom(value));
        } catch (InvalidProtocolBufferException broken) {
            domain.refused(0, "a record of the domain's topic is no signed message");
            return Optional.empty();
        }
    }

    /** The topic was read up to what was its end. */
    public void caughtUp() {
        if (following) {
            return;
        }
        following = true;
        if (newest != null) {
            var pending = List.copyOf(deltas);
            apply(newest, pending);
        }
        deltas.clear();
    }

    /**
     * Puts deltas on the disk that came since the last call. Thousands may come in a second, and those that a crash loses
     * the topic still has.
     */
    public void save() {
        if (unsaved) {
            state.saveDeltas(domain.id(), sinceManifest);
            unsaved = false;
        }
    }

    /** Whether the topic should be read from its beginning once more, because something of it is missing here. */
    public boolean takeRereadWanted() {
        var now = System.nanoTime();
        if (!rereadWanted || now - rereadNanos < REREAD_EVERY.toNanos()) {
            return false;
        }
        rereadWanted = false;
        rereadNanos = now;
        following = false;
        newest = null;
        deltas.clear();
        return true;
    }

    private void manifest(Signed signed) {
        newest = signed;
        if (following) {
            apply(signed, List.of());
        } else {
            deltas.clear();
        }
    }

    private void delta(Signed signed) {
        if (!following) {
            deltas.add(signed);
            return;
        }
        try {
            var delta = verifier.delta(signed, domain.id());
            if (delta.getSequence() <= domain.sequence()) {
                return;
            }
            if (delta.getSequence() != domain.sequence() + 1) {
                throw gap(delta.getSequence());
            }
            domain.change(delta);
            sinceManifest.add(signed);
            unsaved = true;
        } catch (Refusal refused) {
            domain.refused(0, String.valueOf(refused.getMessage()));
        }
    }

    private Refusal gap(long found) {
        rereadWanted = true;
        return new Refusal(
                "message %d of the domain's topic followed %d: reading it again".formatted(found, domain.sequence()));
    }

    private void apply(Signed signed, List<Signed> after) {
        var revision = 0L;
        try {
            if (signed.getKind().equals(SignedKind.REMOVED.word())) {
                remove(signed);
                return;
            }
            var manifest = verifier.manifest(signed, domain.id());
            revision = manifest.getRevision();
            lastSeenBlobs = blobs(manifest);
            goLive(signed, manifest, after);
        } catch (Refusal refused) {
            LOG.warn("{}: revision {} is refused: {}", domain.id(), revision, refused.getMessage());
            domain.refused(revision, String.valueOf(refused.getMessage()));
        }
    }

    private void remove(Signed signed) {
        var removed = verifier.removed(signed, domain.id());
        if (removed.getSequence() < domain.sequence()) {
            throw new Refusal("a removal with sequence %d is older than what is live (%d)"
                    .formatted(removed.getSequence(), domain.sequence()));
        }
        domain.shut();
        state.remove(domain.id());
    }

    private void goLive(Signed signed, Manifest manifest, List<Signed> after) {
        var following = deltas(manifest, after);
        var target = following.isEmpty()
                ? manifest.getSequence()
                : following.getLast().getSequence();
        if (target < domain.sequence()) {
            throw new Refusal("revision %d with sequence %d is older than what is live (%d)"
                    .formatted(manifest.getRevision(), target, domain.sequence()));
        }
        if (target == domain.sequence() && domain.revision().isPresent()) {
            return;
        }
        var store = state.blobs(domain.id());
        var missing = Revision.missing(manifest, store);
        if (!missing.isEmpty()) {
            rereadWanted = this.following;
            throw new Refusal("%d parts of revision %d have not come, the first is \"%s\""
                    .formatted(
                            missing.size(),
                            manifest.getRevision(),
                            missing.getFirst().getName()));
        }
        domain.goLive(Revision.read(signed, manifest, store), following);
        sinceManifest.clear();
        sinceManifest.addAll(after);
        state.saveManifest(domain.id(), signed);
        unsaved = !after.isEmpty();
        save();
        var needed = new HashSet<>(blobs(manifest));
        needed.addAll(lastSeenBlobs);
        store.keepOnly(needed);
    }

    private List<IdentityDelta> deltas(Manifest manifest, List<Signed> signed) {
        return signed.stream()
                .map(message -> verifier.delta(message, domain.id()))
                .filter(delta -> delta.getBaseSequence() == manifest.getSequence())
                .toList();
    }

    /** Parts that later manifests may name without sending them again. */
    private static Set<ByteString> blobs(Manifest manifest) {
        var blobs = new HashSet<ByteString>();
        manifest.getBlobsList().stream().map(BlobRef::getSha256).forEach(blobs::add);
        return blobs;
    }
}
