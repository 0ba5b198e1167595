package dev.damson.policy.classify;

import dev.damson.wire.layout.VerdictRecord.Action;

/** One end's verdict as a sentence, from whoever says it. */
final class Words {
    private Words() {}

    static String of(
            Action enforced,
            String by,
            Action pending,
            String pendingBy,
            String chain,
            boolean strict,
            boolean reported,
            String taps) {
        var words = new StringBuilder(96)
                .append(enforced)
                .append(" by ")
                .append(by)
                .append(", pending ")
                .append(pending)
                .append(" by ")
                .append(pendingBy);
        if (!chain.isEmpty()) {
            words.append(", through ").append(chain);
        }
        words.append(strict ? ", strict" : "").append(reported ? ", reported" : "");
        if (!taps.isEmpty()) {
            words.append(", copied by ").append(taps);
        }
        return words.toString();
    }
}
