package dev.damson.director.command;

import dev.damson.director.Actor;
import dev.damson.director.NotPermitted;
import dev.damson.policy.model.Expiry;
import dev.damson.policy.model.Kind;
import dev.damson.policy.model.ObjectKey;
import dev.damson.policy.model.PolicySet;
import dev.damson.policy.model.Snap;
import dev.damson.policy.model.VirtualTap;
import dev.damson.topology.revision.AuditEntry;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What a commit does to one tap, by whatever way it came: a draft, a file, a dialog.
 *
 * @param before empty: it begins
 * @param after empty: it is taken away
 */
record TapChange(String domain, String tap, Optional<VirtualTap> before, Optional<VirtualTap> after) {
    static List<TapChange> of(List<Proposal> proposals) {
        return proposals.stream()
                .flatMap(proposal -> proposal.built().stream()
                        .flatMap(built -> proposal.differences().stream()
                                .filter(difference -> difference.key().kind() == Kind.VIRTUAL_TAP)
                                .map(difference -> new TapChange(
                                        proposal.domain().name(),
                                        difference.key().name(),
                                        find(built.before(), difference),
                                        find(built.policies(), difference)))))
                .toList();
    }

    private static Optional<VirtualTap> find(PolicySet policies, Proposal.Difference difference) {
        var key = new ObjectKey(
                Kind.VIRTUAL_TAP, policies.domain().name(), difference.key().name());
        return policies.find(key).map(VirtualTap.class::cast);
    }

    /** @throws NotPermitted if more payload would be copied than before, and the actor may not have that */
    void mustBeAllowed(Actor actor, String tenant) {
        if (copiesMorePayload()) {
            actor.mustTapPayload(tenant);
        }
    }

    /** Whoever ends a tap sooner, or takes it away, copies less. */
    boolean copiesMorePayload() {
        return after.isPresent()
                && after.get().snap() == Snap.PAYLOAD
                && before.filter(old -> old.withExpiry(after.get().expiry()).equals(after.get()))
                        .filter(old -> !end(after.get()).isAfter(end(old)))
                        .isEmpty();
    }

    /** An end that is not settled is later than any other. */
    private static Instant end(VirtualTap tap) {
        return tap.expiry() instanceof Expiry.At(Instant time) ? time : Instant.MAX;
    }

    AuditEntry audit(Actor actor, Instant at) {
        return new AuditEntry(at, actor.name(), domain, action(), tap, detail());
    }

    private String action() {
        if (before.isEmpty()) {
            return "tap-start";
        }
        return after.isEmpty() ? "tap-remove" : "tap-change";
    }

    /** What is copied until when and why, as it stands afterwards. */
    private String detail() {
        return after.or(this::before)
                .map(now -> now.snap().word() + " until " + end(now) + ": " + now.reason())
                .orElse("");
    }
}
