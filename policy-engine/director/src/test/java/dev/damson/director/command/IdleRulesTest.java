package dev.damson.director.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.damson.policy.model.Kind;
import dev.damson.policy.model.PolicySet;
import dev.damson.policy.source.PolicySource;
import dev.damson.policy.source.Problem;
import dev.damson.policy.source.SourceResult;
import dev.damson.topology.document.DocumentKey;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Policy old with a rule that another of its own hides; policy new, which a draft changes. */
class IdleRulesTest {
    private static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");
    private static final DocumentKey NEW = new DocumentKey(Kind.SEGMENTATION_POLICY, "new");
    private static final String DOMAIN = """
            apiVersion: damson.dev/v1
            kind: Workload
            metadata: {name: web, domain: d}
            spec: {type: vm, ports: [{name: eth0, addresses: [10.0.0.1]}]}
            ---
            apiVersion: damson.dev/v1
            kind: Workload
            metadata: {name: db, domain: d}
            spec: {type: vm, ports: [{name: eth0, addresses: [10.0.0.2]}]}
            ---
            apiVersion: damson.dev/v1
            kind: SegmentationPolicy
            metadata: {name: old, domain: d}
            spec:
              tier: baseline
              order: 20
              rules:
                - {name: first, action: allow, from: [{workload: web}], to: [{workload: db}], services: [{protocol: TCP, port: 1}]}
                - {name: hidden, action: deny, from: [{workload: web}], to: [{workload: db}], services: [{protocol: TCP, port: 1}]}
            ---
            apiVersion: damson.dev/v1
            kind: SegmentationPolicy
            metadata: {name: new, domain: d}
            spec:
              tier: baseline
              order: 10
              rules:
            """;

    private static SourceResult with(String rules) {
        var source = PolicySource.read("draft", DOMAIN + rules);
        assertThat(source.problems()).isEmpty();
        return source;
    }

    private static PolicySet set(SourceResult source) {
        return PolicySet.of("acme", "d", source.policyObjects());
    }

    private static List<String> warnings(SourceResult before, SourceResult after) {
        return IdleRules.of(set(before), set(after), after.objects(), List.of(NEW), NOW).stream()
                .map(Problem::value)
                .toList();
    }

    private static String rule(String name, String to, String port) {
        return "    - {name: " + name + ", action: deny, from: [{any: true}], to: [{workload: " + to
                + "}], services: [{protocol: TCP" + port + "}]}\n";
    }

    @Test
    void whatWasIdleBeforeIsNotTheDraftsBusiness() {
        var before = with(rule("one", "web", ""));

        assertThat(warnings(before, with(rule("one", "web", ", port: 7")))).isEmpty();
    }

    @Test
    void whatADraftMakesIdleIsNamed() {
        var before = with(rule("one", "web", ""));

        assertThat(warnings(before, with(rule("one", "db", "")))).containsExactly("first");
    }

    @Test
    void whatIsIdleInWhatADraftChangesIsNamed() {
        var before = with(rule("one", "web", "") + rule("two", "web", ", port: 7"));
        var after = with(rule("one", "web", "") + rule("two", "web", ", port: 8"));

        assertThat(warnings(before, after)).containsExactly("two");
    }
}
