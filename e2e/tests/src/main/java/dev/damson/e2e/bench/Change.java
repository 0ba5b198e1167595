package dev.damson.e2e.bench;

import dev.damson.policy.model.Action;
import dev.damson.policy.model.Cidr;
import dev.damson.policy.model.CidrBlock;
import dev.damson.policy.model.DomainSnapshot;
import dev.damson.policy.model.IpAddress;
import dev.damson.policy.model.Labels;
import dev.damson.policy.model.Metadata;
import dev.damson.policy.model.Peer;
import dev.damson.policy.model.PolicyObject;
import dev.damson.policy.model.PolicySet;
import dev.damson.policy.model.Rule;
import dev.damson.policy.model.Service;
import dev.damson.policy.model.Workload;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.function.Consumer;

/** One change of a {@link dev.damson.policy.random.ScaledDomain}. */
enum Change {
    PORT("another port in a rule"),
    PEER("another group in a rule"),
    FIRST_RULE("a rule before all others"),
    NEW_NETWORK("a rule for a new network and port"),
    LABEL("a workload in another group");

    private final String words;

    Change(String words) {
        this.words = words;
    }

    /** @param round the same gives the same change */
    DomainSnapshot in(DomainSnapshot snapshot, int round) {
        return this == LABEL
                ? label(snapshot, round)
                : rules(snapshot, this == FIRST_RULE ? 0 : round, rules -> change(rules, round));
    }

    private void change(List<Rule> rules, int round) {
        var old = rules.get(round % rules.size());
        var port = Service.tcp(1000 + 7 * (round % 200));
        var group = Peer.group("app-" + round % 50);
        switch (this) {
            case PORT ->
                rules.set(rules.indexOf(old), Rule.of(old.name(), old.action(), old.from(), old.to(), List.of(port)));
            case PEER ->
                rules.set(
                        rules.indexOf(old),
                        Rule.of(old.name(), old.action(), List.of(group), old.to(), old.services()));
            case FIRST_RULE ->
                rules.addFirst(Rule.of("first-" + round, Action.ALLOW, List.of(group), List.of(group), List.of(port)));
            case NEW_NETWORK ->
                rules.add(Rule.of(
                        "network-" + round,
                        Action.ALLOW,
                        List.of(new Peer.CidrPeer(
                                new CidrBlock(Cidr.around(IpAddress.v4(172 << 24 | round << 8), 24), List.of()))),
                        List.of(group),
                        List.of(Service.tcp(20_000 + round))));
            case LABEL -> {}
        }
    }

    private static DomainSnapshot rules(DomainSnapshot snapshot, int round, Consumer<List<Rule>> change) {
        var policies = snapshot.policies().policies();
        var policy = policies.get(31 * round % policies.size());
        var rules = new ArrayList<>(policy.rules());
        change.accept(rules);
        return with(snapshot, policy, policy.withRules(rules));
    }

    private static DomainSnapshot label(DomainSnapshot snapshot, int round) {
        var workloads = snapshot.policies().workloads();
        var workload = workloads.get(31 * round % workloads.size());
        var labels = new TreeMap<>(workload.labels().values());
        labels.put("app", "app-" + round % 50);
        return with(
                snapshot,
                workload,
                new Workload(
                        new Metadata(workload.name(), workload.scope(), Labels.of(labels)),
                        workload.type(),
                        workload.namedPorts(),
                        workload.ports(),
                        workload.state()));
    }

    private static DomainSnapshot with(DomainSnapshot snapshot, PolicyObject old, PolicyObject changed) {
        var policies = snapshot.policies();
        var objects = policies.objects().stream()
                .map(object -> object.equals(old) ? changed : object)
                .toList();
        return DomainSnapshot.offline(PolicySet.of(policies.tenant(), snapshot.domain(), objects));
    }

    @Override
    public String toString() {
        return words;
    }
}
