package dev.damson.edge.agent.trust;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import dev.damson.edge.agent.DomainId;
import dev.damson.wire.proto.EdgeBindings;
import dev.damson.wire.proto.Manifest;
import dev.damson.wire.proto.Removed;
import dev.damson.wire.proto.Signed;
import dev.damson.wire.signature.SignedKind;
import dev.damson.wire.signature.SigningKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.util.Base64;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VerifierTest {
    private static final DomainId SHOP = new DomainId("acme", "shop");
    private static final Manifest MANIFEST = Manifest.newBuilder()
            .setTenant("acme")
            .setDomain("shop")
            .setRevision(3)
            .addEdges("edge-1")
            .build();

    private SigningKey director;
    private SigningKey stranger;
    private Verifier verifier;

    @BeforeEach
    void keys(@TempDir Path folder) throws IOException, GeneralSecurityException {
        director = key(folder.resolve("director"));
        stranger = key(folder.resolve("stranger"));
        verifier = new Verifier(director.trusted(), "edge-1");
    }

    private static SigningKey key(Path file) throws IOException, GeneralSecurityException {
        var secret = KeyPairGenerator.getInstance("Ed25519").generateKeyPair().getPrivate();
        Files.writeString(
                file,
                "-----BEGIN PRIVATE KEY-----%n%s%n-----END PRIVATE KEY-----%n"
                        .formatted(Base64.getMimeEncoder().encodeToString(secret.getEncoded())));
        return SigningKey.read(file);
    }

    @Test
    void whatTheDirectorSignedForThisEdgeIsOpened() {
        assertThat(verifier.manifest(director.sign(SignedKind.MANIFEST, MANIFEST), SHOP))
                .isEqualTo(MANIFEST);
    }

    @Test
    void anotherKeyIsNotTrusted() {
        refuses(stranger.sign(SignedKind.MANIFEST, MANIFEST), "not by the trusted key");
    }

    @Test
    void whatWasAlteredIsNotTrusted() {
        var signed = director.sign(SignedKind.MANIFEST, MANIFEST);
        var more = ByteString.copyFrom(new byte[] {0x38, 9});
        refuses(signed.toBuilder().setPayload(signed.getPayload().concat(more)).build(), "unsigned, altered");
    }

    @Test
    void aSignatureOfOneKindIsNoneOfAnother() {
        var removed = director.sign(
                SignedKind.REMOVED,
                Removed.newBuilder().setTenant("acme").setDomain("shop").build());
        refuses(removed, "kind \"removed\"");
        refuses(removed.toBuilder().setKind(SignedKind.MANIFEST.word()).build(), "unsigned, altered");
    }

    @Test
    void anotherDomainsRevisionIsRefused() {
        refuses(
                director.sign(
                        SignedKind.MANIFEST,
                        MANIFEST.toBuilder().setTenant("globex").build()),
                "came by the topic of \"acme/shop\"");
    }

    @Test
    void anotherEdgesRevisionIsRefused() {
        refuses(
                director.sign(
                        SignedKind.MANIFEST,
                        MANIFEST.toBuilder().clearEdges().addEdges("edge-2").build()),
                "is for the edges [edge-2], not for \"edge-1\"");
    }

    @Test
    void anotherEdgesBindingsAreRefused() {
        var bindings = director.sign(
                SignedKind.BINDINGS, EdgeBindings.newBuilder().setEdge("edge-2").build());
        assertThatThrownBy(() -> verifier.bindings(bindings))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("for edge \"edge-2\"");
    }

    private void refuses(Signed message, String why) {
        assertThatThrownBy(() -> verifier.manifest(message, SHOP))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining(why);
    }
}
