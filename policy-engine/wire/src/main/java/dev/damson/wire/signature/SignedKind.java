package dev.damson.wire.signature;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.stream.Stream;

/** What a signature is about; it is part of what is signed, so that no message can be passed off as another kind. */
public enum SignedKind {
    MANIFEST("manifest"),
    IDENTITY_DELTA("identity-delta"),
    REMOVED("removed"),
    BINDINGS("bindings");

    private static final String PREFIX = "damson/";

    private final String word;

    SignedKind(String word) {
        this.word = word;
    }

    /** As it stands in {@code Signed.kind}. */
    public String word() {
        return word;
    }

    public static Optional<SignedKind> find(String word) {
        return Stream.of(values()).filter(kind -> kind.word.equals(word)).findFirst();
    }

    /** The bytes that are signed: {@code "damson/" + kind + 0x00 + payload}. */
    byte[] over(byte[] payload) {
        var head = (PREFIX + word + '\0').getBytes(StandardCharsets.US_ASCII);
        var all = new byte[head.length + payload.length];
        System.arraycopy(head, 0, all, 0, head.length);
        System.arraycopy(payload, 0, all, head.length, payload.length);
        return all;
    }
}
