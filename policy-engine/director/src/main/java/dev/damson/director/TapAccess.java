package dev.damson.director;

/**
 * What somebody is about to do with tapped traffic.
 *
 * @param domain empty: all of the tenant's
 * @param subject the tap, or the finding; empty: all taps of the domain
 * @param payload whether packets are shown beyond their headers
 * @param reason in the person's words; required with payload
 */
public record TapAccess(String domain, String subject, Action action, boolean payload, String reason) {
    /** What is done. */
    public enum Action {
        TAIL("tap-tail", true),
        VIEW("tap-view", true),
        EXPORT("tap-export", true),
        /** Sessions, which are metadata, leave as a file. */
        DOWNLOAD("session-download", false),
        /** What a tap that is gone had copied goes from the store. */
        ERASE("tap-erase", false),
        MUTE("finding-mute", false),
        UNMUTE("finding-unmute", false);

        private final String word;
        private final boolean packets;

        Action(String word, boolean packets) {
            this.word = word;
            this.packets = packets;
        }

        /** As the audit has it. */
        public String word() {
            return word;
        }
    }

    /** As the audit has it: of packets how much of them, and why. */
    String detail() {
        return action.packets ? (payload ? "payload: " : "headers: ") + reason : reason;
    }
}
