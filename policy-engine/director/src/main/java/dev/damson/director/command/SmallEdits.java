package dev.damson.director.command;

import dev.damson.director.Actor;
import dev.damson.policy.model.FailurePolicy;
import dev.damson.policy.model.Kind;
import dev.damson.policy.model.PolicyObject;
import dev.damson.policy.model.ServiceChain;
import dev.damson.policy.source.SourceEdit;
import dev.damson.topology.TopologyGraph;
import dev.damson.topology.document.DocumentChange;
import dev.damson.topology.document.DocumentKey;
import java.util.List;
import java.util.function.UnaryOperator;

/** Changes of one field of one object; comments and layout of its text stay. */
public final class SmallEdits {
    private final TopologyGraph graph;
    private final Drafting drafting;

    SmallEdits(TopologyGraph graph, Drafting drafting) {
        this.graph = graph;
        this.drafting = drafting;
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
