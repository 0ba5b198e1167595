package dev.damson.policy.interpret;

import dev.damson.policy.model.CapturePoint;
import dev.damson.policy.model.DefaultAction;
import dev.damson.policy.model.Direction;
import dev.damson.policy.model.Domain;
import dev.damson.policy.model.DomainSnapshot;
import dev.damson.policy.model.End;
import dev.damson.policy.model.Enforcement;
import dev.damson.policy.model.Expiry;
import dev.damson.policy.model.IpAddress;
import dev.damson.policy.model.Kind;
import dev.damson.policy.model.Mode;
import dev.damson.policy.model.ObjectKey;
import dev.damson.policy.model.PolicyObject;
import dev.damson.policy.model.PolicySet;
import dev.damson.policy.model.Rule;
import dev.damson.policy.model.SegmentationPolicy;
import dev.damson.policy.model.ServiceChain;
import dev.damson.policy.model.TapVerdict;
import dev.damson.policy.model.Tier;
import dev.damson.policy.model.VirtualTap;
import dev.damson.policy.model.Visibility;
import dev.damson.policy.model.Workload;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The definition of what a domain's policy means for a packet that begins a connection. Everything here is as plain as
 * the language's page; the compiler must agree with it.
 */
public final class Interpreter {
    private final PolicySet policies;
    private final List<String> tierNames;
    private final Map<String, List<SegmentationPolicy>> tiers;
    private final Map<IpAddress, List<Workload>> owners;

    public Interpreter(DomainSnapshot snapshot) {
        policies = snapshot.policies();
        tierNames = policies.tierNames();
        tiers = tierNames.stream().collect(Collectors.toMap(name -> name, policies::policies));
        owners = policies.workloads().stream()
                .flatMap(workload -> workload.allAddresses().stream().map(address -> Map.entry(address, workload)))
                .collect(Collectors.groupingBy(
                        Map.Entry::getKey, Collectors.mapping(Map.Entry::getValue, Collectors.toList())));
    }

    /**
     * Judges a packet at each end that is a workload of the domain.
     *
     * @throws IllegalArgumentException if the flow names a workload that the domain does not have
     */
    public FlowVerdict judge(Flow flow) {
        return new FlowVerdict(
                flow.sourceWorkload().map(name -> judge(flow, End.SOURCE, workload(name))),
                flow.destinationWorkload().map(name -> judge(flow, End.DESTINATION, workload(name))));
    }

    private Workload workload(String name) {
        return policies.workload(name)
                .orElseThrow(() -> new IllegalArgumentException("the domain has no workload \"" + name + "\""));
    }

    private EndVerdict judge(Flow flow, End end, Workload workload) {
        View view = view(flow, end, workload);
        var steps = new ArrayList<TierStep>();
        var pendingSteps = new ArrayList<TierStep>();
        Enforcement state = state(workload, view.direction());
        Decision enforced = observe(decide(view, false, steps), state);
        Decision pending = decide(view, true, pendingSteps);
        boolean reported = !enforced.passes()
                || !pending.passes()
                || enforced.outcome() == Outcome.OBSERVED
                || enforced.log()
                || policies.domain().visibility() == Visibility.ALL;
        return new EndVerdict(
                end, workload.name(), state, enforced, pending, taps(view, enforced), reported, steps, pendingSteps);
    }

    /** A packet as one end sees it: itself by its port, the other side by its address. */
    private record View(End end, Side source, Side destination, Wish wish, Instant now) {
        Direction direction() {
            return end == End.SOURCE ? Direction.EGRESS : Direction.INGRESS;
        }

        Side own() {
            return end == End.SOURCE ? source : destination;
        }
    }

    private View view(Flow flow, End end, Workload workload) {
        Side source = end == End.SOURCE ? new Side(flow.source(), List.of(workload)) : remote(flow.source());
        Side destination =
                end == End.DESTINATION ? new Side(flow.destination(), List.of(workload)) : remote(flow.destination());
        return new View(end, source, destination, new Wish(flow.service(), destination), flow.now());
    }

    private Side remote(IpAddress address) {
        return new Side(address, owners.getOrDefault(address, List.of()));
    }

    /** Tier by tier; the first rule that matches decides, a tier without one falls through. */
    private Decision decide(View view, boolean withMonitored, List<TierStep> steps) {
        for (String name : tierNames) {
            List<SegmentationPolicy> tier = tiers.getOrDefault(name, List.of()).stream()
                    .filter(policy -> withMonitored || policy.mode() == Mode.ENFORCE)
                    .toList();
            Optional<Match> match = firstMatch(tier, view);
            if (match.isPresent()) {
                Rule rule = match.get().rule();
                steps.add(new TierStep.Matched(match.get().by(), rule.action()));
                switch (rule.action()) {
                    case ALLOW -> {
                        return allow(match.get());
                    }
                    case DENY -> {
                        return Decision.of(Outcome.DENIED, match.get().by());
                    }
                    case REJECT -> {
                        return Decision.of(Outcome.REJECTED, match.get().by());
                    }
                    case PASS -> {}
                }
                continue;
            }
            Optional<SegmentationPolicy> isolating =
                    tier.stream().filter(policy -> isolates(policy, view)).findFirst();
            if (isolating.isPresent()) {
                Decider by = Decider.of(isolating.get(), Decider.ISOLATES);
                steps.add(new TierStep.Isolated(by));
                return Decision.of(Outcome.DENIED, by);
            }
            steps.add(new TierStep.FellThrough(name));
        }
        DefaultAction action = policies.domain().defaultAction();
        steps.add(new TierStep.Default(action));
        return Decision.of(action == DefaultAction.ALLOW ? Outcome.ALLOWED : Outcome.DENIED, Decider.DEFAULT);
    }

    private record Match(SegmentationPolicy policy, Rule rule) {
        Decider by() {
            return Decider.of(policy, rule.name());
        }
    }

    private Optional<Match> firstMatch(List<SegmentationPolicy> tier, View view) {
        return tier.stream()
                .flatMap(policy -> policy.rules().stream().map(rule -> new Match(policy, rule)))
                .filter(candidate -> matches(candidate.rule(), candidate.policy(), view))
                .findFirst();
    }

    private Decision allow(Match match) {
        SegmentationPolicy policy = match.policy();
        Optional<ObjectKey> chain = match.rule()
                .inspect()
                .flatMap(name -> policies.resolve(ServiceChain.class, Kind.SERVICE_CHAIN, policy.scope(), name))
                .map(PolicyObject::key);
        return new Decision(Outcome.ALLOWED, match.by(), match.rule().log(), chain, policy.tcpStrict());
    }

    private boolean matches(Rule rule, SegmentationPolicy policy, View view) {
        return rule.at().orElse(view.end()) == view.end()
                && !hasEnded(rule.expiry(), view.now())
                && view.wish().isAnyOf(rule.services())
                && view.source().isAnyOf(rule.from(), policies, policy.scope())
                && view.destination().isAnyOf(rule.to(), policies, policy.scope());
    }

    private boolean isolates(SegmentationPolicy policy, View view) {
        return policy.isolates().stream()
                .anyMatch(isolation -> isolation.direction() == view.direction()
                        && view.own().isAnyOf(isolation.subjects(), policies, policy.scope()));
    }

    /** An expiry that no commit has turned into a time yet lies ahead. */
    private static boolean hasEnded(Optional<Expiry> expiry, Instant now) {
        return expiry.isPresent() && expiry.get() instanceof Expiry.At(Instant time) && !now.isBefore(time);
    }

    /** An observed end drops only what the platform drops. */
    private static Decision observe(Decision decision, Enforcement state) {
        boolean spared = state == Enforcement.OBSERVE
                && !decision.passes()
                && !decision.by().tier().equals(Tier.PLATFORM);
        return spared ? Decision.of(Outcome.OBSERVED, decision.by()) : decision;
    }

    /** The workload's own, else that of its groups (enforce wins), else the domain's. */
    private Enforcement state(Workload workload, Direction direction) {
        Domain domain = policies.domain();
        List<Enforcement> ofGroups = policies.groups().stream()
                .filter(group -> Membership.names(group, workload))
                .flatMap(group -> group.state().of(direction).stream())
                .toList();
        Optional<Enforcement> ofAnyGroup = ofGroups.contains(Enforcement.ENFORCE)
                ? Optional.of(Enforcement.ENFORCE)
                : ofGroups.stream().findFirst();
        return workload.state()
                .of(direction)
                .or(() -> ofAnyGroup)
                .or(() -> domain.state().of(direction))
                .orElse(Enforcement.ENFORCE);
    }

    private List<ObjectKey> taps(View view, Decision enforced) {
        TapVerdict verdict = enforced.passes() ? TapVerdict.ALLOWED : TapVerdict.DENIED;
        return policies.taps().stream()
                .filter(tap -> tap.verdicts().contains(verdict) && copies(tap, view))
                .map(PolicyObject::key)
                .toList();
    }

    private boolean copies(VirtualTap tap, View view) {
        CapturePoint otherwise = view.source().workloads().isEmpty() ? CapturePoint.DESTINATION : CapturePoint.SOURCE;
        boolean here = switch (tap.at().orElse(otherwise)) {
            case BOTH -> true;
            case SOURCE -> view.end() == End.SOURCE;
            case DESTINATION -> view.end() == End.DESTINATION;
        };
        return here
                && !hasEnded(Optional.of(tap.expiry()), view.now())
                && view.wish().isAnyOf(tap.match().services())
                && view.source().isAnyOf(tap.match().from(), policies, tap.scope())
                && view.destination().isAnyOf(tap.match().to(), policies, tap.scope());
    }
}
