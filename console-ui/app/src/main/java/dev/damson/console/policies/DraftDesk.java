package dev.damson.console.policies;

import dev.damson.console.place.Place;
import dev.damson.director.Actor;
import dev.damson.director.Director;
import dev.damson.director.command.Outcome;
import dev.damson.director.command.Review;
import dev.damson.topology.document.DocumentChange;
import dev.damson.topology.document.DocumentKey;
import dev.damson.topology.draft.Draft;
import dev.damson.topology.draft.DraftEdit;
import java.util.Optional;
import java.util.function.Supplier;

/** One person's work on the drafts of a domain. The draft's id stands in the address. */
final class DraftDesk {
    static final String KEY = "draft";

    private final Director director;
    private final PolicyReader reader;
    private final Supplier<Actor> actor;

    DraftDesk(Director director, PolicyReader reader, Supplier<Actor> actor) {
        this.director = director;
        this.reader = reader;
        this.actor = actor;
    }

    Optional<Draft> open(Place place) {
        var id = place.extra(KEY, "");
        return id.isEmpty()
                ? Optional.empty()
                : reader.drafts(actor.get(), place.domain()).stream()
                        .filter(draft -> draft.id().equals(id))
                        .findFirst();
    }

    /**
     * Puts a text into the open draft, or into a new one.
     *
     * @return the place with the draft; empty if somebody else edited the draft since it was shown
     */
    Optional<Place> write(Place place, DocumentKey key, String text) {
        return edit(place, new DocumentChange.Put(key, text));
    }

    Optional<Place> remove(Place place, DocumentKey key) {
        return edit(place, new DocumentChange.Remove(key));
    }

    Optional<Review> review(Place place, Draft draft) {
        return director.review(actor.get(), place.domain().tenant(), draft.id());
    }

    Outcome commit(Place place, Draft draft, String message) {
        return director.commitDraft(actor.get(), place.domain().tenant(), draft.id(), message);
    }

    void discard(Place place, Draft draft) {
        director.discardDraft(actor.get(), place.domain().tenant(), draft.id());
    }

    void rebase(Place place, Draft draft) {
        director.rebaseDraft(actor.get(), place.domain().tenant(), draft.id(), draft.version());
    }

    private Optional<Place> edit(Place place, DocumentChange change) {
        var tenant = place.domain().tenant();
        var draft = open(place)
                .or(() -> director.openDraft(actor.get(), tenant, place.domain().domain()));
        return draft.flatMap(
                found -> switch (director.editDraft(actor.get(), tenant, found.id(), found.version(), change)) {
                    case DraftEdit.Edited edited ->
                        Optional.of(place.with(KEY, edited.draft().id()));
                    case DraftEdit.Outrun outrun -> Optional.empty();
                    case DraftEdit.Gone gone -> Optional.empty();
                });
    }
}
