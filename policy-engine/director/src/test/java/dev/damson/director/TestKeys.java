package dev.damson.director;

import dev.damson.wire.signature.SigningKey;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/** A director's key of a test run. */
public final class TestKeys {
    private static @Nullable Path shared;

    private TestKeys() {}

    /** Writes a new key as the launcher does, and names the file. */
    public static Path newKeyFile(Path folder) {
        try {
            var pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
            var body = Base64.getMimeEncoder().encodeToString(pair.getPrivate().getEncoded());
            return Files.writeString(
                    folder.resolve("director-key.pem"),
                    "-----BEGIN PRIVATE KEY-----\n" + body + "\n-----END PRIVATE KEY-----\n");
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** The key of all directors of this JVM: they continue each other's topics. */
    public static synchronized Path sharedKeyFile() {
        if (shared == null) {
            try {
                var folder = Files.createTempDirectory("damson-key-");
                folder.toFile().deleteOnExit();
                shared = newKeyFile(folder);
                shared.toFile().deleteOnExit();
            } catch (IOException failed) {
                throw new UncheckedIOException(failed);
            }
        }
        return shared;
    }

    public static SigningKey newKey() {
        try {
            var folder = Files.createTempDirectory("damson-key-");
            var file = newKeyFile(folder);
            try {
                return SigningKey.read(file);
            } finally {
                Files.delete(file);
                Files.delete(folder);
            }
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
