package dev.damson.topology;

import dev.damson.topology.document.Documents;
import dev.damson.topology.draft.Drafts;
import dev.damson.topology.inventory.Inventory;
import dev.damson.topology.people.People;
import dev.damson.topology.people.Person;
import dev.damson.topology.revision.AuditLog;
import dev.damson.topology.revision.Commits;
import dev.damson.topology.revision.Revisions;
import dev.damson.topology.store.TenantScope;
import dev.damson.topology.traffic.Traffic;
import dev.damson.topology.view.TopologyViews;
import java.util.List;

/** Everything of one tenant. Whoever holds it has been let in; it reaches no other tenant. */
public final class TenantGraph {
    private final TenantScope scope;

    TenantGraph(TenantScope scope) {
        this.scope = scope;
    }

    public String tenant() {
        return scope.tenant();
    }

    public Inventory inventory() {
        return new Inventory(scope);
    }

    public Documents documents() {
        return new Documents(scope);
    }

    public Drafts drafts() {
        return new Drafts(scope);
    }

    public Commits commits() {
        return new Commits(scope);
    }

    public Revisions revisions() {
        return new Revisions(scope);
    }

    public AuditLog audit() {
        return new AuditLog(scope);
    }

    public Traffic traffic() {
        return new Traffic(scope);
    }

    public TopologyViews views() {
        return new TopologyViews(scope);
    }

    /** The tenant's accounts, by name. */
    public List<Person> people() {
        return People.of(scope);
    }
}
