package dev.damson.policy.analyse;

import static org.assertj.core.api.Assertions.assertThat;

import dev.damson.policy.model.DomainSnapshot;
import dev.damson.policy.model.PolicySet;
import dev.damson.policy.source.PolicySource;
import dev.damson.policy.source.Problem;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** web at 10.0.0.1, db at 10.0.0.2 with a port called sql. */
class AnalysisTest {
    private static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");
    private static final String DOMAIN = """
            apiVersion: damson.dev/v1
            kind: Domain
            metadata: {name: d}
            spec: {default: ACTION}
            ---
            apiVersion: damson.dev/v1
            kind: Workload
            metadata: {name: web, domain: d, labels: {role: web}}
            spec: {type: vm, ports: [{name: eth0, addresses: [10.0.0.1]}]}
            ---
            apiVersion: damson.dev/v1
            kind: Workload
            metadata: {name: db, domain: d, labels: {role: db}}
            spec: {type: vm, namedPorts: [{name: sql, protocol: TCP, port: 5432}], ports: [{name: eth0, addresses: [10.0.0.2]}]}
            ---
            apiVersion: damson.dev/v1
            kind: Tier
            metadata: {name: t, domain: d}
            spec: {order: 1}
            ---
            apiVersion: damson.dev/v1
            kind: SegmentationPolicy
            metadata: {name: p, domain: d}
            spec:
              tier: t
              order: 1
              rules:
            """;

    private static List<Problem> warnings(String text) {
        var source = PolicySource.read("p.yaml", text);
        assertThat(source.problems()).isEmpty();
        var snapshot = DomainSnapshot.offline(PolicySet.of("tenant", "d", source.policyObjects()));
        return Analysis.warnings(source.objects(), snapshot, NOW);
    }

    /** Rules in short: {@code action from to services}, named a, b and so on. */
    private static String rules(String action, String given) {
        var text = new StringBuilder(DOMAIN.replace("ACTION", action));
        char name = 'a';
        for (String rule : given.split(";")) {
            var parts = rule.strip().split(" ");
            text.append("    - {name: ").append(name++).append(", action: ").append(parts[0]);
            text.append(", from: [")
                    .append(peer(parts[1]))
                    .append("], to: [")
                    .append(peer(parts[2]))
                    .append("]");
            text.append(", services: [").append(service(parts[3])).append("]");
            text.append(parts.length > 4 ? ", " + parts[4].replace(":", ": ") : "")
                    .append("}\n");
        }
        return text.toString();
    }

    private static String peer(String word) {
        return switch (word) {
            case "any", "external" -> word + ": true";
            case "all" -> "selector: {}";
            default -> Character.isDigit(word.charAt(0)) ? "cidr: " + word : "workload: " + word;
        };
    }

    private static String service(String word) {
        var parts = word.split("/");
        return "{protocol: " + parts[0] + (parts.length > 1 ? ", port: " + parts[1] : "") + "}";
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "allow web db TCP/80                                         | ''",
                "allow web db TCP/80; allow web db TCP/81                    | ''",
                "allow web db TCP/80; allow web db TCP/80                    | a REDUNDANT b, b SHADOWED a",
                "allow web db TCP/80; deny web db TCP/80                     | b SHADOWED a",
                "allow web db TCP; deny web db TCP/80                        | b SHADOWED a",
                "deny web db TCP/80; allow web db TCP                        | ''",
                "allow web db TCP/80; allow all all any                      | a REDUNDANT b",
                "allow web db TCP/80 log:true; allow all all any             | ''",
                "allow web db TCP/1-50; allow web db TCP/51-99; allow web db TCP/1-99 | a REDUNDANT c, b REDUNDANT c, c SHADOWED a b",
                "deny web db TCP/80; reject web db TCP                       | ''",
                "pass web db TCP/80                                          | a REDUNDANT",
                "pass web db TCP/80; deny web db TCP                         | a REDUNDANT b",
                "pass web db TCP/80; allow web db TCP                        | ''",
                // an explicit denial is not left to the default
                "deny any db any                                             | ''",
                // what nobody can send
                "allow web web TCP/sql                                       | a NEVER_MATCHES",
                "allow web all TCP/sql                                       | ''",
                "allow external 203.0.113.0/24 any                           | a NEVER_MATCHES",
                "allow external db any at:source                             | a NEVER_MATCHES",
                "allow web external any at:destination                       | a NEVER_MATCHES",
                "allow web 10.0.0.2/32 any; allow web db any                 | a REDUNDANT b, b SHADOWED a",
                // several ports may receive it
                "allow any 224.0.0.0/4 any; allow any 239.0.0.0/8 any        | ''",
            })
    void idleRulesAreNamed(String given, String expected) {
        var snapshot = DomainSnapshot.offline(PolicySet.of(
                "tenant", "d", PolicySource.read("p.yaml", rules("deny", given)).policyObjects()));

        assertThat(Analysis.of(snapshot, NOW).stream()
                        .map(rule -> (rule.name() + " " + rule.why() + " " + String.join(" ", rule.instead())).strip())
                        .collect(Collectors.joining(", "))
                        .replace("p/", ""))
                .isEqualTo(expected);
    }

    @Test
    void aWarningStandsAtItsRule() {
        assertThat(warnings(rules("deny", "allow web db TCP; deny web db TCP/80")))
                .extracting(Problem::toString)
                .containsExactly("p.yaml:29:14: warning: rule \"b\" never decides: whatever fits it is decided before"
                        + " (p/a)");
    }

    @Test
    void aRuleThatEndsDoesNotHideAnother() {
        String both = "allow web db TCP/80 expires:@; allow web db TCP/80";

        assertThat(warnings(rules("deny", both).replace("expires: @", "expires: \"2027-01-01T00:00:00Z\"")))
                .as("b decides from next year on")
                .extracting(Problem::value)
                .containsExactly("a");
        assertThat(warnings(rules("deny", both).replace("expires: @", "expires: \"2026-01-01T00:00:00Z\"")))
                .as("a is over")
                .isEmpty();
    }

    @Test
    void aMonitoredRuleDoesNotHideAnother() {
        String enforced = rules("deny", "allow web db TCP/80");
        String monitored = enforced.substring(enforced.lastIndexOf("---"))
                .replace("name: p,", "name: a,")
                .replace("order: 1", "order: 1\n  mode: monitor")
                .replace("action: allow", "action: deny");

        assertThat(warnings(enforced + monitored)).isEmpty();
        assertThat(warnings(enforced + monitored.replace("mode: monitor", "mode: enforce")))
                .extracting(Problem::message)
                .containsExactly("rule \"a\" never decides: whatever fits it is decided before (a/a)");
    }

    @Test
    void anIsolationOfAnEarlierTierDecidesBefore() {
        String tier = """
                ---
                apiVersion: damson.dev/v1
                kind: SegmentationPolicy
                metadata: {name: late, domain: d}
                spec:
                  tier: baseline
                  order: 1
                  rules:
                    - {name: late, action: allow, from: [{any: true}], to: [{workload: db}], services: [{protocol: any}], at: destination}
                """;
        String isolates = rules("deny", "allow web db TCP/80")
                .replace("  rules:\n", "  isolates: [{subjects: [{workload: db}], direction: ingress}]\n  rules:\n");

        assertThat(warnings(isolates + tier))
                .extracting(Problem::message)
                .containsExactly("rule \"late\" never decides: whatever fits it is decided before (p/a, p/isolates)");
    }

    @Test
    void withoutWorkloadsNothingIsKnown() {
        String text = rules("deny", "allow web db TCP/80; allow web db TCP/80");
        var source = PolicySource.read("p.yaml", text.substring(text.indexOf("kind: Tier") - 30));

        assertThat(Analysis.warnings(
                        source.objects(),
                        DomainSnapshot.offline(PolicySet.of("tenant", "d", source.policyObjects())),
                        NOW))
                .isEmpty();
    }
}
