package dev.damson.policy.emit;

import dev.damson.wire.layout.VerdictRecord;
import java.util.List;

/** How many successors a packet may have to follow when verdicts have expired. */
final class ExpiryChain {
    private ExpiryChain() {}

    /** @throws IllegalArgumentException if successors run in a circle */
    static int longest(List<VerdictRecord> records) {
        int longest = 0;
        for (var record : records) {
            int length = 0;
            var at = record;
            while (at.expiresUnixNanos() != 0) {
                if (++length > records.size()) {
                    throw new IllegalArgumentException("the successors of expired verdicts run in a circle: " + record);
                }
                at = records.get(at.expiredNext());
            }
            longest = Math.max(longest, length);
        }
        return longest;
    }
}
