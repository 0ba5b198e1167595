package dev.damson.wire.signature;

import com.google.protobuf.ByteString;
import com.google.protobuf.MessageLite;
import dev.damson.wire.proto.Signed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.interfaces.EdECPrivateKey;
import java.security.spec.NamedParameterSpec;
import java.security.spec.PKCS8EncodedKeySpec;

/** The director's private key. Safe for many threads. */
public final class SigningKey {
    private final PrivateKey key;
    private final TrustedKey trusted;

    private SigningKey(PrivateKey key, TrustedKey trusted) {
        this.key = key;
        this.trusted = trusted;
    }

    /**
     * Reads a PKCS#8 private key in PEM.
     *
     * @throws KeyException if the file cannot be read or holds something else
     */
    public static SigningKey read(Path file) {
        try {
            var encoded = Pem.decode("PRIVATE KEY", Files.readString(file));
            var key = KeyFactory.getInstance(TrustedKey.ALGORITHM).generatePrivate(new PKCS8EncodedKeySpec(encoded));
            var signer = new SigningKey(key, publicOf((EdECPrivateKey) key));
            signer.prove();
            return signer;
        } catch (IOException | GeneralSecurityException | IllegalArgumentException failed) {
            throw new KeyException(
                    "\"" + file + "\" is not an Ed25519 private key in PEM (PKCS#8): " + failed.getMessage(), failed);
        }
    }

    /** What verifies the signatures of this key. */
    public TrustedKey trusted() {
        return trusted;
    }

    public Signed sign(SignedKind kind, MessageLite message) {
        var payload = message.toByteArray();
        try {
            var signer = Signature.getInstance(TrustedKey.ALGORITHM);
            signer.initSign(key);
            signer.update(kind.over(payload));
            return Signed.newBuilder()
                    .setKind(kind.word())
                    .setPayload(ByteString.copyFrom(payload))
                    .setSignature(ByteString.copyFrom(signer.sign()))
                    .setKeyId(trusted.id())
                    .build();
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("a key that has signed before does not sign", impossible);
        }
    }

    /**
     * The public key of a private one. The JDK has no call for it, but its generator makes the private key of whatever
     * its source of chance gives (RFC 8032, section 5.1.5: the private key is 32 random bytes), so it is given ours.
     */
    private static TrustedKey publicOf(EdECPrivateKey key) throws GeneralSecurityException {
        var secret = key.getBytes().orElseThrow(() -> new IllegalArgumentException("the key cannot be read"));
        var generator = KeyPairGenerator.getInstance(TrustedKey.ALGORITHM);
        generator.initialize(NamedParameterSpec.ED25519, new Given(secret));
        return new TrustedKey(generator.generateKeyPair().getPublic());
    }

    /** The two keys are used only after one has recognised the other. */
    private void prove() {
        var probe = sign(SignedKind.BINDINGS, Signed.getDefaultInstance());
        if (trusted.payload(SignedKind.BINDINGS, probe).isEmpty()) {
            throw new IllegalArgumentException("its public key cannot be derived");
        }
    }

    /** A source of chance that gives the bytes that it was given. */
    private static final class Given extends SecureRandom {
        private static final long serialVersionUID = 1;

        private final byte[] bytes;

        Given(byte[] bytes) {
            this.bytes = bytes.clone();
        }

        @Override
        public void nextBytes(byte[] target) {
            System.arraycopy(bytes, 0, target, 0, target.length);
        }
    }
}
