package dev.damson.policy.random;

import dev.damson.policy.model.Action;
import dev.damson.policy.model.Cidr;
import dev.damson.policy.model.CidrBlock;
import dev.damson.policy.model.DomainSnapshot;
import dev.damson.policy.model.IpAddress;
import dev.damson.policy.model.Metadata;
import dev.damson.policy.model.Mode;
import dev.damson.policy.model.Peer;
import dev.damson.policy.model.PolicyObject;
import dev.damson.policy.model.PolicySet;
import dev.damson.policy.model.Rule;
import dev.damson.policy.model.SegmentationPolicy;
import dev.damson.policy.model.Service;
import dev.damson.policy.model.Tier;
import java.util.ArrayList;
import java.util.List;

/**
 * 10,000 rules in a tier before all others that count at every port and match no packet of a test: each is about one
 * address that no random domain has, half of them as source and half as destination.
 */
public final class Ballast {
    private static final int RULES = 10_000;
    private static final int FIRST_ADDRESS = 198 << 24 | 51 << 16;
    private static final String TIER = "ballast";

    private Ballast() {}

    /** The domain with the rules before its own. */
    public static DomainSnapshot before(DomainSnapshot snapshot) {
        var policies = snapshot.policies();
        var rules = new ArrayList<Rule>();
        for (int i = 0; i < RULES; i++) {
            var nobody = new Peer.CidrPeer(new CidrBlock(Cidr.host(IpAddress.v4(FIRST_ADDRESS + i)), List.of()));
            boolean asSource = i % 2 == 0;
            rules.add(Rule.of(
                    "nobody-" + i,
                    i % 3 == 0 ? Action.ALLOW : Action.DENY,
                    List.of(asSource ? nobody : Peer.any()),
                    List.of(asSource ? Peer.any() : nobody),
                    List.of(Service.tcp(i % 7))));
        }
        var objects = new ArrayList<PolicyObject>(policies.objects());
        objects.add(new Tier(Metadata.of(TIER, snapshot.domain()), 1));
        objects.add(new SegmentationPolicy(
                Metadata.of("no-match", snapshot.domain()), TIER, 0, Mode.ENFORCE, false, List.of(), rules));
        return DomainSnapshot.offline(PolicySet.of(snapshot.tenant(), snapshot.domain(), objects));
    }
}
