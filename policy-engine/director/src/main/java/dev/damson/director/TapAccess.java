package dev.damson.director;

/**
 * Somebody's look at tapped packets.
 *
 * @param domain empty: all of the tenant's
 * @param tap empty: all of the domain's
 * @param payload whether packets are shown beyond their headers
 * @param reason in the person's words; required with payload
 */
public record TapAccess(String domain, String tap, Action action, boolean payload, String reason) {
    /** How they are looked at. */
    public enum Action {
        TAIL("tap-tail"),
        VIEW("tap-view"),
        EXPORT("tap-export");

        private final String word;

        Action(String word) {
            this.word = word;
        }

        /** As the audit has it. */
        public String word() {
            return word;
        }
    }
}
