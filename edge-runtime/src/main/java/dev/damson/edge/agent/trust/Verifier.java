package dev.damson.edge.agent.trust;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.MessageLite;
import com.google.protobuf.Parser;
import dev.damson.edge.agent.DomainId;
import dev.damson.wire.proto.EdgeBindings;
import dev.damson.wire.proto.IdentityDelta;
import dev.damson.wire.proto.Manifest;
import dev.damson.wire.proto.Removed;
import dev.damson.wire.proto.Signed;
import dev.damson.wire.signature.SignedKind;
import dev.damson.wire.signature.TrustedKey;

/** Opens signed messages: signature first, then that they speak of this edge and of the topic they came by. */
public final class Verifier {
    private final TrustedKey key;
    private final String edge;

    public Verifier(TrustedKey key, String edge) {
        this.key = key;
        this.edge = edge;
    }

    /** @throws Refusal if this director did not sign it, or it is about another edge */
    public EdgeBindings bindings(Signed message) {
        var bindings = open(message, SignedKind.BINDINGS, EdgeBindings.parser());
        if (!bindings.getEdge().equals(edge)) {
            throw new Refusal("the bindings are for edge \"%s\", not for \"%s\"".formatted(bindings.getEdge(), edge));
        }
        return bindings;
    }

    /** @throws Refusal if this director did not sign it, or it is about another domain or for other edges only */
    public Manifest manifest(Signed message, DomainId domain) {
        var manifest = open(message, SignedKind.MANIFEST, Manifest.parser());
        about(domain, new DomainId(manifest.getTenant(), manifest.getDomain()));
        if (!manifest.getEdgesList().contains(edge)) {
            throw new Refusal("revision %d of %s is for the edges %s, not for \"%s\""
                    .formatted(manifest.getRevision(), domain, manifest.getEdgesList(), edge));
        }
        return manifest;
    }

    /** @throws Refusal likewise */
    public IdentityDelta delta(Signed message, DomainId domain) {
        var delta = open(message, SignedKind.IDENTITY_DELTA, IdentityDelta.parser());
        about(domain, new DomainId(delta.getTenant(), delta.getDomain()));
        return delta;
    }

    /** @throws Refusal likewise */
    public Removed removed(Signed message, DomainId domain) {
        var removed = open(message, SignedKind.REMOVED, Removed.parser());
        about(domain, new DomainId(removed.getTenant(), removed.getDomain()));
        return removed;
    }

    private <M extends MessageLite> M open(Signed message, SignedKind kind, Parser<M> parser) {
        var payload = key.payload(kind, message)
                .orElseThrow(() -> new Refusal(
                        "a message of kind \"%s\", signed by key \"%s\", is unsigned, altered or not by the trusted key \"%s\""
                                .formatted(message.getKind(), message.getKeyId(), key.id())));
        try {
            return parser.parseFrom(payload);
        } catch (InvalidProtocolBufferException broken) {
            throw new Refusal("a signed %s is no such message: %s".formatted(kind.word(), broken.getMessage()), broken);
        }
    }

    private static void about(DomainId expected, DomainId found) {
        if (!found.equals(expected)) {
            throw new Refusal("a message about domain \"%s\" came by the topic of \"%s\"".formatted(found, expected));
        }
    }
}
