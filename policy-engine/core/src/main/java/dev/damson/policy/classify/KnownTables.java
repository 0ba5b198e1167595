package dev.damson.policy.classify;

import dev.damson.policy.plan.EndTable;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The end tables of a domain's last plan by everything that they were made from, so that an unchanged one is not made
 * again but is the same object. Not for several threads.
 */
public final class KnownTables {
    /** Numbers of what is gone for good are given up when there are so many times more of them than in use. */
    private static final int MOST_UNUSED = 4;

    private Optional<SharedServices> services = Optional.empty();
    private Optional<TableWorld> world = Optional.empty();
    private final Map<Object, Integer> numbers = new HashMap<>();
    private Map<IntRow, Numbered> before = new HashMap<>();
    private Map<IntRow, Numbered> now = new HashMap<>();
    private Map<EndTable, EndTable> equalBefore = new HashMap<>();
    private Map<EndTable, EndTable> equalNow = new HashMap<>();

    /** @param rules the numbers of the rules and isolations that count in it, ascending */
    private record Numbered(EndTable table, IntRow rules) {}

    /** The service classes of the last plan, if they are as these. */
    Optional<SharedServices> services(Optional<SharedServices> next) {
        boolean same = services.map(SharedServices::shape).equals(next.map(SharedServices::shape));
        services = same ? services : next;
        return services;
    }

    /**
     * Begins a plan; tables of a domain that differs in what every table reads are of no use to it.
     *
     * @param statements rules, isolations and taps of the domain, at both ends
     */
    void begin(TableWorld next, int statements) {
        if (!world.equals(Optional.of(next)) || numbers.size() > MOST_UNUSED * (statements + 1)) {
            before = new HashMap<>();
            numbers.clear();
        } else {
            before = now;
        }
        world = Optional.of(next);
        now = new HashMap<>();
        equalBefore = equalNow;
        equalNow = new HashMap<>();
    }

    /** A number that equal things have in every plan of a world. */
    int number(Object thing) {
        return numbers.computeIfAbsent(thing, added -> numbers.size());
    }

    EndTable table(EndKeys.Key key, Supplier<EndTable> make) {
        var known = now.get(key.made());
        if (known == null) {
            known = before.get(key.made());
            known = known == null ? new Numbered(equal(make.get()), key.rules()) : renumbered(known, key.rules());
            now.put(key.made(), known);
        }
        return known.table();
    }

    /** The same rules may have got other numbers, since rules before them came or went. */
    private Numbered renumbered(Numbered known, IntRow rules) {
        return known.rules().equals(rules)
                ? new Numbered(equal(known.table()), rules)
                : new Numbered(equal(known.table().renumbered(known.rules().values(), rules.values())), rules);
    }

    /** Equal tables are one object, through all plans in which they stand. */
    EndTable equal(EndTable table) {
        var known = equalNow.get(table);
        if (known == null) {
            known = equalBefore.getOrDefault(table, table);
            equalNow.put(known, known);
        }
        return known;
    }
}
