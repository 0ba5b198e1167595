package dev.damson.director.command;

import dev.damson.policy.analyse.Analysis;
import dev.damson.policy.analyse.IdleRule;
import dev.damson.policy.classify.PlanLimitExceeded;
import dev.damson.policy.model.DomainSnapshot;
import dev.damson.policy.model.Kind;
import dev.damson.policy.model.ObjectKey;
import dev.damson.policy.model.PolicySet;
import dev.damson.policy.source.Problem;
import dev.damson.policy.source.SourceObject;
import dev.damson.topology.document.DocumentKey;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Warnings of rules that do nothing: those in what a draft changes, and those that it makes so. */
final class IdleRules {
    private IdleRules() {}

    private record Known(ObjectKey policy, String rule) {}

    static List<Problem> of(Proposal.Built built, Proposal proposal) {
        var changed =
                proposal.differences().stream().map(Proposal.Difference::key).collect(Collectors.toUnmodifiableSet());
        return of(built.before(), built.policies(), built.sources(), changed, proposal.at());
    }

    /**
     * @param sources every object after the change
     * @param changed what the change adds, alters or removes
     */
    static List<Problem> of(
            PolicySet before,
            PolicySet after,
            Collection<SourceObject> sources,
            Collection<DocumentKey> changed,
            Instant at) {
        try {
            var known = Analysis.of(DomainSnapshot.offline(before), at).stream()
                    .map(rule -> new Known(rule.policy(), rule.name()))
                    .collect(Collectors.toUnmodifiableSet());
            Map<ObjectKey, SourceObject> byKey = sources.stream()
                    .collect(Collectors.toMap(source -> source.object().key(), source -> source));
            return Analysis.of(DomainSnapshot.offline(after), at).stream()
                    .filter(rule -> isChanged(rule, changed) || !known.contains(new Known(rule.policy(), rule.name())))
                    .flatMap(rule -> Optional.ofNullable(byKey.get(rule.policy())).stream()
                            .map(source -> Analysis.warning(source, rule)))
                    .sorted()
                    .toList();
        } catch (PlanLimitExceeded tooLarge) {
            return List.of();
        }
    }

    private static boolean isChanged(IdleRule rule, Collection<DocumentKey> changed) {
        return changed.contains(
                new DocumentKey(Kind.SEGMENTATION_POLICY, rule.policy().name()));
    }
}
