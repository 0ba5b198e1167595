package dev.damson.policy.replay;

import dev.damson.policy.classify.Classifier;
import dev.damson.policy.emit.Programs;
import dev.damson.policy.interpret.Flow;
import dev.damson.policy.model.DomainSnapshot;
import dev.damson.policy.model.End;
import dev.damson.policy.model.IpAddress;
import dev.damson.policy.model.PolicySet;
import dev.damson.policy.plan.DomainPlan;
import dev.damson.policy.replay.CapturedFlows.CapturedFlow;
import dev.damson.wire.layout.VerdictRecord;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Captured flows through the bytecode of a domain, on the simulator. */
public final class Replay {
    private final PolicySet policies;
    private final DomainPlan plan;
    private final SimulatedJudges judges;
    private final Instant now;
    private final Map<IpAddress, Integer> profiles = new HashMap<>();

    /**
     * What the bytecode says of a flow.
     *
     * @param by who decided: the first end that drops, or both; {@code policy/rule}, or {@code default}
     */
    public record Verdict(boolean passes, String by) {}

    public Replay(DomainSnapshot snapshot, Instant now) {
        this.now = now;
        policies = snapshot.policies();
        plan = Classifier.classify(snapshot);
        judges = new SimulatedJudges(plan, Programs.emit(plan));
        var identities = new HashMap<IpAddress, Integer>();
        plan.addresses().stream()
                .filter(entry ->
                        entry.prefix().prefix() == entry.prefix().family().bits())
                .forEach(entry -> identities.put(entry.prefix().base(), entry.identity()));
        for (var workload : policies.workloads()) {
            for (var port : workload.ports()) {
                int profile = port.allAddresses().stream()
                        .map(address -> plan.profileOfIdentity().get(identities.getOrDefault(address, 0)))
                        .filter(number -> number > 0)
                        .findFirst()
                        .orElse(0);
                port.allAddresses().forEach(address -> profiles.putIfAbsent(address, profile));
            }
        }
    }

    /** Empty if neither side is a workload of the domain. */
    public Optional<Verdict> judge(CapturedFlow captured) {
        boolean leaves = profiles.containsKey(captured.source());
        boolean enters = profiles.containsKey(captured.destination());
        if (!leaves && !enters) {
            return Optional.empty();
        }
        var flow = Flow.between(policies, captured.source(), captured.destination(), captured.service(), now);
        var records = new ArrayList<VerdictRecord>();
        if (leaves) {
            records.add(at(captured.source(), End.SOURCE, flow));
        }
        if (enters) {
            records.add(at(captured.destination(), End.DESTINATION, flow));
        }
        var denied = records.stream()
                .filter(record -> record.enforced() != VerdictRecord.Action.ALLOW)
                .findFirst();
        return Optional.of(denied.map(record -> new Verdict(false, name(record)))
                .orElseGet(() -> new Verdict(
                        true,
                        String.join(
                                " and ",
                                records.stream().map(this::name).distinct().toList()))));
    }

    private VerdictRecord at(IpAddress own, End end, Flow flow) {
        int profile = profiles.getOrDefault(own, 0);
        return profile == 0
                ? new VerdictRecord(VerdictRecord.Action.DENY, VerdictRecord.Action.DENY, 0, 0, 0, 0, 0, 0, 0)
                : judges.judge(profile, end, flow);
    }

    private String name(VerdictRecord record) {
        var rule = plan.rules().get(record.rule());
        return rule.policy().isEmpty() ? rule.rule() : rule.policy() + "/" + rule.rule();
    }

    /** The workload's name, or the address. */
    public String party(IpAddress address) {
        return policies.workloads().stream()
                .filter(workload -> workload.allAddresses().contains(address))
                .map(workload -> workload.name() + " (" + address + ")")
                .findFirst()
                .orElse(address.toString());
    }
}
