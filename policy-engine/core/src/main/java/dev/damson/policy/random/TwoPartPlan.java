package dev.damson.policy.random;

import dev.damson.policy.classify.Classifier;
import dev.damson.policy.classify.KnownTables;
import dev.damson.policy.classify.PlanLimitExceeded;
import dev.damson.policy.classify.TableLimits;
import dev.damson.policy.model.DomainSnapshot;
import dev.damson.policy.plan.DomainPlan;
import dev.damson.policy.plan.EndTable;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/**
 * Plans of random domains with tables in two parts: a table may have one cell less than the largest that can be made in
 * two parts at all. Two parts do not do for a single rule, nor for a port whose addresses are judged differently.
 */
public record TwoPartPlan(long seed, DomainSnapshot snapshot, DomainPlan plan) {
    /** The first so many random domains from a seed on that have such a plan; about two of five do. */
    public static List<TwoPartPlan> from(long firstSeed, int count) {
        return LongStream.iterate(firstSeed, seed -> seed + 1)
                .mapToObj(TwoPartPlan::of)
                .flatMap(Optional::stream)
                .limit(count)
                .toList();
    }

    private static Optional<TwoPartPlan> of(long seed) {
        var snapshot = RandomDomain.of(seed);
        return of(snapshot).map(plan -> new TwoPartPlan(seed, snapshot, plan));
    }

    /** The plan with as few tables in two parts as can be, but some; empty where none can be. */
    public static Optional<DomainPlan> of(DomainSnapshot snapshot) {
        var sizes = new TreeSet<Integer>();
        tables(Classifier.classify(snapshot)).forEach(table -> sizes.add(table.cells().length));
        return sizes.descendingSet().stream()
                .filter(cells -> cells > 1)
                .flatMap(cells -> classified(snapshot, new TableLimits(cells - 1)).stream())
                .filter(plan -> tables(plan).anyMatch(table -> table.lower().isPresent()))
                .findFirst();
    }

    private static Optional<DomainPlan> classified(DomainSnapshot snapshot, TableLimits limits) {
        try {
            return Optional.of(Classifier.classify(snapshot, new KnownTables(), limits));
        } catch (PlanLimitExceeded notInTwoParts) {
            return Optional.empty();
        }
    }

    private static Stream<EndTable> tables(DomainPlan plan) {
        return plan.profiles().stream().flatMap(profile -> Stream.of(profile.from(), profile.to()));
    }

    /** How many tables are in two parts. */
    public long tablesInTwoParts() {
        return tables(plan).filter(table -> table.lower().isPresent()).count();
    }
}
