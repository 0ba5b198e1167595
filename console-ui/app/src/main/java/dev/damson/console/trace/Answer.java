package dev.damson.console.trace;

import dev.damson.console.kit.Decision;
import dev.damson.console.kit.Verdict;
import dev.damson.console.policies.PolicyBook;
import dev.damson.policy.analyse.TableCell;
import dev.damson.policy.classify.Classifier;
import dev.damson.policy.classify.PlanLimitExceeded;
import dev.damson.policy.interpret.EndVerdict;
import dev.damson.policy.interpret.Flow;
import dev.damson.policy.interpret.FlowVerdict;
import dev.damson.policy.interpret.Interpreter;
import dev.damson.policy.interpret.Outcome;
import dev.damson.policy.model.DomainSnapshot;
import dev.damson.policy.model.End;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the policy says to a packet.
 *
 * @param cells where the compiled tables say so, by end
 * @param revision that would judge it
 */
record Answer(Flow flow, FlowVerdict verdict, List<TableCell> cells, PolicyBook book, long revision) {
    Answer {
        cells = List.copyOf(cells);
    }

    static Answer to(Flow flow, PolicyBook book, long revision) {
        var snapshot = DomainSnapshot.offline(book.set());
        var verdict = new Interpreter(snapshot).judge(flow);
        return new Answer(flow, verdict, cells(flow, snapshot, verdict), book, revision);
    }

    private static List<TableCell> cells(Flow flow, DomainSnapshot snapshot, FlowVerdict verdict) {
        try {
            var plan = Classifier.classify(snapshot);
            return verdict.ends().stream()
                    .flatMap(end -> TableCell.of(plan, snapshot.policies(), flow, end.end()).stream())
                    .toList();
        } catch (PlanLimitExceeded tooLarge) {
            return List.of();
        }
    }

    /** Where the compiled tables hold the verdict of an end; none if the domain is too large, or the port closed. */
    Optional<TableCell> cell(End end) {
        return cells.stream().filter(cell -> cell.end() == end).findFirst();
    }

    /** The end whose decision counts: the one that drops, else the last that lets through. */
    EndVerdict decisive() {
        return verdict.droppedAt().orElseGet(() -> verdict.ends().getLast());
    }

    /** The packet never comes to this end. */
    boolean reaches(EndVerdict end) {
        return verdict.droppedAt()
                .filter(dropped -> dropped.end() == End.SOURCE && end.end() == End.DESTINATION)
                .isEmpty();
    }

    Decision decision() {
        var end = decisive();
        var by = end.enforced().by();
        return new Decision(
                verdict(end),
                end.end() == End.SOURCE ? "leaving" : "entering",
                end.workload(),
                edgeOf(end.workload()),
                revision,
                rule(end),
                by.tier().isEmpty() ? null : by.tier(),
                pending());
    }

    /** {@code domain/policy/rule}, or what decided instead. */
    static String rule(EndVerdict end) {
        var by = end.enforced().by();
        return by.policy().isEmpty() ? "the domain's default" : by.scope() + "/" + by.name();
    }

    static Verdict verdict(EndVerdict end) {
        return switch (end.enforced().outcome()) {
            case ALLOWED -> Verdict.ALLOWED;
            case DENIED, REJECTED -> Verdict.DENIED;
            case OBSERVED -> Verdict.WOULD_DENY;
        };
    }

    private @Nullable Verdict pending() {
        var observed = verdict.ends().stream().anyMatch(end -> end.enforced().outcome() == Outcome.OBSERVED);
        return verdict.passes() == verdict.pendingPasses() || observed
                ? null
                : verdict.pendingPasses() ? Verdict.ALLOWED : Verdict.DENIED;
    }

    String edgeOf(String workload) {
        return book.set()
                .workload(workload)
                .flatMap(found -> found.ports().stream()
                        .flatMap(port -> port.edge().stream())
                        .findFirst())
                .orElse("no edge");
    }

    Optional<EndVerdict> source() {
        return verdict.source();
    }

    Optional<EndVerdict> destination() {
        return verdict.destination();
    }
}
