package dev.damson.e2e.bench;

import dev.damson.policy.ebpf.sim.ProgramFault;
import dev.damson.policy.interpret.Decider;
import dev.damson.policy.interpret.EndVerdict;
import dev.damson.policy.interpret.Flow;
import dev.damson.policy.interpret.Interpreter;
import dev.damson.policy.interpret.Outcome;
import dev.damson.policy.model.DomainSnapshot;
import dev.damson.policy.model.End;
import dev.damson.policy.model.IpAddress;
import dev.damson.policy.model.ObjectKey;
import dev.damson.policy.plan.DomainPlan;
import dev.damson.policy.plan.PlannedTap;
import dev.damson.policy.random.RandomPackets;
import dev.damson.policy.replay.JudgeState;
import dev.damson.wire.layout.VerdictRecord;
import dev.damson.wire.layout.VerdictRecord.Action;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Packets of a domain, judged by a plan's bytecode and by the interpreter. */
public final class Differential {
    /** Runs a plan's judging programs. */
    public interface Judge {
        /**
         * @param profile the number of the own port's profile
         * @throws IllegalStateException if the programs come to no verdict, or do more than judge
         */
        JudgeState.Judged judge(int profile, End end, Flow flow);
    }

    private final DomainSnapshot snapshot;
    private final Interpreter interpreter;
    private final DomainPlan names;
    private final DomainPlan plan;
    private final Judge judges;

    /**
     * @param names the plan that says what numbers in verdicts mean
     * @param plan the plan that says which profile a port has
     */
    public Differential(DomainSnapshot snapshot, DomainPlan names, DomainPlan plan, Judge judges) {
        this.snapshot = snapshot;
        this.interpreter = new Interpreter(snapshot);
        this.names = names;
        this.plan = plan;
        this.judges = judges;
    }

    /** The first of some random packets that is not judged as the interpreter judges it, in words. */
    public Optional<String> firstDifference(long seed, int count) {
        var packets = new RandomPackets(snapshot, seed);
        return packets.any()
                ? Stream.generate(packets::next)
                        .limit(count)
                        .flatMap(this::differences)
                        .findFirst()
                : Optional.empty();
    }

    /** Likewise of given packets. */
    public Optional<String> firstDifference(List<Flow> packets) {
        return packets.stream().flatMap(this::differences).findFirst();
    }

    private Stream<String> differences(Flow flow) {
        return interpreter.judge(flow).ends().stream()
                .filter(meant -> !said(flow, meant.end()).equals(words(flow, meant)))
                .map(meant -> flow + " at its " + meant.end().word() + ": " + said(flow, meant.end()) + ", not "
                        + words(flow, meant));
    }

    private String said(Flow flow, End end) {
        var own = end == End.SOURCE ? flow.source() : flow.destination();
        var workload = end == End.SOURCE ? flow.sourceWorkload() : flow.destinationWorkload();
        int profile = profile(workload.orElseThrow(), own);
        if (profile == 0) {
            return "closed";
        }
        try {
            return words(judges.judge(profile, end, flow), flow.now());
        } catch (ProgramFault | IllegalStateException refused) {
            return String.valueOf(refused.getMessage());
        }
    }

    /** The one profile that the addresses of the port have; 0 if they do not agree. */
    private int profile(String workload, IpAddress own) {
        return plan.profile(snapshot.policies().workload(workload).orElseThrow().ports().stream()
                .filter(port -> port.allAddresses().contains(own))
                .flatMap(port -> port.allAddresses().stream())
                .toList());
    }

    private String words(JudgeState.Judged judged, Instant now) {
        var record = judged.verdict();
        var chain = record.chain() == 0 ? Optional.<String>empty() : Optional.of(chain(record.chain()));
        boolean reported = (record.flags() & VerdictRecord.LOG) != 0
                || record.enforced() != Action.ALLOW
                || record.pending() != Action.ALLOW;
        return words(
                record.enforced(),
                rule(record.rule()),
                record.pending(),
                rule(record.pendingRule()),
                chain,
                reported,
                (record.flags() & VerdictRecord.TCP_STRICT) != 0,
                taps(record, now),
                judged.peer());
    }

    private String chain(int number) {
        return number <= names.chains().size() ? names.chains().get(number - 1).name() : "chain " + number;
    }

    private String rule(int number) {
        if (number >= names.rules().size()) {
            return "rule " + number;
        }
        var name = names.rules().get(number);
        return name.policy() + "/" + name.rule();
    }

    private List<String> taps(VerdictRecord record, Instant now) {
        return IntStream.range(0, Long.SIZE)
                .filter(bit -> (record.taps() >>> bit & 1) != 0)
                .filter(bit ->
                        bit >= names.taps().size() || !expired(names.taps().get(bit), now))
                .mapToObj(
                        bit -> bit < names.taps().size() ? names.taps().get(bit).name() : "tap " + bit)
                .toList();
    }

    private static boolean expired(PlannedTap tap, Instant now) {
        return tap.expiresUnixNanos() != 0 && !now.isBefore(Instant.ofEpochSecond(0, tap.expiresUnixNanos()));
    }

    private String words(Flow flow, EndVerdict meant) {
        var peer = meant.end() == End.SOURCE ? flow.destination() : flow.source();
        return words(
                action(meant.enforced().outcome()),
                rule(meant.enforced().by()),
                action(meant.pending().outcome()),
                rule(meant.pending().by()),
                meant.enforced().chain().map(ObjectKey::name),
                meant.reported(),
                meant.enforced().tcpStrict(),
                meant.taps().stream().map(ObjectKey::name).toList(),
                names.identity(peer));
    }

    private static String rule(Decider by) {
        return by.policy() + "/" + by.rule();
    }

    private static Action action(Outcome outcome) {
        return switch (outcome) {
            case ALLOWED, OBSERVED -> Action.ALLOW;
            case DENIED -> Action.DENY;
            case REJECTED -> Action.REJECT;
        };
    }

    private static String words(
            Action enforced,
            String rule,
            Action pending,
            String pendingRule,
            Optional<String> chain,
            boolean reported,
            boolean tcpStrict,
            List<String> taps,
            int peer) {
        return enforced + " by " + rule + ", pending " + pending + " by " + pendingRule
                + chain.map(name -> ", through " + name).orElse("")
                + (reported ? ", reported" : "")
                + (tcpStrict ? ", no mid-stream" : "")
                + (taps.isEmpty() ? "" : ", copied by " + taps)
                + ", peer " + peer;
    }
}
