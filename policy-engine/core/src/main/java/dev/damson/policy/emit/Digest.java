package dev.damson.policy.emit;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** SHA-256, which names content. */
public final class Digest {
    private Digest() {}

    public static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException("every Java platform has SHA-256", missing);
        }
    }
}
