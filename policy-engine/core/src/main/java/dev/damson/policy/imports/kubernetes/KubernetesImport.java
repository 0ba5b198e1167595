package dev.damson.policy.imports.kubernetes;

import dev.damson.policy.imports.Draft;
import dev.damson.policy.imports.ImportOptions;
import dev.damson.policy.imports.Imported;
import dev.damson.policy.imports.PolicyImport;
import dev.damson.policy.model.DefaultAction;
import dev.damson.policy.model.Domain;
import dev.damson.policy.model.Metadata;
import dev.damson.policy.model.PolicyObject;
import dev.damson.policy.model.StateSpec;
import dev.damson.policy.model.Tier;
import dev.damson.policy.model.Visibility;
import dev.damson.policy.source.Located;
import java.util.ArrayList;
import java.util.List;

/** Manifests of a cluster, from files or from {@code kubectl get -o yaml}. */
public final class KubernetesImport implements PolicyImport {
    static final String ADMIN_TIER = "kubernetes-admin";
    static final String TIER = "kubernetes";

    private static final int ADMIN_ORDER = 1_000;
    private static final int ORDER = 5_000;
    private static final String POLICY_GROUP = "policy.networking.k8s.io";

    @Override
    public String name() {
        return "kubernetes";
    }

    @Override
    public boolean recognises(Located document) {
        return Resource.all(document).stream()
                .anyMatch(resource -> !PolicyObject.API_VERSION.startsWith(resource.group() + "/"));
    }

    @Override
    public Imported read(List<Located> documents, ImportOptions options) {
        var draft = new Draft(options);
        var labels = new LabelMapping(draft);
        var pods = new Pods(draft, labels);
        var nodes = new Nodes(draft, labels);
        var policies = new ArrayList<Resource>();
        for (Located document : documents) {
            if (document.isMapping() && document.at("kind").isEmpty()) {
                draft.warn(document, "a document without a kind is not read", "");
            }
            for (Resource resource : Resource.all(document)) {
                switch (resource.kind()) {
                    case "Namespace" -> pods.namespace(counted(resource, draft));
                    case "Node" -> nodes.add(counted(resource, draft));
                    case "NetworkPolicy", "AdminNetworkPolicy", "BaselineAdminNetworkPolicy", "ClusterNetworkPolicy" ->
                        policies.add(resource);
                    default -> other(resource, pods, draft);
                }
            }
        }
        domain(documents, draft);
        pods.write();
        var ordinary = new NetworkPolicies(draft, labels);
        var admin = new AdminPolicies(draft, labels, nodes);
        policies.forEach(resource -> policy(resource, ordinary, admin, draft));
        return draft.done();
    }

    private static Resource counted(Resource resource, Draft draft) {
        draft.read(resource.kind());
        return resource;
    }

    private static void other(Resource resource, Pods pods, Draft draft) {
        boolean core = resource.group().isEmpty()
                || resource.group().equals("apps")
                || resource.group().equals("batch")
                || resource.group().equals("extensions");
        if (core && Pods.areMadeBy(resource.kind())) {
            pods.add(counted(resource, draft));
        } else if (isPolicy(resource)) {
            unknown(resource, draft);
        } else {
            draft.ignore(resource.kind());
        }
    }

    /** What other systems call a policy of the network. */
    private static boolean isPolicy(Resource resource) {
        String kind = resource.kind();
        return kind.endsWith("NetworkPolicy")
                || kind.endsWith("NetworkSet")
                || kind.endsWith("UserDefinedNetwork")
                || resource.group().equals(POLICY_GROUP);
    }

    private static void unknown(Resource resource, Draft draft) {
        draft.leaveOut(
                resource.root(),
                resource.title() + " of \"" + resource.group() + "\" is not imported",
                "known are NetworkPolicy, AdminNetworkPolicy, BaselineAdminNetworkPolicy, ClusterNetworkPolicy");
    }

    private static void domain(List<Located> documents, Draft draft) {
        if (documents.isEmpty()) {
            return;
        }
        var origin = documents.getFirst();
        draft.add(
                new Domain(
                        Metadata.of(draft.domain(), draft.domain()),
                        DefaultAction.ALLOW,
                        StateSpec.ENFORCE,
                        Visibility.DENIED),
                origin);
        draft.add(new Tier(Metadata.of(ADMIN_TIER, draft.domain()), ADMIN_ORDER), origin);
        draft.add(new Tier(Metadata.of(TIER, draft.domain()), ORDER), origin);
    }

    private static void policy(Resource resource, NetworkPolicies ordinary, AdminPolicies admin, Draft draft) {
        boolean ofAdmins = resource.group().equals(POLICY_GROUP);
        boolean ours = resource.kind().equals("NetworkPolicy")
                ? resource.group().equals("networking.k8s.io")
                        || resource.group().equals("extensions")
                : ofAdmins;
        if (!ours) {
            unknown(resource, draft);
            return;
        }
        if (resource.name().isEmpty()) {
            resource.root().error("", resource.kind() + " has no metadata.name", "");
            return;
        }
        draft.read(resource.kind());
        switch (resource.kind()) {
            case "NetworkPolicy" -> ordinary.add(resource, TIER);
            case "AdminNetworkPolicy" -> admin.addAdmin(resource, ADMIN_TIER);
            case "BaselineAdminNetworkPolicy" -> admin.addBaseline(resource, Tier.BASELINE);
            default -> admin.addCluster(resource, ADMIN_TIER, Tier.BASELINE);
        }
    }
}
