package dev.damson.director;

import dev.damson.director.command.DraftImport;
import dev.damson.director.command.Outcome;
import dev.damson.director.command.Review;
import dev.damson.director.command.TapForecast;
import dev.damson.director.live.DomainStatus;
import dev.damson.director.live.DropCount;
import dev.damson.director.live.EdgeStatus;
import dev.damson.director.live.LiveListener;
import dev.damson.director.live.Subscription;
import dev.damson.director.live.TapStatus;
import dev.damson.policy.model.FailurePolicy;
import dev.damson.topology.document.DocumentChange;
import dev.damson.topology.document.DocumentKey;
import dev.damson.topology.draft.Draft;
import dev.damson.topology.draft.DraftEdit;
import dev.damson.topology.people.Person;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The control plane as one object. Every method that takes an actor throws {@link NotPermitted} when the actor lacks
 * the right, and {@code dev.damson.topology.store.GraphUnavailable} when Neo4j does not answer. Safe for many threads;
 * all of it blocks, so call it from a virtual thread, not from one that paints.
 */
public interface Director {
    /** The account, if name and password belong together. Slow on purpose. */
    Optional<Person> signIn(String name, char[] password);

    /** The account as it stands now; empty if it is gone. */
    Optional<Person> person(String name);

    /** Whether there is no account at all, so that the set-up page must make the first one. */
    boolean needsSetUp();

    /** Makes the first platform admin. False if an account exists by now. */
    boolean setUp(String name, char[] password);

    /** The tenants that the actor may see, by name. */
    List<String> tenants(Actor actor);

    /** All that is meant in a tenant, for reading. */
    TenantReadings read(Actor actor, String tenant);

    /**
     * Makes the objects of the files part of their domains: new ones are added, others get the new text; what the
     * files do not name stays, unless {@code prune} says that each named domain is to be exactly what the files say.
     */
    Outcome apply(Actor actor, String tenant, List<SourceFile> files, boolean prune, String message);

    /** The same without writing: {@link Outcome.Done} has the heads as they are and what would change. */
    Outcome check(Actor actor, String tenant, List<SourceFile> files, boolean prune);

    /** Opens an empty draft on the domain's head; empty if there is no such domain. */
    Optional<Draft> openDraft(Actor actor, String tenant, String domain);

    /** Opens a draft that holds the objects of files as far as they differ from the head, each with its own text. */
    DraftImport importFiles(Actor actor, String tenant, String domain, List<SourceFile> files);

    /** Puts one object's text, or its removal, into a draft; the text may still be wrong. */
    DraftEdit editDraft(Actor actor, String tenant, String draft, long version, DocumentChange change);

    /** Takes one object's change back. */
    DraftEdit revertInDraft(Actor actor, String tenant, String draft, long version, DocumentKey key);

    /** Puts a draft whose base is no longer the head on the head; its changes stay. */
    DraftEdit rebaseDraft(Actor actor, String tenant, String draft, long version);

    /** Checks and compiles a draft; empty if it is gone. */
    Optional<Review> review(Actor actor, String tenant, String draft);

    boolean discardDraft(Actor actor, String tenant, String draft);

    /** Commits a draft and ends it; it stays if the outcome is not {@link Outcome.Done}. */
    Outcome commitDraft(Actor actor, String tenant, String draft, String message);

    /** Adds or replaces single objects of a domain, as one commit. */
    Outcome change(Actor actor, String tenant, String domain, List<DocumentChange> changes, String message);

    /** Says what a chain does when none of a hop's instances is alive. */
    Outcome changeFailurePolicy(Actor actor, String tenant, String domain, String chain, FailurePolicy policy);

    /**
     * What a tap would copy, told from the flows of the last hour; nothing is changed. Empty if there is no such
     * domain.
     *
     * @param source the text of one VirtualTap of the domain
     * @throws IllegalArgumentException if the text is not that, with its first fault
     */
    Optional<TapForecast> forecastTap(Actor actor, String tenant, String domain, String source);

    /** Begins a tap whose name is not taken. Needs the right to tap, and for payload a right of its own. */
    Outcome startTap(Actor actor, String tenant, String domain, String source);

    /** Moves the end of a tap. */
    Outcome extendTap(Actor actor, String tenant, String domain, String tap, Instant until);

    /** Ends a tap now; it stays as an object, so that its packets keep their name. */
    Outcome stopTap(Actor actor, String tenant, String domain, String tap);

    /** Takes a tap away. What it copied has no tap any more and goes from the store. */
    Outcome removeTap(Actor actor, String tenant, String domain, String tap);

    /** Where the domain's head is live; empty if there is no such domain. */
    Optional<DomainStatus> status(Actor actor, String tenant, String domain);

    List<TapStatus> taps(Actor actor, String tenant, String domain);

    /**
     * Writes into the audit that somebody is about to look at tapped packets; only then they may be shown.
     *
     * @throws IllegalArgumentException if payload is asked for without a reason
     */
    void recordTapAccess(Actor actor, String tenant, TapAccess access);

    /** Drops of the domain's ports by reason, most packets first. */
    List<DropCount> drops(Actor actor, String tenant, String domain);

    /** The edges that host the actor's ports (all of them for the platform), by name. */
    List<EdgeStatus> edges(Actor actor);

    /** Registers a listener for what the actor may see. */
    Subscription listen(Actor actor, LiveListener listener);
}
