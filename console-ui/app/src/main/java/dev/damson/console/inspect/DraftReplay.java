package dev.damson.console.inspect;

import dev.damson.policy.interpret.FlowService;
import dev.damson.policy.model.DomainSnapshot;
import dev.damson.policy.model.IpAddress;
import dev.damson.policy.model.IpFamily;
import dev.damson.policy.model.PolicySet;
import dev.damson.policy.model.Transport;
import dev.damson.policy.replay.CapturedFlows.CapturedFlow;
import dev.damson.policy.replay.Replay;
import dev.damson.tap.store.search.SessionRow;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;

/** Stored sessions through the bytecode of the committed policy and of a draft, on the simulator. */
final class DraftReplay {
    private static final int ICMP = 1;
    private static final int ICMP6 = 58;

    /**
     * Sessions that differ in nothing that a policy sees.
     *
     * @param source workload and address, or the address alone
     */
    record Judged(
            String source, String destination, String service, long sessions, Replay.Verdict now, Replay.Verdict then) {
        boolean changes() {
            return now.passes() != then.passes();
        }
    }

    /**
     * @param flows all that were judged, those that would change first
     * @param foreign sessions of which neither end is a workload of the domain
     */
    record Result(List<Judged> flows, long foreign) {
        Result {
            flows = List.copyOf(flows);
        }

        long changed() {
            return flows.stream().filter(Judged::changes).count();
        }
    }

    private DraftReplay() {}

    /** @throws IllegalArgumentException if a policy cannot be compiled */
    static Result of(List<SessionRow> sessions, PolicySet committed, PolicySet draft, Instant now) {
        Replay before;
        Replay after;
        try {
            before = new Replay(DomainSnapshot.offline(committed), now);
            after = new Replay(DomainSnapshot.offline(draft), now);
        } catch (RuntimeException broken) {
            throw new IllegalArgumentException("the draft cannot be compiled yet: its review says why", broken);
        }
        var flows = new LinkedHashMap<CapturedFlow, Long>();
        for (var row : sessions) {
            flow(row).ifPresent(flow -> flows.merge(flow, 1L, Long::sum));
        }
        var judged = new ArrayList<Judged>();
        long foreign = 0;
        for (var entry : flows.entrySet()) {
            var flow = entry.getKey();
            var then = after.judge(flow);
            var today = before.judge(flow);
            if (then.isEmpty() || today.isEmpty()) {
                foreign += entry.getValue();
            } else {
                judged.add(new Judged(
                        after.party(flow.source()),
                        after.party(flow.destination()),
                        flow.service().toString(),
                        entry.getValue(),
                        today.get(),
                        then.get()));
            }
        }
        judged.sort((one, other) -> one.changes() == other.changes()
                ? Long.compare(other.sessions(), one.sessions())
                : Boolean.compare(other.changes(), one.changes()));
        return new Result(judged, foreign);
    }

    /** Empty without IP addresses of one family. */
    private static Optional<CapturedFlow> flow(SessionRow row) {
        var source = IpAddress.find(row.source().address());
        var destination = IpAddress.find(row.destination().address());
        if (source.isEmpty() || destination.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new CapturedFlow(source.get(), destination.get(), service(row), 0));
    }

    private static FlowService service(SessionRow row) {
        if (row.network() == ICMP || row.network() == ICMP6) {
            return new FlowService.Icmp(
                    row.network() == ICMP ? IpFamily.IPV4 : IpFamily.IPV6,
                    row.source().port(),
                    row.destination().port());
        }
        return Arrays.stream(Transport.values())
                .filter(transport -> transport.number() == row.network())
                .<FlowService>map(transport ->
                        new FlowService.ToPort(transport, row.destination().port()))
                .findFirst()
                .orElseGet(() -> new FlowService.Other(row.network()));
    }
}
