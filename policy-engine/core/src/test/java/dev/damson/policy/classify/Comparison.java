package dev.damson.policy.classify;

import dev.damson.policy.interpret.EndVerdict;
import dev.damson.policy.interpret.Flow;
import dev.damson.policy.interpret.Interpreter;
import dev.damson.policy.interpret.Outcome;
import dev.damson.policy.model.DomainSnapshot;
import dev.damson.policy.model.ObjectKey;
import dev.damson.wire.layout.VerdictRecord.Action;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** A plan beside the interpreter: the same packet, both verdicts in the same words. */
final class Comparison {
    private final Interpreter interpreter;
    private final PlanReader reader;

    Comparison(DomainSnapshot snapshot) {
        interpreter = new Interpreter(snapshot);
        reader = new PlanReader(snapshot.policies(), Classifier.classify(snapshot));
    }

    PlanReader reader() {
        return reader;
    }

    /** What the two say of a packet: a line each for each end; equal where they agree. */
    record Lines(List<String> meant, List<String> planned) {}

    Lines compare(Flow flow) {
        var meant = new ArrayList<String>();
        for (var end : interpreter.judge(flow).ends()) {
            meant.add(end.end().word() + " " + meant(end));
        }
        return new Lines(meant, reader.verdicts(flow));
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
