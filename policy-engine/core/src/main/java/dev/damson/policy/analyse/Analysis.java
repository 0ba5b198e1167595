package dev.damson.policy.analyse;

import dev.damson.policy.classify.Classifier;
import dev.damson.policy.classify.PlanLimitExceeded;
import dev.damson.policy.classify.RuleUse;
import dev.damson.policy.connect.StandIns;
import dev.damson.policy.interpret.Decider;
import dev.damson.policy.model.Cidr;
import dev.damson.policy.model.DomainSnapshot;
import dev.damson.policy.model.End;
import dev.damson.policy.model.Metadata;
import dev.damson.policy.model.ObjectKey;
import dev.damson.policy.model.Peer;
import dev.damson.policy.model.PolicySet;
import dev.damson.policy.model.Rule;
import dev.damson.policy.model.SegmentationPolicy;
import dev.damson.policy.source.Problem;
import dev.damson.policy.source.Quoted;
import dev.damson.policy.source.Severity;
import dev.damson.policy.source.SourceObject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Finds the rules of a domain that never match, never decide or are not needed. */
public final class Analysis {
    /** What several ports receive at once: its address is no workload's, so no class of addresses stands for it. */
    private static final List<Cidr> SHARED =
            List.of(Cidr.parse("224.0.0.0/4"), Cidr.parse("255.255.255.255/32"), Cidr.parse("ff00::/8"));

    private final PolicySet policies;
    private final SortedMap<Integer, RuleUse> uses;
    private final List<String> names = new ArrayList<>();
    private final List<IdleRule> idle = new ArrayList<>();

    private Analysis(PolicySet policies, SortedMap<Integer, RuleUse> uses) {
        this.policies = policies;
        this.uses = uses;
    }

    /**
     * The idle rules in the order of judging; none for a domain without workloads, of which nothing is known. Rules for
     * all domains are left out: they may be idle in one and not in another.
     *
     * @param now rules that have ended by then are left out
     * @throws PlanLimitExceeded if the domain is larger than a table may be
     */
    public static List<IdleRule> of(DomainSnapshot snapshot, Instant now) {
        var policies = StandIns.of(snapshot.policies()).policies();
        if (policies.workloads().isEmpty() || policies.policies().isEmpty()) {
            return List.of();
        }
        var analysis = new Analysis(policies, Classifier.uses(DomainSnapshot.offline(policies), now));
        analysis.name();
        analysis.find();
        return analysis.idle;
    }

    /**
     * The same as warnings at the rules; for a domain that is too large one warning that says so. None if a workload is
     * named that the domain does not have: what rules match cannot be said then.
     */
    public static List<Problem> warnings(Collection<SourceObject> sources, DomainSnapshot snapshot, Instant now) {
        if (snapshot.policies().namesUnknownWorkloads()) {
            return List.of();
        }
        Map<ObjectKey, SourceObject> byKey = sources.stream()
                .collect(Collectors.toMap(source -> source.object().key(), source -> source, (one, other) -> one));
        try {
            return of(snapshot, now).stream()
                    .flatMap(rule -> Optional.ofNullable(byKey.get(rule.policy())).stream()
                            .map(source -> warning(source, rule)))
                    .toList();
        } catch (PlanLimitExceeded e) {
            return sources.stream()
                    .findFirst()
                    .map(source -> source.problem(
                            Severity.WARNING, "", "", "the rules are not analysed: " + e.getMessage(), ""))
                    .stream()
                    .toList();
        }
    }

    /** One of them as a warning at the rule, in the policy's own source. */
    public static Problem warning(SourceObject source, IdleRule rule) {
        String others = rule.instead().isEmpty() ? "" : " (" + String.join(", ", rule.instead()) + ")";
        String name = "rule " + Quoted.of(rule.name()) + " ";
        String message = name
                + switch (rule.why()) {
                    case NEVER_MATCHES -> "never matches: no packet from or to the workloads given fits it";
                    case SHADOWED -> "never decides: whatever fits it is decided before" + others;
                    case REDUNDANT -> "is redundant: without it, other rules say the same" + others;
                };
        return source.problem(Severity.WARNING, "spec.rules[" + rule.rule() + "].name", rule.name(), message, "");
    }

    /** The names of all numbers, in the order in which the compiler numbers rules and isolations. */
    private void name() {
        names.add(Decider.DEFAULT.name());
        ordered().forEach(policy -> {
            policy.rules().forEach(rule -> names.add(policy.name() + "/" + rule.name()));
            if (!policy.isolates().isEmpty()) {
                names.add(policy.name() + "/" + Decider.ISOLATES);
            }
        });
    }

    private Stream<SegmentationPolicy> ordered() {
        return policies.tierNames().stream().flatMap(tier -> policies.policies(tier).stream());
    }

    private void find() {
        int number = 0;
        for (var policy : ordered().toList()) {
            for (int i = 0; i < policy.rules().size(); i++) {
                number++;
                var use = uses.get(number);
                if (use != null && !policy.scope().equals(Metadata.EVERY_DOMAIN)) {
                    find(policy, i, use);
                }
            }
            number += policy.isolates().isEmpty() ? 0 : 1;
        }
    }

    private void find(SegmentationPolicy policy, int place, RuleUse use) {
        Rule rule = policy.rules().get(place);
        if (use.needed() || mayMeetMulticast(policy, rule)) {
            return;
        }
        var why = use.decides() ? Idleness.REDUNDANT : use.matches() ? Idleness.SHADOWED : Idleness.NEVER_MATCHES;
        var instead = use.instead().stream().sorted().map(names::get).toList();
        idle.add(new IdleRule(policy.key(), place, rule.name(), why, instead));
    }

    private boolean mayMeetMulticast(SegmentationPolicy policy, Rule rule) {
        return !rule.at().equals(Optional.of(End.SOURCE))
                && rule.to().stream()
                        .flatMap(peer -> blocks(policy, peer))
                        .anyMatch(block -> SHARED.stream().anyMatch(shared -> overlap(block, shared)));
    }

    private Stream<Cidr> blocks(SegmentationPolicy policy, Peer peer) {
        return switch (peer) {
            case Peer.CidrPeer(var block) -> Stream.of(block.cidr());
            case Peer.GroupPeer(var name) ->
                policies.group(policy.scope(), name).stream()
                        .flatMap(group -> group.cidrs().stream())
                        .map(block -> block.cidr());
            case Peer.SelectorPeer selector -> Stream.empty();
            case Peer.WorkloadPeer workload -> Stream.empty();
            case Peer.ExternalPeer external -> Stream.empty();
            case Peer.AnyPeer any -> Stream.empty();
        };
    }

    private static boolean overlap(Cidr one, Cidr other) {
        return one.family() == other.family()
                && one.first().compareTo(other.last()) <= 0
                && other.first().compareTo(one.last()) <= 0;
    }
}
