package dev.damson.policy.cli;

import dev.damson.policy.analyse.TableCell;
import dev.damson.policy.interpret.Decision;
import dev.damson.policy.interpret.EndVerdict;
import dev.damson.policy.interpret.Explanation;
import dev.damson.policy.interpret.Flow;
import dev.damson.policy.interpret.FlowVerdict;
import dev.damson.policy.interpret.TierStep;
import dev.damson.policy.model.ObjectKey;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** An explanation for programs. */
final class VerdictJson {
    private VerdictJson() {}

    static Map<String, Object> flow(Flow flow, FlowVerdict verdict) {
        var fields = new LinkedHashMap<String, Object>();
        fields.put("source", flow.source());
        fields.put("sourceWorkload", flow.sourceWorkload().orElse(""));
        fields.put("destination", flow.destination());
        fields.put("destinationWorkload", flow.destinationWorkload().orElse(""));
        fields.put("service", flow.service());
        fields.put("sentence", Explanation.sentence(flow, verdict));
        fields.put("passes", verdict.passes());
        fields.put("pendingPasses", verdict.pendingPasses());
        fields.put("through", names(verdict.chains()));
        fields.put("ends", verdict.ends().stream().map(VerdictJson::end).toList());
        return fields;
    }

    private static Map<String, Object> end(EndVerdict end) {
        var fields = new LinkedHashMap<String, Object>();
        fields.put("end", end.end().word());
        fields.put("workload", end.workload());
        fields.put("state", end.state().word());
        fields.put("enforced", decision(end.enforced()));
        fields.put("pending", decision(end.pending()));
        fields.put("taps", names(end.taps()));
        fields.put("steps", end.steps().stream().map(VerdictJson::step).toList());
        fields.put(
                "pendingSteps",
                end.pendingSteps().stream().map(VerdictJson::step).toList());
        return fields;
    }

    static Map<String, Object> cell(TableCell cell) {
        var fields = new LinkedHashMap<String, Object>();
        fields.put("end", cell.end().word());
        fields.put("profile", cell.profile());
        fields.put("identity", cell.own());
        fields.put("peerIdentity", cell.peer());
        fields.put("peerClass", cell.peerClass());
        fields.put("serviceClass", cell.service());
        fields.put("stride", cell.stride());
        fields.put("record", cell.record());
        fields.put("by", cell.rule());
        return fields;
    }

    private static Map<String, Object> decision(Decision decision) {
        var fields = new LinkedHashMap<String, Object>();
        fields.put("outcome", decision.outcome().name().toLowerCase(Locale.ROOT));
        fields.put("by", decision.by().name());
        fields.put("tier", decision.by().tier());
        return fields;
    }

    private static Map<String, Object> step(TierStep step) {
        return switch (step) {
            case TierStep.Matched matched ->
                step(matched.by().tier(), matched.by().name(), matched.action().word());
            case TierStep.Isolated isolated ->
                step(isolated.by().tier(), isolated.by().name(), "deny");
            case TierStep.FellThrough fellThrough -> step(fellThrough.tier(), "", "none");
            case TierStep.Default byDefault ->
                step("", "default", byDefault.action().word());
        };
    }

    private static Map<String, Object> step(String tier, String by, String action) {
        var fields = new LinkedHashMap<String, Object>();
        fields.put("tier", tier);
        fields.put("by", by);
        fields.put("action", action);
        return fields;
    }

    private static List<String> names(List<ObjectKey> keys) {
        return keys.stream().map(ObjectKey::name).toList();
    }
}
