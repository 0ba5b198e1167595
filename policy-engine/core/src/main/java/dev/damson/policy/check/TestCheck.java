package dev.damson.policy.check;

import dev.damson.policy.model.Kind;
import dev.damson.policy.model.PolicyTest;
import dev.damson.policy.model.PolicyTest.AddressParty;
import dev.damson.policy.model.PolicyTest.Connection;
import dev.damson.policy.model.PolicyTest.Party;
import dev.damson.policy.model.PolicyTest.WorkloadParty;
import dev.damson.policy.model.Rule;
import dev.damson.policy.model.SegmentationPolicy;
import dev.damson.policy.model.ServiceChain;
import dev.damson.policy.source.Quoted;
import dev.damson.policy.source.Suggestion;
import java.util.ArrayList;
import java.util.List;

/** Tests against the workloads, rules and chains that they name. */
final class TestCheck {
    private TestCheck() {}

    static void check(References references, PolicyTest test) {
        List<Connection> connections = test.connections();
        for (int i = 0; i < connections.size(); i++) {
            Connection connection = connections.get(i);
            String path = "spec.connections[" + i + "]";
            party(references, connection.from(), path + ".from");
            party(references, connection.to(), path + ".to");
            if (connection.from() instanceof AddressParty(var from)
                    && connection.to() instanceof AddressParty(var to)
                    && references.all().hasWorkloads(references.scope())
                    && !references.all().isWorkload(from, references.scope())
                    && !references.all().isWorkload(to, references.scope())) {
                references.error(path, from + " " + to, "neither address is a workload's: no end is here", "");
            }
            connection.by().ifPresent(by -> decider(references, by, path + ".by"));
            connection
                    .through()
                    .ifPresent(chain -> references.require(
                            ServiceChain.class, Kind.SERVICE_CHAIN, "chain", chain, path + ".through", ""));
        }
    }

    private static void party(References references, Party party, String path) {
        if (party instanceof WorkloadParty(String name)) {
            references.requireWorkload(name, path + ".workload", "");
        }
    }

    /** Policies of the domain and of the platform, since either may decide. */
    private static void decider(References references, String by, String path) {
        var known = new ArrayList<String>();
        known.add("default");
        references
                .all()
                .all(SegmentationPolicy.class)
                .map(source -> (SegmentationPolicy) source.object())
                .filter(policy -> references.all().counts(policy.scope(), references.scope()))
                .forEach(policy -> {
                    policy.rules().stream().map(Rule::name).forEach(rule -> known.add(policy.name() + "/" + rule));
                    if (!policy.isolates().isEmpty()) {
                        known.add(policy.name() + "/isolates");
                    }
                });
        if (!known.contains(by)) {
            references.error(
                    path, by, "there is no " + Quoted.of(by) + " that could decide", Suggestion.text(by, known, ""));
        }
    }
}
