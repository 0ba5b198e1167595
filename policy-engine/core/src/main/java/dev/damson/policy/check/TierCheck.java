package dev.damson.policy.check;

import dev.damson.policy.model.Tier;
import dev.damson.policy.source.SourceObject;
import java.util.HashMap;
import java.util.Map;

/** Tiers of a domain against each other. */
final class TierCheck {
    private TierCheck() {}

    static void orders(DomainIndex all, Findings findings) {
        Map<String, Tier> seen = new HashMap<>();
        all.all(Tier.class).filter(SourceObject::sound).forEach(source -> {
            var tier = (Tier) source.object();
            Tier other = seen.putIfAbsent(tier.scope() + " " + tier.order(), tier);
            if (other != null) {
                findings.error(
                        source,
                        "spec.order",
                        Integer.toString(tier.order()),
                        "order \"" + tier.order() + "\" is that of tier \"" + other.name() + "\" too",
                        "give every tier its own");
            }
        });
    }
}
