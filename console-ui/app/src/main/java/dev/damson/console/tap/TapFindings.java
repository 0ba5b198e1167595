package dev.damson.console.tap;

import dev.damson.director.Actor;
import dev.damson.director.Director;
import dev.damson.director.TapAccess;
import dev.damson.tap.store.finding.Finding;
import dev.damson.tap.store.finding.FindingStore;
import dev.damson.tap.store.finding.FindingStore.Found;
import dev.damson.tap.store.finding.Mute;
import dev.damson.wire.settings.Settings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.springframework.stereotype.Component;

/** What stands out in tapped traffic, for people of the tenant. They hold no payload, so that every analyst may see them. */
@Component
public class TapFindings {
    private final Director director;
    private final FindingStore store;

    TapFindings(Director director, Settings settings) {
        this.director = director;
        this.store = new FindingStore(settings.findPath("store.folder").orElse(Path.of("store")));
    }

    /** Of one domain, last seen first. */
    public List<Found> of(Actor actor, String tenant, String domain) throws IOException {
        actor.mustRead(tenant);
        return store.of(tenant, domain);
    }

    /** The finding stays, with who muted it and why. */
    public void mute(Actor actor, String tenant, Finding finding, String reason, Instant now) {
        record(actor, tenant, finding, TapAccess.Action.MUTE, reason);
        try {
            store.mute(tenant, finding.id(), new Mute(actor.name(), reason, now));
        } catch (IOException failed) {
            throw new UncheckedIOException("the finding is not muted: " + failed.getMessage(), failed);
        }
    }

    public void unmute(Actor actor, String tenant, Finding finding) {
        record(actor, tenant, finding, TapAccess.Action.UNMUTE, "");
        try {
            store.unmute(tenant, finding.id());
        } catch (IOException failed) {
            throw new UncheckedIOException("the finding is still muted: " + failed.getMessage(), failed);
        }
    }

    /** Before it happens: a mute that no audit has must not be. */
    private void record(Actor actor, String tenant, Finding finding, TapAccess.Action action, String reason) {
        director.recordTapAccess(
                actor, tenant, new TapAccess(finding.domain(), finding.subject(), action, false, reason));
    }
}
