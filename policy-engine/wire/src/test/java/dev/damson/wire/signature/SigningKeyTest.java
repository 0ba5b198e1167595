package dev.damson.wire.signature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import dev.damson.wire.proto.Manifest;
import dev.damson.wire.proto.Signed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.util.Base64;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SigningKeyTest {
    private static final Manifest MESSAGE =
            Manifest.newBuilder().setTenant("acme").setRevision(7).build();

    @TempDir
    private Path folder;

    private SigningKey signing;
    private TrustedKey trusted;

    @BeforeEach
    void readBothHalves() throws IOException, GeneralSecurityException {
        var pair = newPair();
        signing = SigningKey.read(pem("PRIVATE KEY", pair.getPrivate().getEncoded()));
        trusted = TrustedKey.read(pem("PUBLIC KEY", pair.getPublic().getEncoded()));
    }

    @Test
    void whatTheDirectorSignsTheEdgeRecognises() {
        var signed = signing.sign(SignedKind.MANIFEST, MESSAGE);

        assertThat(trusted.payload(SignedKind.MANIFEST, signed)).contains(MESSAGE.toByteString());
        assertThat(signed.getKeyId()).isEqualTo(trusted.id()).matches("[0-9a-f]{16}");
        assertThat(signing.trusted().id()).isEqualTo(trusted.id());
    }

    @Test
    void aChangedPayloadSignatureOrKindIsRefused() {
        var signed = signing.sign(SignedKind.MANIFEST, MESSAGE);
        var otherPayload = signed.toBuilder()
                .setPayload(MESSAGE.toBuilder().setRevision(8).build().toByteString())
                .build();
        var noSignature = signed.toBuilder().setSignature(ByteString.EMPTY).build();
        var otherKind = signed.toBuilder().setKind(SignedKind.REMOVED.word()).build();

        assertThat(trusted.payload(SignedKind.MANIFEST, otherPayload)).isEmpty();
        assertThat(trusted.payload(SignedKind.MANIFEST, noSignature)).isEmpty();
        assertThat(trusted.payload(SignedKind.MANIFEST, Signed.getDefaultInstance()))
                .isEmpty();
        assertThat(trusted.payload(SignedKind.REMOVED, otherKind)).isEmpty();
        assertThat(trusted.payload(SignedKind.REMOVED, signed)).isEmpty();
    }

    @Test
    void anotherKeysSignatureIsRefused() throws IOException, GeneralSecurityException {
        var stranger = SigningKey.read(pem("PRIVATE KEY", newPair().getPrivate().getEncoded()));

        assertThat(trusted.payload(SignedKind.MANIFEST, stranger.sign(SignedKind.MANIFEST, MESSAGE)))
                .isEmpty();
    }

    @Test
    void aFileThatIsNoKeyIsNamed() throws IOException {
        var file = Files.writeString(folder.resolve("no-key.pem"), "hello");

        assertThatThrownBy(() -> SigningKey.read(file))
                .isInstanceOf(KeyException.class)
                .hasMessageContaining("no-key.pem");
        assertThatThrownBy(() -> TrustedKey.read(file))
                .isInstanceOf(KeyException.class)
                .hasMessageContaining("no-key.pem");
    }

    private static KeyPair newPair() throws GeneralSecurityException {
        return KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
    }

    private Path pem(String label, byte[] encoded) throws IOException {
        var body = Base64.getMimeEncoder().encodeToString(encoded);
        var text = "-----BEGIN %1$s-----\n%2$s\n-----END %1$s-----\n".formatted(label, body);
        return Files.writeString(Files.createTempFile(folder, "key", ".pem"), text);
    }
}
