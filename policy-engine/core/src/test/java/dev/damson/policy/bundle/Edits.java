package dev.damson.policy.bundle;

import dev.damson.policy.model.Domain;
import dev.damson.policy.model.DomainSnapshot;
import dev.damson.policy.model.IpAddress;
import dev.damson.policy.model.ObjectKey;
import dev.damson.policy.model.PolicyObject;
import dev.damson.policy.model.PolicySet;
import dev.damson.policy.model.Rule;
import dev.damson.policy.model.SegmentationPolicy;
import dev.damson.policy.model.Tier;
import dev.damson.policy.model.Workload;
import dev.damson.policy.model.WorkloadPort;
import dev.damson.policy.random.Dice;
import dev.damson.policy.random.RandomDomain;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Changes a random domain step by step: objects of another random domain with the same names come in, objects go, and
 * single rules are added, removed, changed and moved.
 */
final class Edits {
    private final Dice dice;
    private final TreeMap<ObjectKey, PolicyObject> objects = new TreeMap<>();
    private long nextSeed;

    Edits(long seed) {
        dice = new Dice(~seed);
        nextSeed = seed + 1_000_000;
        RandomDomain.of(seed).policies().objects().forEach(object -> objects.put(object.key(), object));
    }

    DomainSnapshot snapshot() {
        var domain = objects.values().stream()
                .filter(Domain.class::isInstance)
                .findFirst()
                .orElseThrow();
        return DomainSnapshot.offline(PolicySet.of("acme", domain.name(), objects.values()));
    }

    /** One change, in words. */
    String next() {
        return switch (dice.below(5)) {
            case 0 -> remove();
            case 1 -> replace();
            default -> rules();
        };
    }

    private String remove() {
        var key = dice.one(List.copyOf(objects.keySet()));
        // Without its tier a policy would be an error.
        if (objects.get(key) instanceof Domain || objects.get(key) instanceof Tier) {
            return "nothing";
        }
        objects.remove(key);
        return "without " + key;
    }

    private String replace() {
        var other = dice.one(RandomDomain.of(nextSeed++).policies().objects());
        if (other instanceof Workload workload && isTaken(workload)) {
            return "nothing";
        }
        objects.put(other.key(), other);
        return "another " + other.key();
    }

    /** Two ports with one address are an error of the policies, unless it is a virtual one. */
    private boolean isTaken(Workload added) {
        var taken = objects.values().stream()
                .filter(object -> object instanceof Workload && !object.key().equals(added.key()))
                .flatMap(object -> addresses((Workload) object).stream())
                .collect(Collectors.toCollection(HashSet::new));
        return addresses(added).stream().anyMatch(taken::contains);
    }

    private static Set<IpAddress> addresses(Workload workload) {
        return workload.ports().stream()
                .map(WorkloadPort::addresses)
                .flatMap(List::stream)
                .collect(Collectors.toSet());
    }

    private String rules() {
        var policies = objects.values().stream()
                .filter(SegmentationPolicy.class::isInstance)
                .map(SegmentationPolicy.class::cast)
                .toList();
        var donors = RandomDomain.of(nextSeed++).policies().policies().stream()
                .flatMap(policy -> policy.rules().stream())
                .toList();
        if (policies.isEmpty() || donors.isEmpty()) {
            return "nothing";
        }
        var policy = dice.one(policies);
        var rules = new ArrayList<>(policy.rules());
        int place = dice.below(rules.size() + 1);
        var donor = dice.one(donors);
        if (place == rules.size() || dice.percent(30)) {
            rules.add(place, named("new-" + nextSeed, donor));
        } else if (dice.percent(50)) {
            rules.set(place, named(rules.get(place).name(), donor));
        } else {
            var moved = rules.remove(place);
            if (dice.percent(50)) {
                rules.add(dice.below(rules.size() + 1), moved);
            }
        }
        objects.put(policy.key(), policy.withRules(rules));
        return "other rules in " + policy.key();
    }

    private static Rule named(String name, Rule rule) {
        return new Rule(
                name,
                rule.action(),
                rule.at(),
                rule.from(),
                rule.to(),
                rule.services(),
                rule.log(),
                rule.inspect(),
                rule.expiry());
    }
}
