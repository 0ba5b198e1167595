package dev.damson.console.kit;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Everything the verdict sentence says.
 *
 * @param end {@code leaving} or {@code entering}
 * @param rule domain/policy/rule, or what decided instead: the domain's default, a drop reason
 * @param tier null where no tier decided
 * @param pending null unless it differs from the enforced verdict
 */
public record Decision(
        Verdict verdict,
        String end,
        String workload,
        String edge,
        long revision,
        String rule,
        @Nullable String tier,
        @Nullable Verdict pending) {

    /** The sentence as plain words, for titles and screen readers. */
    public String words() {
        return "%s %s %s (%s, revision %d) by %s%s%s"
                .formatted(
                        verdict.word(),
                        end,
                        workload,
                        edge,
                        revision,
                        rule,
                        tier == null ? "" : ", tier " + tier,
                        pending == null ? "" : "; pending: " + pending.word().toLowerCase(Locale.ROOT));
    }
}
