package dev.damson.policy.prove;

import dev.damson.policy.interpret.EndVerdict;
import dev.damson.policy.interpret.Flow;
import dev.damson.policy.interpret.Interpreter;
import dev.damson.policy.model.End;
import dev.damson.policy.model.Expiry;
import dev.damson.policy.model.Rule;
import dev.damson.policy.model.SegmentationPolicy;
import dev.damson.policy.model.VirtualTap;
import dev.damson.policy.model.Workload;
import dev.damson.policy.prove.IdentityCheck.Representative;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** A packet's two ends, with which the interpreter is asked; it knows every statement that picks both. */
final class Witness {
    private final ProofContext context;
    private final OwnPlace own;
    private final Selection selection;
    private final Representative peer;
    private final List<Integer> statements;
    private final TreeSet<Instant> moments = new TreeSet<>();
    private @Nullable Interpreter interpreter;

    Witness(ProofContext context, OwnPlace own, Selection selection, Representative peer, List<Integer> statements) {
        this.context = context;
        this.own = own;
        this.selection = selection;
        this.peer = peer;
        this.statements = statements;
    }

    /** What the interpreter says of a service, at the beginning of time and at each expiry. */
    NavigableMap<Instant, EndVerdict> judge(Piece piece) {
        var asked = interpreter;
        if (asked == null) {
            asked = interpreter();
            interpreter = asked;
        }
        var service = piece.packet(peer.family());
        var address = context.realm().ranges().get(peer.range()).first();
        var name = Optional.of(context.realm().workloads().get(own.workload()).name());
        var verdicts = new TreeMap<Instant, EndVerdict>();
        for (var now : moments) {
            var flow = selection.end() == End.SOURCE
                    ? new Flow(own.address(), address, service, name, Optional.empty(), now)
                    : new Flow(address, own.address(), service, Optional.empty(), name, now);
            verdicts.put(now, asked.judge(flow).ends().getFirst());
            context.countVerdict();
        }
        return verdicts;
    }

    private Interpreter interpreter() {
        var rules = new LinkedHashMap<SegmentationPolicy, List<Rule>>();
        var taps = new ArrayList<VirtualTap>();
        moments.add(Instant.MIN);
        for (int statement : statements) {
            int tap = statement - context.statements().rules().size();
            if (tap >= 0) {
                taps.add(context.statements().taps().get(tap).tap());
                add(taps.getLast().expiry());
            } else {
                var picked = context.statements().rules().get(statement);
                rules.computeIfAbsent(picked.policy(), key -> new ArrayList<>()).add(picked.rule());
                picked.rule().expiry().ifPresent(this::add);
            }
        }
        var workloads = new LinkedHashSet<Workload>();
        workloads.add(context.realm().workloads().get(own.workload()));
        context.realm().owners(peer.range()).stream()
                .mapToObj(context.realm().workloads()::get)
                .forEach(workloads::add);
        return new Interpreter(context.reduction().of(workloads, rules, selection.isolating(), taps));
    }

    private void add(Expiry expiry) {
        if (expiry instanceof Expiry.At(Instant time)) {
            moments.add(time);
        }
    }
}
