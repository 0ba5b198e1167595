package dev.damson.tap.store.finding;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;

/**
 * Something that stands out in a domain.
 *
 * @param subject what it is about; the same kind and subject are one finding, however often it is seen
 * @param evidence in words: how many, or where; never a secret
 * @param query finds its sessions
 */
public record Finding(
        Kind kind, String domain, String subject, String evidence, String query, Instant first, Instant last) {
    private static final int ID_BYTES = 10;

    /** What can stand out. */
    public enum Kind {
        /** One source asked for many ends and was not answered. */
        SCAN,
        /** A user name and password that anybody on the way could read. */
        CLEAR_TEXT,
        /** TLS older than 1.2. */
        LEGACY_TLS,
        /** Two groups that have not talked before. */
        FIRST_SEEN
    }

    /** Names it in its domain's tenant; 20 hex digits. */
    public String id() {
        try {
            var hash = MessageDigest.getInstance("SHA-256")
                    .digest((kind + "\n" + domain + "\n" + subject).getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash, 0, ID_BYTES);
        } catch (NoSuchAlgorithmException everyJavaHasIt) {
            throw new IllegalStateException(everyJavaHasIt);
        }
    }

    /** The same finding, seen again. */
    Finding again(Finding later) {
        return new Finding(
                kind,
                domain,
                subject,
                later.evidence,
                later.query,
                first.isBefore(later.first) ? first : later.first,
                last.isAfter(later.last) ? last : later.last);
    }
}
