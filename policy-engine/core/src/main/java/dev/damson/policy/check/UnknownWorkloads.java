package dev.damson.policy.check;

import dev.damson.policy.source.Quoted;
import dev.damson.policy.source.SourceObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Workloads that files name and do not hold, where they need not hold all: policies often live apart from the inventory.
 * One warning a domain says so, and what would only follow from it (a group that picks nobody, a port that nobody has)
 * is left out.
 */
final class UnknownWorkloads {
    /** A warning names this many, then counts. */
    private static final int MOST_NAMED = 5;

    private final Map<String, List<Use>> uses = new TreeMap<>();
    private final List<Follower> followers = new ArrayList<>();

    private record Use(SourceObject source, String path, String name, String context, String expected) {}

    private record Follower(String domain, Runnable finding) {}

    void used(String domain, SourceObject source, String path, String name, String context, String expected) {
        uses.computeIfAbsent(domain, first -> new ArrayList<>()).add(new Use(source, path, name, context, expected));
    }

    /** Makes the finding at the end, if every workload that the domain's objects name is known. */
    void unlessUnknown(String domain, Runnable finding) {
        followers.add(new Follower(domain, finding));
    }

    void report(Findings findings) {
        uses.values().forEach(domain -> report(domain, findings));
        followers.stream()
                .filter(follower -> !uses.containsKey(follower.domain()))
                .forEach(follower -> follower.finding().run());
    }

    private static void report(List<Use> domain, Findings findings) {
        Use first = domain.getFirst();
        List<String> others = domain.stream()
                .map(Use::name)
                .filter(name -> !name.equals(first.name()))
                .distinct()
                .toList();
        String nor = others.isEmpty()
                ? ""
                : others.stream().limit(MOST_NAMED).map(Quoted::of).collect(Collectors.joining(", ", ", nor are ", ""))
                        + (others.size() > MOST_NAMED ? " and " + (others.size() - MOST_NAMED) + " more" : "");
        String expected = first.expected().isEmpty()
                ? "give the file with the domain's workloads too, to have checked what groups and selectors pick"
                : first.expected();
        findings.warning(
                first.source(),
                first.path(),
                first.name(),
                "workload " + Quoted.of(first.name()) + " is not among the workloads given" + nor + first.context(),
                expected);
    }
}
