package dev.damson.e2e.edge;

import dev.damson.policy.bundle.CompileInput;
import dev.damson.policy.bundle.CompiledDomain;
import dev.damson.policy.bundle.DomainCompiler;
import dev.damson.policy.model.DomainSnapshot;
import dev.damson.policy.model.PolicySet;
import dev.damson.policy.plan.DomainPlan;
import java.util.List;

/** Plans as bundles. */
final class Compiled {
    static final String DOMAIN = "shop";

    private Compiled() {}

    static CompiledDomain of(String tenant, int number, long revision, DomainPlan plan) {
        return of(tenant, number, revision, plan, List.of(TestDirector.EDGE));
    }

    static CompiledDomain of(String tenant, int number, long revision, DomainPlan plan, List<String> edges) {
        var snapshot = new DomainSnapshot(tenant, DOMAIN, number, revision, PolicySet.of(tenant, DOMAIN, List.of()));
        return DomainCompiler.unproved(new CompileInput(snapshot, revision, edges, 1), plan);
    }

    /** Compiles and publishes. */
    static void publish(EdgeHost host, String tenant, long revision, DomainPlan plan) {
        var compiled = of(tenant, TestDirector.number(host.inventory, tenant), revision, plan);
        host.director.publish(host::tell, compiled.manifest(), compiled.blobs());
    }
}
