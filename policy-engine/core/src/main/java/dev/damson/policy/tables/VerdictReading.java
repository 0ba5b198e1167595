package dev.damson.policy.tables;

import dev.damson.policy.plan.DomainPlan;
import dev.damson.policy.plan.PlannedTap;
import dev.damson.policy.plan.RuleName;
import dev.damson.wire.layout.VerdictRecord;
import dev.damson.wire.layout.VerdictRecord.Action;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * A verdict record with the names of its moment.
 *
 * @param number of the record in its table
 * @param by the rule that decides
 * @param pending what would happen, and by which rule, if nothing were monitored or observed
 * @param chain the flow has to pass it
 * @param taps those that may get a copy
 * @param expires when the verdict ends
 * @param next number of the record that counts from then on; without meaning where nothing expires
 */
public record VerdictReading(
        int number,
        Action action,
        RuleName by,
        Action pending,
        RuleName pendingBy,
        boolean log,
        boolean tcpStrict,
        Optional<String> chain,
        List<String> taps,
        Optional<Instant> expires,
        int next) {
    private static final long NANOS_A_SECOND = 1_000_000_000L;

    public VerdictReading {
        taps = List.copyOf(taps);
    }

    static VerdictReading of(DomainPlan plan, int number, VerdictRecord record) {
        return new VerdictReading(
                number,
                record.enforced(),
                plan.rules().get(record.rule()),
                record.pending(),
                plan.rules().get(record.pendingRule()),
                (record.flags() & VerdictRecord.LOG) != 0,
                (record.flags() & VerdictRecord.TCP_STRICT) != 0,
                Optional.of(record.chain())
                        .filter(chain -> chain != 0)
                        .map(chain -> plan.chains().get(chain - 1).name()),
                IntStream.range(0, plan.taps().size())
                        .filter(bit -> (record.taps() >>> bit & 1) != 0)
                        .mapToObj(plan.taps()::get)
                        .map(PlannedTap::name)
                        .toList(),
                Optional.of(record.expiresUnixNanos())
                        .filter(nanos -> nanos != 0)
                        .map(nanos -> Instant.ofEpochSecond(nanos / NANOS_A_SECOND, nanos % NANOS_A_SECOND)),
                record.expiredNext());
    }

    /** {@code policy/rule (tier application)}, or {@code the domain's default}. */
    public static String name(RuleName rule) {
        return rule.policy().isEmpty()
                ? "the domain's " + rule.rule()
                : rule.policy() + "/" + rule.rule() + " (tier " + rule.tier() + ")";
    }

    /** What is done to the packet, as policies write it. */
    public String actionWord() {
        return word(action);
    }

    /** What would be done if nothing were monitored or observed. */
    public String pendingWord() {
        return word(pending);
    }

    private static String word(Action action) {
        return action.name().toLowerCase(Locale.ROOT);
    }

    /** Such as {@code allow by three-tiers/web-to-app (tier application), through chain inspected, logged}. */
    @Override
    public String toString() {
        var parts = new ArrayList<String>();
        parts.add(actionWord() + " by " + name(by));
        chain.ifPresent(name -> parts.add("through chain " + name));
        if (!taps.isEmpty()) {
            parts.add((taps.size() == 1 ? "copied to tap " : "copied to taps ") + String.join(" and ", taps));
        }
        if (log) {
            parts.add("logged");
        }
        if (tcpStrict) {
            parts.add("TCP strict");
        }
        if (pending != action || !pendingBy.equals(by)) {
            parts.add("pending: " + pendingWord() + " by " + name(pendingBy));
        }
        expires.ifPresent(time -> parts.add("until " + time + ", then verdict " + next));
        return String.join(", ", parts);
    }
}
