package dev.damson.policy.interpret;

import dev.damson.policy.model.DomainSnapshot;
import dev.damson.policy.model.IpAddress;
import dev.damson.policy.model.IpFamily;
import dev.damson.policy.model.PolicyObject;
import dev.damson.policy.model.PolicySet;
import dev.damson.policy.model.Transport;
import dev.damson.policy.source.PolicySource;
import dev.damson.policy.source.SourceResult;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * The laboratory's domain with policies in a short notation, one a line: {@code policy <name> <tier> <order> [options]}
 * followed by its rules {@code <name> <action> <from> <to> <service> [options]}. A peer is a group's name,
 * {@code @workload}, a CIDR, {@code external} or {@code any}; options are fields such as {@code at=source}.
 */
final class Shop {
    static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");

    private static final String GROUPS = """
            {apiVersion: damson.dev/v1, kind: Group, metadata: {name: web, domain: shop}, spec: {selector: {matchLabels: {role: web}}}}
            ---
            {apiVersion: damson.dev/v1, kind: Group, metadata: {name: app, domain: shop}, spec: {selector: {matchExpressions: [{key: role, operator: In, values: [app]}]}}}
            ---
            {apiVersion: damson.dev/v1, kind: Group, metadata: {name: db, domain: shop}, spec: {members: [db-1]}}
            ---
            {apiVersion: damson.dev/v1, kind: Group, metadata: {name: clients, domain: shop}, spec: {members: [client-1], cidrs: [{cidr: 203.0.113.0/24, except: [203.0.113.128/25]}]}}
            ---
            {apiVersion: damson.dev/v1, kind: Tier, metadata: {name: early, domain: shop}, spec: {order: 100}}
            ---
            {apiVersion: damson.dev/v1, kind: Tier, metadata: {name: late, domain: shop}, spec: {order: 900}}
            ---
            {apiVersion: damson.dev/v1, kind: ServiceChain, metadata: {name: inspected, domain: shop}, spec: {functions: [firewall]}}
            """;

    private Shop() {}

    /** The laboratory's workloads, the groups above and what {@code notation} adds or replaces. */
    static DomainSnapshot of(String notation) {
        var objects = new ArrayList<PolicyObject>(inventory());
        objects.addAll(read(GROUPS));
        for (PolicyObject object : read(expand(notation))) {
            objects.removeIf(other -> other.key().equals(object.key()));
            objects.add(object);
        }
        return DomainSnapshot.offline(PolicySet.of("acme", "shop", objects));
    }

    static List<PolicyObject> inventory() {
        try {
            return read(Files.readString(Path.of("../../examples/laboratory/acme.yaml")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static List<PolicyObject> read(String yaml) {
        SourceResult result = PolicySource.read("test.yaml", yaml);
        if (!result.problems().isEmpty()) {
            throw new IllegalArgumentException(result.problems() + "\n" + yaml);
        }
        return result.policyObjects();
    }

    private static String expand(String notation) {
        var out = new StringBuilder();
        for (String line : notation.lines()
                .map(String::strip)
                .filter(text -> !text.isEmpty())
                .toList()) {
            List<String> words = List.of(line.split(" +"));
            if (line.startsWith("{")) {
                out.append("---\n").append(line).append('\n');
            } else if (words.getFirst().equals("policy")) {
                String scope = words.get(2).equals("platform") ? "\"*\"" : "shop";
                out.append("---\napiVersion: damson.dev/v1\nkind: SegmentationPolicy\nmetadata: {name: ")
                        .append(words.get(1) + ", domain: " + scope + "}\nspec:\n  tier: ")
                        .append(words.get(2) + "\n  order: " + words.get(3) + "\n");
                words.subList(4, words.size()).forEach(option -> out.append("  " + field(option) + "\n"));
                out.append("  rules:\n");
            } else {
                out.append("    - name: " + words.get(0) + "\n      action: " + words.get(1) + "\n");
                out.append("      from: [" + peer(words.get(2)) + "]\n      to: [" + peer(words.get(3)) + "]\n");
                out.append("      services: [" + service(words.get(4)) + "]\n");
                words.subList(5, words.size()).forEach(option -> out.append("      " + field(option) + "\n"));
            }
        }
        return out.toString();
    }

    private static String field(String option) {
        return switch (option) {
            case "isolates=web" -> "isolates: [{subjects: [{group: web}], direction: ingress}]";
            case "isolates=web-egress" -> "isolates: [{subjects: [{group: web}], direction: egress}]";
            default -> option.replaceFirst("=", ": ");
        };
    }

    private static String peer(String word) {
        if (word.equals("any") || word.equals("external")) {
            return "{" + word + ": true}";
        }
        if (word.startsWith("@")) {
            return "{workload: " + word.substring(1) + "}";
        }
        return word.contains("/") ? "{cidr: \"" + word + "\"}" : "{group: " + word + "}";
    }

    private static String service(String word) {
        String[] parts = word.split(":");
        boolean icmp = parts[0].startsWith("ICMP");
        return "{protocol: " + parts[0]
                + (parts.length > 1 ? (icmp ? ", type: " : ", port: ") + parts[1] : "")
                + (parts.length > 2 ? ", code: " + parts[2] : "") + "}";
    }

    /** {@code web-1 > db-1 TCP:5432}; workloads stand for their IPv4 address, or for IPv6 behind {@code 6:}. */
    static Flow flow(DomainSnapshot snapshot, String text) {
        String[] words = text.split(" +");
        IpAddress source = address(snapshot, words[0]);
        return Flow.between(snapshot.policies(), source, address(snapshot, words[2]), asked(words[3], source), NOW);
    }

    private static IpAddress address(DomainSnapshot snapshot, String word) {
        IpFamily family = word.startsWith("6:") ? IpFamily.IPV6 : IpFamily.IPV4;
        String name = word.startsWith("6:") ? word.substring(2) : word;
        return snapshot.policies()
                .workload(name)
                .map(workload -> workload.allAddresses().stream()
                        .filter(address -> address.family() == family)
                        .findFirst()
                        .orElseThrow())
                .orElseGet(() -> IpAddress.parse(word));
    }

    private static FlowService asked(String word, IpAddress source) {
        String[] parts = word.split(":");
        return switch (parts[0]) {
            case "TCP", "UDP", "SCTP" ->
                new FlowService.ToPort(Transport.valueOf(parts[0]), Integer.parseInt(parts[1]));
            case "ICMP" ->
                new FlowService.Icmp(source.family(), Integer.parseInt(parts[1]), Integer.parseInt(parts[2]));
            default -> new FlowService.Other(Integer.parseInt(parts[0]));
        };
    }
}
