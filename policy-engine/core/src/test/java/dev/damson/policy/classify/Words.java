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
        return "%s by %s, pending %s by %s%s%s%s%s"
                .formatted(
                        enforced,
                        by,
                        pending,
                        pendingBy,
                        chain.isEmpty() ? "" : ", through " + chain,
                        strict ? ", strict" : "",
                        reported ? ", reported" : "",
                        taps.isEmpty() ? "" : ", copied by " + taps);
    }
}
