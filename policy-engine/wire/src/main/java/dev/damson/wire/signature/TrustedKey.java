package dev.damson.wire.signature;

import com.google.protobuf.ByteString;
import dev.damson.wire.proto.Signed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.security.Signature;
import java.security.SignatureException;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;

/** The director's public key. Safe for many threads. */
public final class TrustedKey {
    static final String ALGORITHM = "Ed25519";

    /** Bytes of the key's digest that name it. */
    private static final int ID_BYTES = 8;

    private final PublicKey key;
    private final String id;

    TrustedKey(PublicKey key) {
        this.key = key;
        this.id = idOf(key);
    }

    /**
     * Reads an X.509 public key in PEM.
     *
     * @throws KeyException if the file cannot be read or holds something else
     */
    public static TrustedKey read(Path file) {
        try {
            var encoded = Pem.decode("PUBLIC KEY", Files.readString(file));
            return new TrustedKey(KeyFactory.getInstance(ALGORITHM).generatePublic(new X509EncodedKeySpec(encoded)));
        } catch (IOException | GeneralSecurityException | IllegalArgumentException failed) {
            throw new KeyException(
                    "\"" + file + "\" is not an Ed25519 public key in PEM: " + failed.getMessage(), failed);
        }
    }

    /** Lower-case hex of the first 8 bytes of SHA-256 of the X.509 encoding, as in {@code Signed.key_id}. */
    public String id() {
        return id;
    }

    /** The payload, if the message is of this kind and this key signed it; empty otherwise. */
    public Optional<ByteString> payload(SignedKind kind, Signed message) {
        if (!message.getKind().equals(kind.word())) {
            return Optional.empty();
        }
        try {
            var verifier = Signature.getInstance(ALGORITHM);
            verifier.initVerify(key);
            verifier.update(kind.over(message.getPayload().toByteArray()));
            return verifier.verify(message.getSignature().toByteArray())
                    ? Optional.of(message.getPayload())
                    : Optional.empty();
        } catch (SignatureException malformed) {
            return Optional.empty();
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("every JDK since 15 has Ed25519", impossible);
        }
    }

    private static String idOf(PublicKey key) {
        try {
            var digest = MessageDigest.getInstance("SHA-256").digest(key.getEncoded());
            return HexFormat.of().formatHex(Arrays.copyOf(digest, ID_BYTES));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("every JDK has SHA-256", impossible);
        }
    }
}
