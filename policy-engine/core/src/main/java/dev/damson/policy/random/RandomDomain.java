package dev.damson.policy.random;

import dev.damson.policy.model.DefaultAction;
import dev.damson.policy.model.Domain;
import dev.damson.policy.model.DomainSnapshot;
import dev.damson.policy.model.FailurePolicy;
import dev.damson.policy.model.Forwarding;
import dev.damson.policy.model.FunctionInstance;
import dev.damson.policy.model.FunctionType;
import dev.damson.policy.model.InsertionMode;
import dev.damson.policy.model.Metadata;
import dev.damson.policy.model.PolicyObject;
import dev.damson.policy.model.PolicySet;
import dev.damson.policy.model.ServiceChain;
import dev.damson.policy.model.ServiceFunction;
import dev.damson.policy.model.Tier;
import dev.damson.policy.model.Visibility;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A domain with everything the language has, from a seed. */
public final class RandomDomain {
    /** Expiries lie within some minutes of this moment. */
    public static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");

    static final String TENANT = "acme";
    static final String DOMAIN = "shop";

    private RandomDomain() {}

    public static DomainSnapshot of(long seed) {
        var dice = new Dice(seed);
        var objects = new ArrayList<PolicyObject>();
        var topology = new RandomTopology(dice);
        objects.add(new Domain(
                Metadata.of(DOMAIN, DOMAIN),
                dice.percent(30) ? DefaultAction.ALLOW : DefaultAction.DENY,
                topology.state(60),
                dice.percent(30) ? Visibility.ALL : Visibility.DENIED));
        objects.addAll(topology.workloads());
        objects.addAll(topology.groups());
        for (int i = 0; i < 2; i++) {
            objects.add(new Tier(Metadata.of("tier-" + i, DOMAIN), 100 + i));
            objects.add(new ServiceFunction(
                    Metadata.of("function-" + i, DOMAIN),
                    FunctionType.FIREWALL,
                    InsertionMode.CONTAINER,
                    dice.percent(50) ? Forwarding.BRIDGED : Forwarding.ROUTED,
                    List.of(new FunctionInstance.Inline("w0", "p0", "p1", Optional.empty(), Optional.empty()))));
            objects.add(new ServiceChain(
                    Metadata.of("chain-" + i, DOMAIN),
                    i == 0 ? List.of("function-0") : List.of("function-1", "function-0"),
                    dice.percent(50) ? FailurePolicy.OPEN : FailurePolicy.CLOSED));
        }
        var rules = new RandomRules(dice, topology);
        objects.addAll(rules.policies());
        objects.addAll(rules.taps());
        return DomainSnapshot.offline(PolicySet.of(TENANT, DOMAIN, objects));
    }
}
