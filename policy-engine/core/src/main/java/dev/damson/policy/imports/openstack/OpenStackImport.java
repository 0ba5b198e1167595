package dev.damson.policy.imports.openstack;

import dev.damson.policy.imports.Draft;
import dev.damson.policy.imports.ImportOptions;
import dev.damson.policy.imports.Imported;
import dev.damson.policy.imports.PolicyImport;
import dev.damson.policy.model.DefaultAction;
import dev.damson.policy.model.Direction;
import dev.damson.policy.model.Domain;
import dev.damson.policy.model.Isolation;
import dev.damson.policy.model.Metadata;
import dev.damson.policy.model.Mode;
import dev.damson.policy.model.Peer;
import dev.damson.policy.model.SegmentationPolicy;
import dev.damson.policy.model.Selector;
import dev.damson.policy.model.StateSpec;
import dev.damson.policy.model.Tier;
import dev.damson.policy.model.Visibility;
import dev.damson.policy.source.Located;
import java.util.List;
import java.util.Map;

/** Security groups of Neutron v2.0: whoever is guarded is closed both ways except for what the rules of all its groups allow. */
public final class OpenStackImport implements PolicyImport {
    static final String TIER = "openstack";

    private static final int ORDER = 5_000;
    private static final String GUARD = "neutron.port-security";

    @Override
    public String name() {
        return "openstack";
    }

    @Override
    public boolean recognises(Located document) {
        return Neutron.recognises(document);
    }

    @Override
    public Imported read(List<Located> documents, ImportOptions options) {
        var draft = new Draft(options);
        var neutron = new Neutron();
        documents.forEach(neutron::add);
        if (!documents.isEmpty()) {
            frame(documents.getFirst(), draft);
        }
        var ports = new Ports(draft, neutron);
        ports.write();
        new SecurityGroups(draft, neutron, ports).write();
        return draft.done();
    }

    private static void frame(Located origin, Draft draft) {
        draft.add(
                new Domain(
                        Metadata.of(draft.domain(), draft.domain()),
                        DefaultAction.ALLOW,
                        StateSpec.ENFORCE,
                        Visibility.DENIED),
                origin);
        draft.add(new Tier(Metadata.of(TIER, draft.domain()), ORDER), origin);
        List<Peer> guarded = List.of(new Peer.SelectorPeer(Selector.labels(Map.of(Ports.GUARDED, Ports.YES))));
        draft.add(
                new SegmentationPolicy(
                        Metadata.of(GUARD, draft.domain()),
                        TIER,
                        0,
                        Mode.ENFORCE,
                        false,
                        List.of(new Isolation(guarded, Direction.INGRESS), new Isolation(guarded, Direction.EGRESS)),
                        List.of()),
                origin);
    }
}
