package dev.damson.policy.remedy;

import dev.damson.policy.interpret.Decider;
import dev.damson.policy.interpret.Flow;
import dev.damson.policy.interpret.FlowService;
import dev.damson.policy.interpret.Membership;
import dev.damson.policy.model.Action;
import dev.damson.policy.model.Cidr;
import dev.damson.policy.model.CidrBlock;
import dev.damson.policy.model.Group;
import dev.damson.policy.model.IpAddress;
import dev.damson.policy.model.Peer;
import dev.damson.policy.model.PolicySet;
import dev.damson.policy.model.PortSpec;
import dev.damson.policy.model.Rule;
import dev.damson.policy.model.SegmentationPolicy;
import dev.damson.policy.model.Service;
import dev.damson.policy.remedy.Remedies.Candidate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** Changes that could allow a flow: a new rule, or one more peer or service in a rule that is there. */
final class Changes {
    private final PolicySet policies;
    private final Flow flow;
    private final Service service;

    private record Party(String name, Peer peer) {}

    Changes(PolicySet policies, Flow flow) {
        this.policies = policies;
        this.flow = flow;
        service = service(flow.service());
    }

    private static Service service(FlowService asked) {
        return switch (asked) {
            case FlowService.ToPort(var transport, int port) ->
                new Service.PortService(transport, PortSpec.number(port));
            case FlowService.Icmp icmp ->
                new Service.IcmpService(icmp.family(), OptionalInt.of(icmp.type()), OptionalInt.empty());
            case FlowService.Other other -> new Service.ProtocolService(other.protocol());
        };
    }

    private Party source() {
        return party(flow.sourceWorkload(), flow.source());
    }

    private Party destination() {
        return party(flow.destinationWorkload(), flow.destination());
    }

    private static Party party(Optional<String> workload, IpAddress address) {
        return workload.map(name -> new Party(name, new Peer.WorkloadPeer(name)))
                .orElseGet(() ->
                        new Party(address.toString(), new Peer.CidrPeer(new CidrBlock(Cidr.host(address), List.of()))));
    }

    /** The smallest group that names the workload. */
    private Optional<Party> group(Optional<String> workload, String scope) {
        return workload.flatMap(policies::workload)
                .flatMap(member -> policies.groups().stream()
                        .filter(group -> group.scope().equals(scope) && Membership.names(group, member))
                        .min(Comparator.comparingLong(this::size).thenComparing(Group::name))
                        .map(group -> new Party("group " + group.name(), Peer.group(group.name()))));
    }

    private long size(Group group) {
        return policies.workloads().stream()
                .filter(workload -> Membership.names(group, workload))
                .count();
    }

    /** An allow rule in front of what says no: for the two alone, and for their groups. */
    List<Candidate> newRules(SegmentationPolicy policy, List<Decider> denied) {
        var candidates = new ArrayList<Candidate>();
        candidates.add(newRule(policy, denied, source(), destination()));
        var from = group(flow.sourceWorkload(), policy.scope()).orElse(source());
        var to = group(flow.destinationWorkload(), policy.scope()).orElse(destination());
        if (!from.equals(source()) || !to.equals(destination())) {
            candidates.add(newRule(policy, denied, from, to));
        }
        return candidates;
    }

    private Candidate newRule(SegmentationPolicy policy, List<Decider> denied, Party from, Party to) {
        int place = 0;
        while (place < policy.rules().size() && !says(policy, policy.rules().get(place), denied)) {
            place++;
        }
        var rules = new ArrayList<>(policy.rules());
        String before = place < rules.size() ? " before \"" + rules.get(place).name() + "\"" : "";
        var rule = Rule.of(
                free(policy, "allow-" + plain(from.name()) + "-to-" + plain(to.name())),
                Action.ALLOW,
                List.of(from.peer()),
                List.of(to.peer()),
                List.of(service));
        rules.add(place, rule);
        return new Candidate(
                "add to " + policy.name() + before + " a rule: allow from " + from.name() + " to " + to.name() + ", "
                        + service,
                policy.withRules(rules));
    }

    private static boolean says(SegmentationPolicy policy, Rule rule, List<Decider> denied) {
        return denied.stream()
                .anyMatch(by -> by.policy().equals(policy.name()) && by.rule().equals(rule.name()));
    }

    private static String plain(String name) {
        return name.replaceAll("[^a-z0-9]+", "-").replaceAll("^-+|-+$", "");
    }

    private static String free(SegmentationPolicy policy, String wanted) {
        String name = wanted;
        for (int number = 2; isTaken(policy, name); number++) {
            name = wanted + "-" + number;
        }
        return name;
    }

    private static boolean isTaken(SegmentationPolicy policy, String name) {
        return policy.rules().stream().anyMatch(rule -> rule.name().equals(name));
    }

    /** Each allow rule with the source, the destination or the service added. */
    List<Candidate> widerRules(SegmentationPolicy policy) {
        var candidates = new ArrayList<Candidate>();
        for (int i = 0; i < policy.rules().size(); i++) {
            Rule rule = policy.rules().get(i);
            if (rule.action() != Action.ALLOW) {
                continue;
            }
            String name = "let " + policy.name() + "/" + rule.name() + " also ";
            candidates.add(wider(
                    policy,
                    i,
                    name + "come from " + source().name(),
                    with(rule, more(rule.from(), source().peer()), rule.to(), rule.services())));
            candidates.add(wider(
                    policy,
                    i,
                    name + "go to " + destination().name(),
                    with(rule, rule.from(), more(rule.to(), destination().peer()), rule.services())));
            candidates.add(wider(
                    policy,
                    i,
                    name + "allow " + service,
                    with(rule, rule.from(), rule.to(), more(rule.services(), service))));
        }
        return candidates;
    }

    private static <T> List<T> more(List<T> list, T item) {
        var more = new ArrayList<>(list);
        more.add(item);
        return more;
    }

    private static Rule with(Rule rule, List<Peer> from, List<Peer> to, List<Service> services) {
        return new Rule(
                rule.name(), rule.action(), rule.at(), from, to, services, rule.log(), rule.inspect(), rule.expiry());
    }

    private static Candidate wider(SegmentationPolicy policy, int place, String sentence, Rule rule) {
        var rules = new ArrayList<>(policy.rules());
        rules.set(place, rule);
        return new Candidate(sentence, policy.withRules(rules));
    }
}
