package dev.damson.policy.imports.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the API of policy.networking.k8s.io takes and refuses, and what its corners mean. */
class AdminCornersTest {
    private static final String DENIED = "";

    private static Cluster admin(String subject, String rules) {
        return Cluster.of("""
                apiVersion: policy.networking.k8s.io/v1alpha1
                kind: AdminNetworkPolicy
                metadata: {name: p}
                spec: {priority: 1, subject: %s, %s}
                """.formatted(subject, rules));
    }

    private static String between(Cluster cluster, String from, String to) {
        return cluster.from(from)
                .lines()
                .filter(line -> line.contains("> " + to + "["))
                .map(line -> line.substring(line.indexOf(": ") + 2))
                .findFirst()
                .orElse(DENIED);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                // every address is every pod too
                "{networks: [0.0.0.0/0]} | ''",
                "{networks: [\"::/0\"]} | ''",
                "{networks: [10.0.0.0/8]} | All Connections",
                "{namespaces: {}} | ''",
                "{namespaces: {matchLabels: {team: blue}}} | ''",
                "{namespaces: {matchLabels: {kubernetes.io/metadata.name: bare}}} | All Connections",
                "{pods: {namespaceSelector: {}, podSelector: {matchLabels: {pod: a}}}} | ''",
                "{pods: {namespaceSelector: {matchLabels: {team: red}}, podSelector: {matchLabels: {pod: a}}}} | All Connections",
                "{pods: {podSelector: {}}} | ''",
            })
    void whomADenialIsFor(String peer, String expected) {
        var cluster = admin("{namespaces: {matchLabels: {team: red}}}", "egress: [{action: Deny, to: [" + peer + "]}]");

        assertThat(cluster.problems()).isEmpty();
        assertThat(between(cluster, "x/a", "y/a")).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{namespaces: {}} | ''",
                "{namespaces: {matchLabels: {team: blue}}} | All Connections",
                "{pods: {namespaceSelector: {}, podSelector: {matchLabels: {pod: b}}}} | All Connections",
                "{pods: {namespaceSelector: {matchLabels: {team: red}}, podSelector: {matchLabels: {pod: a}}}} | ''",
                "{pods: {namespaceSelector: {matchExpressions: [{key: team, operator: In, values: [red, green]}]}, podSelector: {}}} | ''",
            })
    void whomAPolicyIsFor(String subject, String expected) {
        var cluster = admin(subject, "egress: [{action: Deny, to: [{namespaces: {}}]}]");

        assertThat(cluster.problems()).isEmpty();
        assertThat(between(cluster, "x/a", "y/a")).isEqualTo(expected);
    }

    @Test
    void withTheirAddressesPodsLieInNetworks() {
        String policy = """
                apiVersion: policy.networking.k8s.io/v1alpha1
                kind: AdminNetworkPolicy
                metadata: {name: p}
                spec: {priority: 1, subject: {namespaces: {}}, egress: [{action: Deny, to: [{networks: [10.9.0.0/24]}]}]}
                """;

        assertThat(between(Cluster.withAddresses(policy), "x/a", "y/a")).isEqualTo(DENIED);
        assertThat(between(Cluster.withAddresses(policy), "x/a", "x/b")).isEqualTo("All Connections");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "[{portRange: {start: 10, end: 1}}, {portNumber: {port: 80}}] | TCP 80 | the range ends at 10 before it begins",
                "[] | '' | an empty list of ports matches nothing",
            })
    void whatMatchesNothingIsKeptAndTold(String ports, String expected, String ignored) {
        var cluster = admin(
                "{namespaces: {}}",
                "ingress: [{action: Allow, from: [{namespaces: {}}], ports: " + ports
                        + "}, {action: Deny, from: [{namespaces: {}}]}]");

        assertThat(cluster.problems()).isEmpty();
        assertThat(cluster.warnings()).hasSize(1);
        assertThat(between(cluster, "y/a", "x/a")).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{namespaces: {}, pods: {podSelector: {}}} | [{action: Deny, to: [{namespaces: {}}]}] | subject has not exactly one of namespaces and pods",
                "{} | [{action: Deny, to: [{namespaces: {}}]}] | subject has not exactly one of namespaces and pods",
                "{namespaces: {}} | [{action: Deny}] | a rule has no to",
                "{namespaces: {}} | [{action: Deny, to: []}] | a rule has no to",
                "{namespaces: {}} | [{action: Deny, to: [{}]}] | a peer has not exactly one field",
                "{namespaces: {}} | [{action: Deny, to: [{namespaces: {}, networks: [10.0.0.0/8]}]}] | a peer has not exactly one field",
                "{namespaces: {}} | [{action: Deny, to: [{networks: []}]}] | networks has 0 items, not 1 to 25",
                "{namespaces: {}} | [{action: Deny, to: [{networks: [10.0.0.1]}]}] | \"10.0.0.1\" is not a CIDR",
                "{namespaces: {}} | [{action: Accept, to: [{namespaces: {}}]}] | action \"Accept\" is not one of Allow, Deny, Pass",
                "{namespaces: {}} | [{to: [{namespaces: {}}]}] | action is missing",
                "{namespaces: {}} | [{action: Deny, to: [{namespaces: {}}], ports: [{portNumber: {port: 0}}]}] | port \"0\" is not between 1 and 65535",
                "{namespaces: {}} | [{action: Deny, to: [{namespaces: {}}], ports: [{portNumber: {port: 1}, namedPort: a}]}] | a port has not exactly one of portNumber, portRange, namedPort",
                "{namespaces: {}} | [{action: Deny, to: [{namespaces: {}}], protocols: []}] | protocols is empty",
                "{namespaces: {}} | [{action: Deny, from: [{namespaces: {}}], to: [{namespaces: {}}]}] | unknown field \"from\"",
            })
    void whatTheApiRefusesIsNamed(String subject, String egress, String message) {
        assertThat(admin(subject, "egress: " + egress).problems())
                .singleElement()
                .asString()
                .matches("cluster\\.yaml:\\d+:\\d+: error: .*")
                .contains(message);
    }

    @Test
    void aPolicyHasAtMostAHundredRules() {
        String rule = "{action: Deny, to: [{namespaces: {}}]}";

        assertThat(admin("{namespaces: {}}", "egress: " + Collections.nCopies(100, rule))
                        .problems())
                .isEmpty();
        assertThat(admin("{namespaces: {}}", "egress: " + Collections.nCopies(101, rule))
                        .problems())
                .singleElement()
                .asString()
                .contains("egress has 101 items, more than 100");
    }

    @ParameterizedTest
    @CsvSource({"1000, 0", "0, 0", "1001, 1", "-1, 1"})
    void aPriorityHasItsBounds(int priority, int problems) {
        var cluster = Cluster.of("""
                apiVersion: policy.networking.k8s.io/v1alpha1
                kind: AdminNetworkPolicy
                metadata: {name: p}
                spec: {priority: %d, subject: {namespaces: {}}}
                """.formatted(priority));

        assertThat(cluster.problems()).hasSize(problems);
    }

    @Test
    void theBaselineHasOneName() {
        String policy = """
                apiVersion: policy.networking.k8s.io/v1alpha1
                kind: BaselineAdminNetworkPolicy
                metadata: {name: %s}
                spec: {subject: {namespaces: {}}}
                """;

        assertThat(Cluster.of(policy.formatted("default")).problems()).isEmpty();
        assertThat(Cluster.of(policy.formatted("mine")).problems())
                .singleElement()
                .asString()
                .contains("is not called \"default\"");
    }
}
