package dev.damson.policy.classify;

import dev.damson.policy.interpret.EndVerdict;
import dev.damson.policy.interpret.Flow;
import dev.damson.policy.interpret.Interpreter;
import dev.damson.policy.interpret.Outcome;
import dev.damson.policy.model.DomainSnapshot;
import dev.damson.policy.model.ObjectKey;
import dev.damson.policy.plan.DomainPlan;
import dev.damson.wire.layout.VerdictRecord.Action;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** A plan beside the interpreter: the same packet, both verdicts in the same words. */
public final class Comparison {
    private final Interpreter interpreter;
    private final PlanReader reader;

    Comparison(DomainSnapshot snapshot) {
        this(snapshot, Classifier.classify(snapshot));
    }

    public Comparison(DomainSnapshot snapshot, DomainPlan plan) {
        interpreter = new Interpreter(snapshot);
        reader = new PlanReader(snapshot.policies(), plan);
    }

    PlanReader reader() {
        return reader;
    }

    /** What the two say of a packet: a line each for each end; equal where they agree. */
    public record Lines(List<String> meant, List<String> planned) {}

    Lines compare(Flow flow) {
        return new Lines(meant(flow), reader.verdicts(flow));
    }

    /** Likewise, with verdicts that another finds in the plan. */
    public Lines compare(Flow flow, PlanReader.Judge judge) {
        return new Lines(meant(flow), reader.verdicts(flow, judge));
    }

    private List<String> meant(Flow flow) {
        var meant = new ArrayList<String>();
        for (var end : interpreter.judge(flow).ends()) {
            meant.add(end.end().word() + " " + meant(end));
        }
        return meant;
    }

    private static String meant(EndVerdict end) {
        var enforced = end.enforced();
        return Words.of(
                action(enforced.outcome()),
                enforced.by().name(),
                action(end.pending().outcome()),
                end.pending().by().name(),
                enforced.chain().map(ObjectKey::name).orElse(""),
                enforced.tcpStrict(),
                end.reported(),
                end.taps().stream().map(ObjectKey::name).collect(Collectors.joining(" ")));
    }

    private static Action action(Outcome outcome) {
        return switch (outcome) {
            case ALLOWED, OBSERVED -> Action.ALLOW;
            case DENIED -> Action.DENY;
            case REJECTED -> Action.REJECT;
        };
    }
}
