package dev.damson.policy.tables;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Those whose addresses a table does not tell apart.
 *
 * @param outside addresses that neither a workload has nor a rule names are among them
 * @param groups that are among them as a whole
 * @param members workloads of those groups
 * @param workloads that are in none of those groups
 * @param prefixes outside addresses that rules name
 */
public record Who(
        boolean outside, List<String> groups, List<String> members, List<String> workloads, List<String> prefixes) {
    /** Names that a text spells out before it counts the others. */
    private static final int MOST_NAMES = 8;

    public Who {
        groups = List.copyOf(groups);
        members = List.copyOf(members);
        workloads = List.copyOf(workloads);
        prefixes = List.copyOf(prefixes);
    }

    /** Names of all workloads among them, in order. */
    public List<String> everyWorkload() {
        return Stream.concat(members.stream(), workloads.stream()).sorted().toList();
    }

    /** Whether it is one workload, or one range of addresses. */
    boolean isOne() {
        return !outside && groups.isEmpty() && workloads.size() + prefixes.size() == 1;
    }

    /** Such as {@code group app (app-1, app-2), dns-1, 203.0.113.0/25, outside}. */
    @Override
    public String toString() {
        var parts = new ArrayList<String>();
        if (!groups.isEmpty()) {
            parts.add((groups.size() == 1 ? "group " : "groups ")
                    + some(groups)
                    + (members.isEmpty() ? "" : " (" + some(members) + ")"));
        }
        if (!workloads.isEmpty()) {
            parts.add(some(workloads));
        }
        if (!prefixes.isEmpty()) {
            parts.add(some(prefixes));
        }
        if (outside) {
            parts.add("outside");
        }
        return parts.isEmpty() ? "nobody" : String.join(", ", parts);
    }

    private static String some(List<String> names) {
        int more = names.size() - MOST_NAMES;
        return more <= 0
                ? String.join(", ", names)
                : String.join(", ", names.subList(0, MOST_NAMES)) + " and " + more + " more";
    }
}
