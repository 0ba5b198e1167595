package dev.damson.topology.revision;

import java.time.Instant;

/**
 * One committed, numbered state of a domain.
 *
 * @param digest SHA-256 of the compiled parts, hexadecimal: equal digests are equal code and tables
 * @param message why, in the author's words; may be empty
 */
public record RevisionRecord(
        String domain, long number, String author, Instant at, String message, String digest, Size size) {
    /**
     * What the compiler made.
     *
     * @param rules rules of the enforced and monitored policies
     * @param identities groups of addresses that no rule tells apart
     * @param profiles compiled table pairs
     * @param bytes programs and tables together
     */
    public record Size(int rules, int identities, int profiles, long bytes) {
        public static final Size NONE = new Size(0, 0, 0, 0);
    }
}
