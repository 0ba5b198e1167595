package dev.damson.policy.prove;

import dev.damson.policy.interpret.Decider;
import dev.damson.policy.interpret.EndVerdict;
import dev.damson.policy.interpret.Outcome;
import dev.damson.policy.model.ObjectKey;
import dev.damson.policy.model.PolicyObject;
import dev.damson.policy.model.PolicySet;
import dev.damson.policy.plan.DomainPlan;
import dev.damson.policy.plan.EndTable;
import dev.damson.wire.layout.VerdictRecord;
import dev.damson.wire.layout.VerdictRecord.Action;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Holds one record against what the interpreter says at one moment. */
final class CellCheck {
    private static final long NANOS = 1_000_000_000L;

    private final DomainPlan plan;
    private final List<ObjectKey> taps;

    CellCheck(DomainPlan plan, PolicySet policies) {
        this.plan = plan;
        this.taps = policies.taps().stream().map(PolicyObject::key).toList();
    }

    /** What the record has and what would be right; empty if they agree. */
    Optional<String> difference(EndTable table, int number, Instant now, EndVerdict meant) {
        var record = at(table, number, now);
        var differences = new ArrayList<String>();
        compare(
                differences,
                "enforced",
                record.enforced(),
                action(meant.enforced().outcome()));
        compare(differences, "pending", record.pending(), action(meant.pending().outcome()));
        compare(
                differences,
                "rule",
                decider(record.rule()),
                decider(meant.enforced().by()));
        compare(
                differences,
                "pending rule",
                decider(record.pendingRule()),
                decider(meant.pending().by()));
        compare(
                differences,
                "chain",
                record.chain() == 0
                        ? "none"
                        : plan.chains().get(record.chain() - 1).name(),
                meant.enforced().chain().map(ObjectKey::name).orElse("none"));
        boolean strict = (record.flags() & VerdictRecord.TCP_STRICT) != 0;
        compare(differences, "tcpStrict", strict, meant.enforced().tcpStrict());
        compare(differences, "reported", isReported(record), meant.reported());
        compare(differences, "taps", taps(record, now), meant.taps());
        return differences.isEmpty() ? Optional.empty() : Optional.of(String.join("; ", differences));
    }

    private static void compare(List<String> differences, String what, Object planned, Object meant) {
        if (!planned.equals(meant)) {
            differences.add(what + " is \"" + planned + "\", and \"" + meant + "\" would be right");
        }
    }

    /** The moments at which a record or one that follows it expires. */
    static Set<Instant> expiries(EndTable table, int number) {
        var expiries = new HashSet<Instant>();
        var record = table.records().get(number);
        while (record.expiresUnixNanos() != 0) {
            expiries.add(instant(record.expiresUnixNanos()));
            record = table.records().get(record.expiredNext());
        }
        return expiries;
    }

    private static VerdictRecord at(EndTable table, int number, Instant now) {
        var record = table.records().get(number);
        while (record.expiresUnixNanos() != 0 && hasCome(record.expiresUnixNanos(), now)) {
            record = table.records().get(record.expiredNext());
        }
        return record;
    }

    private static boolean hasCome(long unixNanos, Instant now) {
        return !now.isBefore(instant(unixNanos));
    }

    private static Instant instant(long unixNanos) {
        return Instant.ofEpochSecond(unixNanos / NANOS, unixNanos % NANOS);
    }

    private static Action action(Outcome outcome) {
        return switch (outcome) {
            case ALLOWED, OBSERVED -> Action.ALLOW;
            case DENIED -> Action.DENY;
            case REJECTED -> Action.REJECT;
        };
    }

    /** The finish program reports every drop, every verdict that would drop, and what has the flag. */
    private static boolean isReported(VerdictRecord record) {
        return record.enforced() != Action.ALLOW
                || record.pending() != Action.ALLOW
                || (record.flags() & VerdictRecord.LOG) != 0;
    }

    private String decider(int rule) {
        var name = plan.rules().get(rule);
        return name.tier() + ":" + name.policy() + "/" + name.rule();
    }

    private static String decider(Decider by) {
        return by.tier() + ":" + by.policy() + "/" + by.rule();
    }

    private List<ObjectKey> taps(VerdictRecord record, Instant now) {
        var copying = new ArrayList<ObjectKey>();
        for (int bit = 0; bit < taps.size(); bit++) {
            long expires = plan.taps().get(bit).expiresUnixNanos();
            if ((record.taps() >>> bit & 1) != 0 && (expires == 0 || !hasCome(expires, now))) {
                copying.add(taps.get(bit));
            }
        }
        return copying;
    }
}
