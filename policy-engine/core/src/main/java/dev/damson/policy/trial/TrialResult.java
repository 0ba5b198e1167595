package dev.damson.policy.trial;

import dev.damson.policy.interpret.Flow;
import dev.damson.policy.model.ObjectKey;
import dev.damson.policy.model.PolicyTest;
import java.util.List;

/**
 * What became of one expectation.
 *
 * @param test the PolicyTest that holds it
 * @param index its place there, from 0
 * @param flows the packets that were judged, one for each pair of addresses
 * @param failure why it does not hold, empty if it does
 * @param explanation of the packet that fails, or of the first one
 */
public record TrialResult(
        ObjectKey test,
        int index,
        PolicyTest.Connection connection,
        List<Flow> flows,
        String failure,
        List<String> explanation) {
    public TrialResult {
        flows = List.copyOf(flows);
        explanation = List.copyOf(explanation);
    }

    public boolean passed() {
        return failure.isEmpty();
    }

    /** {@code web-1 to db-1, TCP 5432 is allowed}. */
    public String title() {
        return text(connection.from()) + " to " + text(connection.to()) + ", " + connection.service() + " is "
                + connection.expect().word();
    }

    private static String text(PolicyTest.Party party) {
        return switch (party) {
            case PolicyTest.WorkloadParty workload -> workload.workload();
            case PolicyTest.AddressParty address -> address.address().toString();
        };
    }
}
