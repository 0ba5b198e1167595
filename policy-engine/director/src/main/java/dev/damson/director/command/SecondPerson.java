package dev.damson.director.command;

import dev.damson.director.Actor;
import dev.damson.policy.model.PayloadTaps;
import dev.damson.policy.source.Problem;
import dev.damson.policy.source.Severity;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Four eyes where a domain asks for them: whoever commits that more payload is copied, or that one person is enough from
 * now on, has written nothing of it.
 */
final class SecondPerson {
    private SecondPerson() {}

    /** What is wrong with a commit by one of its authors. */
    static Optional<Problem> missing(Proposal proposal, Actor actor, Set<String> authors) {
        return authors.contains(actor.name()) && isAskedFor(proposal)
                ? Optional.of(problem(proposal.domain().name()))
                : Optional.empty();
    }

    private static boolean isAskedFor(Proposal proposal) {
        return proposal.built()
                .filter(built -> built.before().domain().payloadTaps() == PayloadTaps.TWO_PERSONS)
                .filter(built -> built.policies().domain().payloadTaps() != PayloadTaps.TWO_PERSONS
                        || TapChange.of(List.of(proposal)).stream().anyMatch(TapChange::copiesMorePayload))
                .isPresent();
    }

    private static Problem problem(String domain) {
        return new Problem(
                Severity.ERROR,
                domain,
                1,
                1,
                "spec.payloadTaps",
                PayloadTaps.TWO_PERSONS.word(),
                "in domain \"" + domain + "\" it takes two persons to have payload copied",
                "write it into a draft that somebody else commits");
    }
}
