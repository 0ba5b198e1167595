package dev.damson.policy.classify;

import dev.damson.policy.model.End;
import dev.damson.policy.model.Expiry;
import dev.damson.policy.model.Mode;
import dev.damson.policy.model.PolicySet;
import dev.damson.policy.model.Rule;
import dev.damson.policy.model.SegmentationPolicy;
import dev.damson.policy.plan.RuleName;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Every rule and isolation of a domain in the order of judging, numbered from 1; 0 is the domain's default. */
final class Rulebook {
    private static final String ISOLATES = "isolates";
    private static final String DEFAULT = "default";
    private static final long NANOS = 1_000_000_000L;

    private final PeerSets peers;
    private final ServiceSets services;
    private final Insertions insertions;
    private final List<OrderedRule> rules = new ArrayList<>();
    private final List<OrderedIsolation> isolations = new ArrayList<>();
    private final List<RuleName> names = new ArrayList<>();

    Rulebook(PolicySet policies, PeerSets peers, ServiceSets services, Insertions insertions) {
        this.peers = peers;
        this.services = services;
        this.insertions = insertions;
        names.add(new RuleName("", "", DEFAULT));
        var tiers = policies.tierNames();
        for (int tier = 0; tier < tiers.size(); tier++) {
            for (var policy : policies.policies(tiers.get(tier))) {
                add(tier, policy);
            }
        }
        PlanLimitExceeded.check(
                "rules of " + policies.domain().name(),
                names.size() - 1L,
                PlanLimits.MAX_RULE,
                "leave out rules that never match, or divide the domain");
    }

    private void add(int tier, SegmentationPolicy policy) {
        boolean monitored = policy.mode() == Mode.MONITOR;
        for (var rule : policy.rules()) {
            int number = name(policy, rule.name());
            rules.add(new OrderedRule(
                    number,
                    tier,
                    rule.action(),
                    monitored,
                    counts(rule, End.SOURCE),
                    counts(rule, End.DESTINATION),
                    peers.number(policy.scope(), rule.from()),
                    peers.number(policy.scope(), rule.to()),
                    services.of(rule.services()),
                    rule.log(),
                    rule.inspect()
                            .map(chain -> insertions.chain(policy.scope(), chain))
                            .orElse(0),
                    policy.tcpStrict(),
                    rule.expiry().map(Rulebook::unixNanos).orElse(OrderedRule.NEVER)));
        }
        if (!policy.isolates().isEmpty()) {
            int number = name(policy, ISOLATES);
            for (var isolation : policy.isolates()) {
                isolations.add(new OrderedIsolation(
                        number,
                        tier,
                        monitored,
                        isolation.direction(),
                        peers.number(policy.scope(), isolation.subjects())));
            }
        }
    }

    private int name(SegmentationPolicy policy, String rule) {
        names.add(new RuleName(policy.tier(), policy.name(), rule));
        return names.size() - 1;
    }

    private static boolean counts(Rule rule, End end) {
        return rule.at().isEmpty() || rule.at().get() == end;
    }

    /** An expiry that no commit has made a time lies ahead; one that a u64 of nanoseconds cannot hold, too. */
    static long unixNanos(Expiry expiry) {
        if (!(expiry instanceof Expiry.At(Instant time))) {
            return OrderedRule.NEVER;
        }
        if (time.getEpochSecond() >= OrderedRule.NEVER / NANOS) {
            return OrderedRule.NEVER;
        }
        return time.getEpochSecond() < 0 ? 0 : time.getEpochSecond() * NANOS + time.getNano();
    }

    List<OrderedRule> rules() {
        return rules;
    }

    List<OrderedIsolation> isolations() {
        return isolations;
    }

    List<RuleName> names() {
        return names;
    }
}
