package dev.damson.director.command;

import dev.damson.director.Actor;
import dev.damson.policy.model.Expiry;
import dev.damson.policy.model.FailurePolicy;
import dev.damson.policy.model.Kind;
import dev.damson.policy.model.PolicyObject;
import dev.damson.policy.model.ServiceChain;
import dev.damson.policy.model.VirtualTap;
import dev.damson.policy.source.SourceEdit;
import dev.damson.topology.TopologyGraph;
import dev.damson.topology.document.DocumentChange;
import dev.damson.topology.document.DocumentKey;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.function.UnaryOperator;

/** Changes of one field of one object; comments and layout of its text stay. */
public final class SmallEdits {
    private final TopologyGraph graph;
    private final Drafting drafting;
    private final InstantSource clock;

    SmallEdits(TopologyGraph graph, Drafting drafting, InstantSource clock) {
        this.graph = graph;
        this.drafting = drafting;
        this.clock = clock;
    }

    public Outcome changeFailurePolicy(Actor actor, String tenant, String domain, String chain, FailurePolicy policy) {
        return edit(
                actor,
                tenant,
                domain,
                new DocumentKey(Kind.SERVICE_CHAIN, chain),
                "chain " + chain + " fails " + policy.word(),
                object -> object instanceof ServiceChain found
                        ? new ServiceChain(found.metadata(), found.functions(), policy)
                        : object);
    }

    public Outcome extendTap(Actor actor, String tenant, String domain, String tap, Instant until) {
        return endTap(actor, tenant, domain, tap, until, "tap " + tap + " until " + until);
    }

    public Outcome stopTap(Actor actor, String tenant, String domain, String tap) {
        return endTap(actor, tenant, domain, tap, clock.instant(), "tap " + tap + " stopped");
    }

    private Outcome endTap(Actor actor, String tenant, String domain, String tap, Instant end, String message) {
        return edit(
                actor,
                tenant,
                domain,
                new DocumentKey(Kind.VIRTUAL_TAP, tap),
                message,
                object -> object instanceof VirtualTap found ? found.withExpiry(new Expiry.At(end)) : object);
    }

    private Outcome edit(
            Actor actor,
            String tenant,
            String domain,
            DocumentKey key,
            String message,
            UnaryOperator<PolicyObject> change) {
        actor.mustChange(tenant);
        var stored = graph.tenant(tenant).documents().find(domain, key);
        if (stored.isEmpty()) {
            return new Outcome.NotFound("\"" + key + "\" in domain \"" + domain + "\"");
        }
        var object = Reading.of(stored.get()).objects().getFirst().source().object();
        var text = SourceEdit.replace(stored.get().source(), change.apply(object));
        return drafting.change(actor, tenant, domain, List.of(new DocumentChange.Put(key, text)), message);
    }
}
