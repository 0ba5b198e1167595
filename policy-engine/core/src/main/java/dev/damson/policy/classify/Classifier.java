package dev.damson.policy.classify;

import dev.damson.policy.model.DefaultAction;
import dev.damson.policy.model.DomainSnapshot;
import dev.damson.policy.model.End;
import dev.damson.policy.model.Expiry;
import dev.damson.policy.model.PolicySet;
import dev.damson.policy.model.Visibility;
import dev.damson.policy.plan.DomainPlan;
import java.time.Instant;
import java.util.SortedMap;

/**
 * Compiles the policies of a domain to identities, profiles and class tables. Equal snapshots give equal plans.
 * References that nothing answers pick nobody, as in the interpreter; whoever compiles for a network has checked them.
 */
public final class Classifier {
    private final PolicySet policies;
    private final AddressSpace space;
    private final PeerSets peers;
    private final Insertions insertions;
    private final DomainFacts facts;
    private final KnownTables known;

    private Classifier(PolicySet policies, KnownTables known, TableLimits limits) {
        this.policies = policies;
        this.known = known;
        var workloads = policies.workloads();
        var services = new ServiceSets(policies);
        var blocks = UsedBlocks.of(policies);
        var labels = new LabelIndex(workloads);
        space = new AddressSpace(workloads, blocks, services.familiesApart());
        peers = new PeerSets(policies, labels, space, blocks);
        insertions = new Insertions(policies);
        var rulebook = new Rulebook(policies, peers, services, insertions);
        var taps = OrderedTap.all(policies, peers, services, insertions);
        var names = new PortNames(services.names(), space, workloads);
        String domain = policies.domain().name();
        var identities = new Identities(space, peers, names, new OwnStates(policies, labels), domain);
        facts = new DomainFacts(
                domain,
                limits,
                peers,
                names,
                identities,
                rulebook,
                taps,
                known.services(SharedServices.of(services.all(), names::allPorts)),
                new OwnEnds(End.SOURCE, peers, identities, rulebook, taps),
                new OwnEnds(End.DESTINATION, peers, identities, rulebook, taps),
                policies.tierNames().size(),
                policies.domain().defaultAction() == DefaultAction.ALLOW,
                policies.domain().visibility() == Visibility.ALL);
    }

    /** @throws PlanLimitExceeded if the domain needs more than {@link PlanLimits} */
    public static DomainPlan classify(DomainSnapshot snapshot) {
        return classify(snapshot, new KnownTables());
    }

    /**
     * Likewise, with less work where the tables of an earlier plan can be used again.
     *
     * @param known of the domain's last plan; holds this plan's tables afterwards
     */
    public static DomainPlan classify(DomainSnapshot snapshot, KnownTables known) {
        return classify(snapshot, known, TableLimits.USUAL);
    }

    /** Likewise, with tables of another size. */
    public static DomainPlan classify(DomainSnapshot snapshot, KnownTables known, TableLimits limits) {
        return new Classifier(snapshot.policies(), known, limits).plan();
    }

    /** See {@link LiveIdentities#of}. */
    static LiveIdentities live(DomainSnapshot base, DomainPlan plan) {
        var classifier = new Classifier(base.policies(), new KnownTables(), TableLimits.USUAL);
        return new LiveIdentities(base.policies(), classifier.space.familiesApart(), classifier.facts, plan);
    }

    /**
     * What each rule does, by its number in the plan; none stands at 0, the default, and at the numbers of isolations.
     *
     * @param now rules that have ended by then are out of use
     */
    public static SortedMap<Integer, RuleUse> uses(DomainSnapshot snapshot, Instant now) {
        var classifier = new Classifier(snapshot.policies(), new KnownTables(), TableLimits.USUAL);
        var uses = new RuleUses(
                classifier.facts.rulebook(), classifier.facts.tiers(), Rulebook.unixNanos(new Expiry.At(now)));
        for (var end : End.values()) {
            classifier.space.ports().stream()
                    .flatMap(port -> port.addresses().stream())
                    .map(address -> classifier.facts.identities().classOf(address.own()))
                    .distinct()
                    .map(own -> classifier.facts.at(end).of(own))
                    .distinct()
                    .forEach(own -> EndCompiler.uses(classifier.facts, own, uses));
        }
        return uses.all();
    }

    private DomainPlan plan() {
        var profiles = new Profiles(facts, space, known);
        return new DomainPlan(
                AddressTable.of(space, facts.identities(), policies.workloads(), facts.domain()),
                profiles.profileOfIdentity(),
                profiles.profiles(),
                facts.taps().stream().map(OrderedTap::planned).toList(),
                insertions.functions(),
                insertions.chains(),
                facts.rulebook().names(),
                IdentityNames.of(policies, space, peers, facts.identities()));
    }
}
