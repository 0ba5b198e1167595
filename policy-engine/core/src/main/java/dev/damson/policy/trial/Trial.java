package dev.damson.policy.trial;

import dev.damson.policy.interpret.Decision;
import dev.damson.policy.interpret.EndVerdict;
import dev.damson.policy.interpret.Explanation;
import dev.damson.policy.interpret.Flow;
import dev.damson.policy.interpret.FlowVerdict;
import dev.damson.policy.interpret.Interpreter;
import dev.damson.policy.model.DomainSnapshot;
import dev.damson.policy.model.Expectation;
import dev.damson.policy.model.PolicyTest;
import dev.damson.policy.model.PolicyTest.Connection;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Runs every PolicyTest of a domain. */
public final class Trial {
    private final DomainSnapshot snapshot;
    private final Interpreter interpreter;
    private final Instant now;

    private Trial(DomainSnapshot snapshot, Instant now) {
        this.snapshot = snapshot;
        this.interpreter = new Interpreter(snapshot);
        this.now = now;
    }

    /** One result for each expectation, in the order of the tests' names and of the lists in them. */
    public static List<TrialResult> run(DomainSnapshot snapshot, Instant now) {
        var trial = new Trial(snapshot, now);
        var results = new ArrayList<TrialResult>();
        for (PolicyTest test : snapshot.policies().tests()) {
            for (int i = 0; i < test.connections().size(); i++) {
                results.add(trial.run(test, i));
            }
        }
        return List.copyOf(results);
    }

    private TrialResult run(PolicyTest test, int index) {
        Connection connection = test.connections().get(index);
        var packets = Packets.of(connection, snapshot.policies(), now);
        if (!packets.obstacle().isEmpty()) {
            return new TrialResult(test.key(), index, connection, List.of(), packets.obstacle(), List.of());
        }
        List<Flow> flows = packets.flows();
        for (Flow flow : flows) {
            FlowVerdict verdict = interpreter.judge(flow);
            Optional<String> failure = failure(connection, verdict);
            if (failure.isPresent()) {
                return new TrialResult(
                        test.key(), index, connection, flows, failure.get(), Explanation.lines(flow, verdict));
            }
        }
        Flow first = flows.getFirst();
        return new TrialResult(
                test.key(), index, connection, flows, "", Explanation.lines(first, interpreter.judge(first)));
    }

    private static Optional<String> failure(Connection connection, FlowVerdict verdict) {
        Optional<EndVerdict> dropped =
                verdict.ends().stream().filter(end -> !end.pending().passes()).findFirst();
        List<String> deciders = (dropped.isPresent() ? dropped.stream() : verdict.ends().stream())
                .map(end -> end.pending().by().name())
                .distinct()
                .toList();
        String did = (dropped.isPresent() ? "denied by " : "allowed by ") + String.join(" and ", deciders);
        if (dropped.isPresent() != (connection.expect() == Expectation.DENIED)) {
            return Optional.of("expected " + connection.expect().word() + ", but it is " + did);
        }
        if (connection.by().isPresent() && !deciders.contains(connection.by().get())) {
            return Optional.of("expected it to be decided by " + connection.by().get() + ", but it is " + did);
        }
        List<String> chains = verdict.ends().stream()
                .map(EndVerdict::pending)
                .map(Decision::chain)
                .flatMap(Optional::stream)
                .map(chain -> chain.name())
                .distinct()
                .toList();
        if (connection.through().isPresent()
                && !chains.contains(connection.through().get())) {
            return Optional.of(
                    "expected it to go through " + connection.through().get() + ", but it goes "
                            + (chains.isEmpty() ? "straight" : "through " + String.join(", ", chains)));
        }
        return Optional.empty();
    }
}
