package dev.damson.console.policies;

import dev.damson.console.place.Place;
import dev.damson.console.place.Section;
import dev.damson.director.Actor;
import dev.damson.director.Director;
import dev.damson.policy.model.SegmentationPolicy;
import dev.damson.policy.source.PolicyWriter;
import dev.damson.topology.document.DocumentChange;
import dev.damson.topology.document.DocumentKey;
import dev.damson.topology.draft.DraftEdit;
import java.util.Optional;

/** A policy that another view wrote for a person: it becomes a draft, which they edit, review and commit themselves. */
public final class PreparedPolicy {
    private PreparedPolicy() {}

    /** As the editor will show it. */
    public static String text(SegmentationPolicy policy) {
        return PolicyWriter.yaml(policy);
    }

    /** Opens a draft with the policy and says where it is edited; empty if there is no such domain any more. */
    public static Optional<Place> open(Director director, Actor actor, Place place, SegmentationPolicy policy) {
        var domain = place.domain();
        var key = new DocumentKey(policy.kind(), policy.name());
        return director.openDraft(actor, domain.tenant(), domain.domain()).flatMap(draft -> switch (director.editDraft(
                actor, domain.tenant(), draft.id(), draft.version(), new DocumentChange.Put(key, text(policy)))) {
            case DraftEdit.Edited edited ->
                Optional.of(place.in(Section.POLICIES)
                        .with(DraftDesk.KEY, edited.draft().id())
                        .select(Selection.of(key)));
            case DraftEdit.Outrun outrun -> Optional.empty();
            case DraftEdit.Gone gone -> Optional.empty();
        });
    }
}
