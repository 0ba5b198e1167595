package dev.damson.policy.imports.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** policy.networking.k8s.io: tiers, priorities, pass, and what an admin's rules can name. */
class AdminPolicyTest {
    private static final String ADMIN = """
            apiVersion: policy.networking.k8s.io/v1alpha1
            kind: AdminNetworkPolicy
            metadata: {name: %s}
            spec: {priority: %d, subject: {namespaces: {matchLabels: {team: red}}}, %s}
            ---
            """;
    private static final String BASELINE = """
            apiVersion: policy.networking.k8s.io/v1alpha1
            kind: BaselineAdminNetworkPolicy
            metadata: {name: default}
            spec: {subject: {namespaces: {}}, %s}
            ---
            """;
    private static final String POLICY = """
            apiVersion: networking.k8s.io/v1
            kind: NetworkPolicy
            metadata: {name: np, namespace: x}
            spec: {podSelector: {matchLabels: {pod: a}}, ingress: [{from: [{namespaceSelector: {}}], ports: [{port: 80}]}]}
            ---
            """;

    private static String fromBlue(Cluster cluster) {
        return cluster.into("x/a")
                .lines()
                .filter(line -> line.startsWith("y/a"))
                .map(line -> line.substring(line.indexOf(": ") + 2))
                .findFirst()
                .orElse("");
    }

    private static Cluster sound(String manifests) {
        var cluster = Cluster.of(manifests);
        assertThat(cluster.problems()).isEmpty();
        assertThat(cluster.leftOut()).isEmpty();
        return cluster;
    }

    private static String rule(String name, String action, String ports) {
        return "{name: " + name + ", action: " + action + ", from: [{namespaces: {matchLabels: {team: blue}}}]" + ports
                + "}";
    }

    @Test
    void anAdminsRuleComesFirst() {
        String denies = ADMIN.formatted("deny", 10, "ingress: [" + rule("d", "Deny", "") + "]");
        String allows = ADMIN.formatted("allow", 10, "ingress: [" + rule("a", "Allow", "") + "]");

        assertThat(fromBlue(sound(POLICY))).isEqualTo("TCP 80");
        assertThat(fromBlue(sound(POLICY + denies))).isEmpty();
        assertThat(fromBlue(sound(POLICY + allows))).isEqualTo("All Connections");
    }

    @Test
    void theLowerPriorityComesFirst() {
        String denies = "ingress: [" + rule("d", "Deny", "") + "]";
        String allows = "ingress: [" + rule("a", "Allow", "") + "]";

        assertThat(fromBlue(sound(ADMIN.formatted("one", 1, denies) + ADMIN.formatted("two", 2, allows))))
                .isEmpty();
        assertThat(fromBlue(sound(ADMIN.formatted("one", 2, denies) + ADMIN.formatted("two", 1, allows))))
                .isEqualTo("All Connections");
        assertThat(Cluster.of(ADMIN.formatted("one", 1, denies) + ADMIN.formatted("two", 1, allows))
                        .warnings())
                .singleElement()
                .asString()
                .contains("has the priority of AdminNetworkPolicy \"one\"");
    }

    @Test
    void passHandsOnToNetworkPoliciesAndThenToTheBaseline() {
        String passes =
                ADMIN.formatted("pass", 1, "ingress: [" + rule("p", "Pass", "") + ", " + rule("d", "Deny", "") + "]");
        String denies = BASELINE.formatted("ingress: [" + rule("b", "Deny", "") + "]");

        assertThat(fromBlue(sound(passes))).as("the default").isEqualTo("All Connections");
        assertThat(fromBlue(sound(passes + denies))).as("the baseline").isEmpty();
        assertThat(fromBlue(sound(passes + POLICY + denies)))
                .as("a network policy decides for whom it selects")
                .isEqualTo("TCP 80");
    }

    @Test
    void theBaselineCountsWhereNoNetworkPolicySelects() {
        String baseline = BASELINE.formatted("ingress: ["
                + rule("keep", "Allow", ", ports: [{portNumber: {protocol: UDP, port: 53}}]") + ", "
                + rule("close", "Deny", "") + "]");

        assertThat(fromBlue(sound(baseline))).isEqualTo("UDP 53");
        assertThat(fromBlue(sound(baseline + POLICY))).isEqualTo("TCP 80");
    }

    @Test
    void portsAreNumbersRangesAndNames() {
        String ports = ", ports: [{portNumber: {protocol: UDP, port: 5353}}, {portRange: {start: 1000, end: 1009}},"
                + " {portRange: {protocol: SCTP, start: 7, end: 9}}, {namedPort: web}, {namedPort: dns}]";
        String rules = "ingress: [" + rule("some", "Allow", ports) + ", " + rule("rest", "Deny", "") + "]";

        assertThat(fromBlue(sound(ADMIN.formatted("ports", 1, rules))))
                .isEqualTo("SCTP 7-9,TCP 1000-1009,8080,UDP 53,5353");
    }

    @Test
    void egressNamesNetworksAndTheDestinationStillDecides() {
        String rules = "egress: [{action: Allow, to: [{networks: [192.0.2.0/24]}]},"
                + " {action: Deny, to: [{pods: {namespaceSelector: {}, podSelector: {matchLabels: {pod: b}}}}]},"
                + " {action: Pass, to: [{namespaces: {}}]}, {action: Deny, to: [{networks: [0.0.0.0/0]}]}]";
        var cluster = sound(ADMIN.formatted("out", 1, rules));

        assertThat(cluster.from("x/a"))
                .isEqualTo("x/a[Deployment] > 192.0.2.0-192.0.2.255: All Connections\n"
                        + "x/a[Deployment] > bare/none[Job]: All Connections\n"
                        + "x/a[Deployment] > y/a[Pod]: All Connections");
    }

    @Test
    void nodesAreTheAddressesOfTheNodesAtHand() {
        String rules =
                "egress: [{action: Deny, to: [{nodes: {matchLabels: {role: control}}}]}, {action: Pass, to: [{networks: [0.0.0.0/0]}]}]";
        String node = """
                apiVersion: v1
                kind: Node
                metadata: {name: n1, labels: {role: control}}
                status: {addresses: [{type: InternalIP, address: 192.0.2.1}, {type: Hostname, address: n1}]}
                ---
                """;

        assertThat(sound(node + ADMIN.formatted("nodes", 1, rules)).from("x/a"))
                .startsWith("x/a[Deployment] > 0.0.0.0-192.0.2.0: All Connections\n"
                        + "x/a[Deployment] > 192.0.2.2-255.255.255.255: All Connections\n");
        assertThat(Cluster.of(ADMIN.formatted("nodes", 1, rules)).leftOut())
                .singleElement()
                .asString()
                .contains("nodes names hosts whose addresses these files do not hold");
    }

    @Test
    void domainNamesAreNotKept() {
        assertThat(Cluster.of(ADMIN.formatted(
                                "names", 1, "egress: [{action: Allow, to: [{domainNames: [\"*.example.com\"]}]}]"))
                        .leftOut())
                .singleElement()
                .asString()
                .matches("cluster.yaml:\\d+:\\d+: error: domainNames name peers by DNS.*");
    }

    @ParameterizedTest
    @ValueSource(strings = {"v1alpha2", "v1beta1"})
    void clusterNetworkPoliciesHaveBothTiers(String version) {
        String policy = """
                apiVersion: policy.networking.k8s.io/%s
                kind: ClusterNetworkPolicy
                metadata: {name: %s}
                spec:
                  tier: %s
                  priority: %d
                  subject: {pods: {namespaceSelector: {matchLabels: {team: red}}, podSelector: {matchLabels: {pod: a}}}}
                  ingress: [%s]
                ---
                """;
        String accept = rule(
                "web",
                "Accept",
                ", protocols: [{tcp: {destinationPort: {number: 443}}}, {udp: {destinationPort: {range: {start: 10, end: 20}}}},"
                        + " {destinationNamedPort: web}, {sctp: {}}]");
        String admin = policy.formatted(version, "first", "Admin", 5, accept);
        String closed = policy.formatted(version, "last", "Baseline", 5, rule("rest", "Deny", ""));
        String open = policy.formatted(version, "earlier", "Baseline", 4, rule("rest", "Pass", ""));

        assertThat(fromBlue(sound(admin + closed))).isEqualTo("SCTP 1-65535,TCP 443,8080,UDP 10-20");
        assertThat(fromBlue(sound(closed + POLICY)))
                .as("a network policy overrides the baseline")
                .isEqualTo("TCP 80");
        assertThat(fromBlue(sound(open + closed))).as("pass leaves the tier").isEqualTo("All Connections");
    }
}
