package dev.damson.policy.check;

import dev.damson.policy.model.Delivery;
import dev.damson.policy.model.FunctionType;
import dev.damson.policy.model.Isolation;
import dev.damson.policy.model.Kind;
import dev.damson.policy.model.Metadata;
import dev.damson.policy.model.Rule;
import dev.damson.policy.model.SegmentationPolicy;
import dev.damson.policy.model.ServiceChain;
import dev.damson.policy.model.ServiceFunction;
import dev.damson.policy.model.Tier;
import dev.damson.policy.model.VirtualTap;
import dev.damson.policy.source.Quoted;
import java.util.List;

/** Policies and taps against the groups, workloads, tiers, chains and sensors that they name. */
final class RuleCheck {
    private RuleCheck() {}

    static void check(References references, SegmentationPolicy policy) {
        tier(references, policy);
        List<Isolation> isolates = policy.isolates();
        for (int i = 0; i < isolates.size(); i++) {
            references.peers(isolates.get(i).subjects(), "spec.isolates[" + i + "].subjects", "");
        }
        for (int i = 0; i < policy.rules().size(); i++) {
            Rule rule = policy.rules().get(i);
            String path = "spec.rules[" + i + "]";
            String context = " (rule " + Quoted.of(rule.name()) + ")";
            references.peers(rule.from(), path + ".from", context);
            references.peers(rule.to(), path + ".to", context);
            references.services(rule.services(), path + ".services", context);
            rule.inspect()
                    .ifPresent(chain -> references.require(
                            ServiceChain.class, Kind.SERVICE_CHAIN, "chain", chain, path + ".inspect", context));
        }
    }

    private static void tier(References references, SegmentationPolicy policy) {
        boolean platform = Metadata.isPlatform(policy.scope());
        String tier = policy.tier();
        if (platform && !tier.equals(Tier.PLATFORM)) {
            references.error(
                    "spec.tier",
                    tier,
                    "tier " + Quoted.of(tier) + " is not for policies of the platform",
                    "leave it out, or write platform");
        } else if (!platform && tier.equals(Tier.PLATFORM)) {
            references.error(
                    "spec.tier",
                    tier,
                    "tier \"platform\" is only for policies of the platform",
                    "choose a tier of the domain");
        } else if (!Tier.isBuiltIn(tier)) {
            references.require(Tier.class, Kind.TIER, "tier", tier, "spec.tier", "");
        }
    }

    static void check(References references, VirtualTap tap) {
        references.peers(tap.match().from(), "spec.match.from", "");
        references.peers(tap.match().to(), "spec.match.to", "");
        references.services(tap.match().services(), "spec.match.services", "");
        for (int i = 0; i < tap.deliver().size(); i++) {
            if (tap.deliver().get(i) instanceof Delivery.Sensor(String name)) {
                String path = "spec.deliver[" + i + "].sensor";
                references
                        .require(ServiceFunction.class, Kind.SERVICE_FUNCTION, "service function", name, path, "")
                        .filter(function -> function.type() != FunctionType.SENSOR)
                        .ifPresent(function -> references.error(
                                path,
                                name,
                                "service function " + Quoted.of(name) + " is a "
                                        + function.type().word() + ", not a sensor",
                                ""));
            }
        }
    }
}
