package dev.damson.policy.classify;

import dev.damson.policy.interpret.Flow;
import dev.damson.policy.model.Cidr;
import dev.damson.policy.model.End;
import dev.damson.policy.model.IpAddress;
import dev.damson.policy.model.PolicySet;
import dev.damson.policy.model.WorkloadPort;
import dev.damson.policy.plan.DomainPlan;
import dev.damson.policy.plan.EndTable;
import dev.damson.policy.plan.PlannedAddress;
import dev.damson.wire.layout.VerdictRecord;
import dev.damson.wire.layout.VerdictRecord.Action;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Reads a plan as the data path does: address → identity → profile → cell → record, following what has expired. */
public final class PlanReader {
    private final PolicySet policies;
    final DomainPlan plan;
    private final Map<Cidr, Integer> identities = new HashMap<>();
    private final Map<IpAddress, Integer> found = new HashMap<>();

    public PlanReader(PolicySet policies, DomainPlan plan) {
        this.policies = policies;
        this.plan = plan;
        for (PlannedAddress entry : plan.addresses()) {
            identities.put(entry.prefix(), entry.identity());
        }
    }

    int identity(IpAddress address) {
        return found.computeIfAbsent(address, this::find);
    }

    private int find(IpAddress address) {
        return IntStream.iterate(address.family().bits(), length -> length >= 0, length -> length - 1)
                .mapToObj(length -> Cidr.around(address, length))
                .filter(identities::containsKey)
                .map(identities::get)
                .findFirst()
                .orElse(0);
    }

    public VerdictRecord record(Flow flow, End end) {
        return record(profile(flow, end), end, flow);
    }

    /** The profile of the port at one end. */
    public int profile(Flow flow, End end) {
        boolean source = end == End.SOURCE;
        String workload = (source ? flow.sourceWorkload() : flow.destinationWorkload()).orElseThrow();
        return profile(workload, source ? flow.source() : flow.destination());
    }

    private VerdictRecord record(int number, End end, Flow flow) {
        boolean source = end == End.SOURCE;
        var own = source ? flow.source() : flow.destination();
        var profile = plan.profiles().get(number - 1);
        EndTable table = source ? profile.from() : profile.to();
        var peer = source ? flow.destination() : flow.source();
        var record = table.verdict(
                identity(own),
                identity(peer),
                flow.service().protocol(),
                flow.service().number());
        long now = nanos(flow.now());
        int steps = 0;
        while (record.expiresUnixNanos() != 0 && now >= record.expiresUnixNanos()) {
            if (++steps > table.records().size()) {
                throw new NoSuchElementException("the successors of expired verdicts run in a circle: " + record);
            }
            record = table.records().get(record.expiredNext());
        }
        return record;
    }

    /** The profile of the workload's port that has the address. */
    private int profile(String workload, IpAddress own) {
        return policies.workload(workload).orElseThrow().ports().stream()
                .map(WorkloadPort::allAddresses)
                .filter(addresses -> addresses.contains(own))
                .flatMap(List::stream)
                .map(address -> plan.profileOfIdentity().get(identity(address)))
                .filter(number -> number > 0)
                .findFirst()
                .orElseThrow();
    }

    /** Finds a verdict: in the tables, or by the programs made of them. */
    public interface Judge {
        /** @param profile the number of the own port's profile */
        VerdictRecord judge(int profile, End end, Flow flow);
    }

    /** The verdict of each end in words; {@code closed} where the port has no profile. */
    public List<String> verdicts(Flow flow) {
        return verdicts(flow, this::record);
    }

    /** Likewise, with verdicts that another finds. */
    public List<String> verdicts(Flow flow, Judge judge) {
        var verdicts = new ArrayList<String>();
        flow.sourceWorkload().ifPresent(name -> verdicts.add("source " + verdict(flow, End.SOURCE, judge)));
        flow.destinationWorkload()
                .ifPresent(name -> verdicts.add("destination " + verdict(flow, End.DESTINATION, judge)));
        return verdicts;
    }

    private String verdict(Flow flow, End end, Judge judge) {
        try {
            return words(judge.judge(profile(flow, end), end, flow), flow.now());
        } catch (NoSuchElementException e) {
            return "closed";
        }
    }

    private String words(VerdictRecord record, Instant now) {
        boolean logs = (record.flags() & VerdictRecord.LOG) != 0;
        return Words.of(
                record.enforced(),
                rule(record.rule()),
                record.pending(),
                rule(record.pendingRule()),
                chain(record),
                (record.flags() & VerdictRecord.TCP_STRICT) != 0,
                logs || record.enforced() != Action.ALLOW || record.pending() != Action.ALLOW,
                taps(record, now));
    }

    /** Names of the taps that copy at a moment. */
    String taps(VerdictRecord record, Instant now) {
        return IntStream.range(0, plan.taps().size())
                .filter(bit -> (record.taps() >> bit & 1) != 0)
                .mapToObj(plan.taps()::get)
                .filter(tap -> tap.expiresUnixNanos() == 0 || nanos(now) < tap.expiresUnixNanos())
                .map(tap -> tap.name())
                .collect(Collectors.joining(" "));
    }

    /** {@code policy/rule}, or {@code default}. */
    String rule(int number) {
        var name = plan.rules().get(number);
        return name.policy().isEmpty() ? name.rule() : name.policy() + "/" + name.rule();
    }

    String chain(VerdictRecord record) {
        return record.chain() == 0 ? "" : plan.chains().get(record.chain() - 1).name();
    }

    static long nanos(Instant time) {
        return time.getEpochSecond() * 1_000_000_000L + time.getNano();
    }
}
