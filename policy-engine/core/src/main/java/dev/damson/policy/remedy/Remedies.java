package dev.damson.policy.remedy;

import dev.damson.policy.connect.ConnectivityDiff;
import dev.damson.policy.connect.ConnectivityOptions;
import dev.damson.policy.interpret.Decider;
import dev.damson.policy.interpret.EndVerdict;
import dev.damson.policy.interpret.Flow;
import dev.damson.policy.interpret.Interpreter;
import dev.damson.policy.model.DomainSnapshot;
import dev.damson.policy.model.Metadata;
import dev.damson.policy.model.PolicyObject;
import dev.damson.policy.model.PolicySet;
import dev.damson.policy.model.SegmentationPolicy;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Finds the changes; each is tried by the interpreter, and what it opens is read from the compiled tables. */
public final class Remedies {
    /** More than somebody would read. */
    private static final int MOST = 3;
    /** Of those that work, the ones whose effect is compiled. */
    private static final int MOST_COMPILED = 6;

    private final DomainSnapshot snapshot;
    private final Flow flow;
    private final ConnectivityOptions options;

    private Remedies(DomainSnapshot snapshot, Flow flow, ConnectivityOptions options) {
        this.snapshot = snapshot;
        this.flow = flow;
        this.options = options;
    }

    /**
     * At most three, the one that opens the least first; none if the flow passes, or if only the platform's admins could
     * allow it.
     */
    public static List<Remedy> of(DomainSnapshot snapshot, Flow flow, ConnectivityOptions options) {
        return new Remedies(snapshot, flow, options).find();
    }

    private List<Remedy> find() {
        var denied = new Interpreter(snapshot)
                .judge(flow).ends().stream()
                        .filter(end -> !passes(end))
                        .map(end -> (options.pending() ? end.pending() : end.enforced()).by())
                        .toList();
        if (denied.isEmpty()) {
            return List.of();
        }
        return candidates(denied).stream()
                .filter(this::works)
                .limit(MOST_COMPILED)
                .map(this::remedy)
                .sorted(Comparator.comparingInt(
                        (Remedy remedy) -> remedy.change().rows().size()))
                .limit(MOST)
                .toList();
    }

    private boolean passes(EndVerdict end) {
        return (options.pending() ? end.pending() : end.enforced()).passes();
    }

    /** A change to try. */
    record Candidate(String sentence, SegmentationPolicy policy) {}

    private List<Candidate> candidates(List<Decider> denied) {
        var place = first(denied);
        if (place.isEmpty()) {
            return List.of();
        }
        var changes = new Changes(snapshot.policies(), flow);
        var candidates = new ArrayList<Candidate>();
        candidates.addAll(changes.newRules(place.get(), denied));
        own().forEach(policy -> candidates.addAll(changes.widerRules(policy)));
        return candidates;
    }

    /** The tenant's own policies in the order of judging. */
    private List<SegmentationPolicy> own() {
        var policies = snapshot.policies();
        return policies.tierNames().stream()
                .flatMap(tier -> policies.policies(tier).stream())
                .filter(policy -> !Metadata.isPlatform(policy.scope()))
                .toList();
    }

    /** The policy that first says no at either end, or the last one if nothing but the default does. */
    private Optional<SegmentationPolicy> first(List<Decider> denied) {
        boolean ofPlatform = denied.stream().anyMatch(by -> !by.scope().isEmpty() && Metadata.isPlatform(by.scope()));
        if (ofPlatform) {
            return Optional.empty();
        }
        var own = own();
        return own.stream()
                .filter(policy -> denied.stream().anyMatch(by -> by.policy().equals(policy.name())))
                .findFirst()
                .or(() -> own.isEmpty() ? Optional.empty() : Optional.of(own.getLast()));
    }

    private DomainSnapshot with(SegmentationPolicy changed) {
        var policies = snapshot.policies();
        List<PolicyObject> objects = policies.objects().stream()
                .map(object -> object.key().equals(changed.key()) ? changed : object)
                .toList();
        return new DomainSnapshot(
                snapshot.tenant(),
                snapshot.domain(),
                snapshot.number(),
                snapshot.revision(),
                PolicySet.of(snapshot.tenant(), snapshot.domain(), objects));
    }

    private boolean works(Candidate candidate) {
        return new Interpreter(with(candidate.policy()))
                .judge(flow).ends().stream().allMatch(this::passes);
    }

    private Remedy remedy(Candidate candidate) {
        return new Remedy(
                candidate.sentence(),
                candidate.policy(),
                ConnectivityDiff.between(snapshot, with(candidate.policy()), options));
    }
}
