package dev.damson.topology.people;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;

/**
 * A password as it is kept: {@code pbkdf2-sha256$<iterations>$<salt>$<hash>}, both in base 64. The cost stands in the
 * text, so that it can be raised without breaking what is kept.
 */
public final class PasswordHash {
    private static final String SCHEME = "pbkdf2-sha256";
    private static final String ALGORITHM = "PBKDF2WithHmacSHA256";

    /** OWASP's figure for PBKDF2 with HMAC-SHA-256 (Password Storage Cheat Sheet, 2023 and later). */
    private static final int ITERATIONS = 600_000;

    /** A kept text with a larger cost is refused: nobody here wrote it, and it would hold a thread for minutes. */
    private static final int MOST_ITERATIONS = 10_000_000;

    /** NIST SP 800-132 asks for at least 128 bits of salt. */
    private static final int SALT_BYTES = 16;

    /** The output of SHA-256: more would cost the verifier twice as much as the attacker. */
    private static final int HASH_BYTES = 32;

    private static final SecureRandom RANDOM = new SecureRandom();

    /** Verifying against this one takes as long as a real one, so that an unknown name cannot be told by time. */
    private static final String NOBODY = hash("nobody has this password".toCharArray());

    private PasswordHash() {}

    /** Hashes a password with a new salt; the caller clears the array. */
    public static String hash(char[] password) {
        var salt = new byte[SALT_BYTES];
        RANDOM.nextBytes(salt);
        var encoder = Base64.getEncoder().withoutPadding();
        return SCHEME
                + '$'
                + ITERATIONS
                + '$'
                + encoder.encodeToString(salt)
                + '$'
                + encoder.encodeToString(derive(password, salt, ITERATIONS));
    }

    /** Whether the password is the one that was hashed; false for a text that is not of this scheme. */
    public static boolean verify(char[] password, String kept) {
        var parts = kept.split("\\$", -1);
        if (parts.length != 4 || !parts[0].equals(SCHEME)) {
            return false;
        }
        try {
            var iterations = Integer.parseInt(parts[1]);
            if (iterations < 1 || iterations > MOST_ITERATIONS) {
                return false;
            }
            var salt = Base64.getDecoder().decode(parts[2]);
            var expected = Base64.getDecoder().decode(parts[3]);
            return salt.length > 0 && MessageDigest.isEqual(expected, derive(password, salt, iterations));
        } catch (IllegalArgumentException malformed) {
            return false;
        }
    }

    /** Spends the time of a verification, for a sign-in with a name that does not exist; always false. */
    static boolean verifyNobody(char[] password) {
        verify(password, NOBODY);
        return false;
    }

    private static byte[] derive(char[] password, byte[] salt, int iterations) {
        var specification = new PBEKeySpec(password, salt, iterations, HASH_BYTES * Byte.SIZE);
        try {
            return SecretKeyFactory.getInstance(ALGORITHM)
                    .generateSecret(specification)
                    .getEncoded();
        } catch (GeneralSecurityException missing) {
            throw new IllegalStateException("this JDK has no " + ALGORITHM, missing);
        } finally {
            specification.clearPassword();
        }
    }
}
