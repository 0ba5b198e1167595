package dev.damson.policy.interpret;

import dev.damson.policy.model.End;
import dev.damson.policy.model.IpAddress;
import dev.damson.policy.model.ObjectKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Says in sentences why a packet gets its verdict: first what happens, then each end, tier by tier. */
public final class Explanation {
    private Explanation() {}

    /** Lines without line ends; the first is the verdict sentence. */
    public static List<String> lines(Flow flow, FlowVerdict verdict) {
        var lines = new ArrayList<String>();
        lines.add(sentence(flow, verdict));
        for (EndVerdict end : verdict.ends()) {
            lines.add("  " + title(end));
            end.steps().forEach(step -> lines.add("    " + step(step)));
            if (end.differs()) {
                lines.add("    pending: " + outcome(end.pending()));
                end.pendingSteps().forEach(step -> lines.add("      " + step(step)));
            }
            if (!end.taps().isEmpty()) {
                lines.add("    copied by " + names(end.taps()));
            }
        }
        return List.copyOf(lines);
    }

    /** Such as {@code client-1 (10.1.0.41) to db-1 (10.1.0.31), TCP 5432: denied by protect-db/nobody-else}. */
    public static String sentence(Flow flow, FlowVerdict verdict) {
        String packet = party(flow.sourceWorkload(), flow.source()) + " to "
                + party(flow.destinationWorkload(), flow.destination()) + ", " + flow.service() + ": ";
        Optional<EndVerdict> dropped = verdict.droppedAt();
        if (dropped.isPresent()) {
            return packet + outcome(dropped.get().enforced()) + " at the "
                    + dropped.get().end().word();
        }
        String allowed = String.join(
                " and ",
                verdict.ends().stream()
                        .map(end -> outcome(end.enforced()))
                        .distinct()
                        .toList());
        return packet + allowed + (verdict.chains().isEmpty() ? "" : ", through " + names(verdict.chains()));
    }

    private static String party(Optional<String> workload, IpAddress address) {
        return workload.map(name -> name + " (" + address + ")").orElse(address.toString());
    }

    private static String title(EndVerdict end) {
        String way = end.end() == End.SOURCE ? "leaving " : "entering ";
        return way + end.workload() + " (" + end.state().word() + "): " + outcome(end.enforced());
    }

    private static String outcome(Decision decision) {
        String what = switch (decision.outcome()) {
            case ALLOWED -> "allowed";
            case DENIED -> "denied";
            case REJECTED -> "rejected";
            case OBSERVED -> "passed while observed, would be denied";
        };
        return what + " by " + decision.by().name();
    }

    private static String step(TierStep step) {
        return switch (step) {
            case TierStep.Matched matched ->
                "tier " + matched.by().tier() + ": " + matched.by().name() + " says "
                        + matched.action().word();
            case TierStep.Isolated isolated ->
                "tier " + isolated.by().tier() + ": no rule allows it, "
                        + isolated.by().policy() + " isolates the workload";
            case TierStep.FellThrough fellThrough -> "tier " + fellThrough.tier() + ": nothing matches";
            case TierStep.Default byDefault -> "default: " + byDefault.action().word();
        };
    }

    private static String names(List<ObjectKey> keys) {
        return String.join(", ", keys.stream().map(ObjectKey::name).toList());
    }
}
