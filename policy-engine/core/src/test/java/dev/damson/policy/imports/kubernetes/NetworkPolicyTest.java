package dev.damson.policy.imports.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.damson.policy.source.SourceObject;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The corners of networking.k8s.io/v1 NetworkPolicy. */
class NetworkPolicyTest {
    private static final String ANYBODY = "0.0.0.0-255.255.255.255 > x/a[Deployment]: All Connections; "
            + "bare/none[Job] > x/a[Deployment]: All Connections; "
            + "x/b[StatefulSet] > x/a[Deployment]: All Connections; "
            + "y/a[Pod] > x/a[Deployment]: All Connections";

    private static Cluster policy(String spec) {
        return Cluster.of("""
                apiVersion: networking.k8s.io/v1
                kind: NetworkPolicy
                metadata: {name: p, namespace: x}
                spec: %s
                """.formatted(spec));
    }

    private static String oneLine(String lines) {
        return lines.replace("\n", "; ");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                // who is selected is closed, and only in the directions that count
                "{podSelector: {}} | ''",
                "{} | ''",
                "{podSelector: } | ''",
                "{podSelector: {}, ingress: []} | ''",
                "{podSelector: {}, policyTypes: [Ingress]} | ''",
                "{podSelector: {matchLabels: {pod: b}}} | ANYBODY",
                "{podSelector: {}, policyTypes: [Egress], egress: [{}]} | ANYBODY",
                // who is let in
                "{podSelector: {}, ingress: [{}]} | ANYBODY",
                "{podSelector: {}, ingress: [{from: []}]} | ANYBODY",
                "{podSelector: {}, ingress: [{from: }]} | ANYBODY",
                "{podSelector: {}, ingress: [{ports: []}]} | ANYBODY",
                "{podSelector: {}, ingress: [{from: [{podSelector: {}}]}]} | x/b[StatefulSet] > x/a[Deployment]: All Connections",
                "{podSelector: {}, ingress: [{from: [{podSelector: {matchLabels: {pod: a}}}]}]} | ''",
                "{podSelector: {}, ingress: [{from: [{namespaceSelector: {}}]}]} | bare/none[Job] > x/a[Deployment]: All Connections; x/b[StatefulSet] > x/a[Deployment]: All Connections; y/a[Pod] > x/a[Deployment]: All Connections",
                "{podSelector: {}, ingress: [{from: [{namespaceSelector: {matchLabels: {team: blue}}}]}]} | y/a[Pod] > x/a[Deployment]: All Connections",
                "{podSelector: {}, ingress: [{from: [{namespaceSelector: {matchLabels: {kubernetes.io/metadata.name: bare}}}]}]} | bare/none[Job] > x/a[Deployment]: All Connections",
                "{podSelector: {}, ingress: [{from: [{namespaceSelector: {matchExpressions: [{key: team, operator: NotIn, values: [blue]}]}}]}]} | bare/none[Job] > x/a[Deployment]: All Connections; x/b[StatefulSet] > x/a[Deployment]: All Connections",
                "{podSelector: {}, ingress: [{from: [{namespaceSelector: {matchExpressions: [{key: team, operator: DoesNotExist}]}}]}]} | bare/none[Job] > x/a[Deployment]: All Connections",
                "{podSelector: {}, ingress: [{from: [{namespaceSelector: {}, podSelector: {matchExpressions: [{key: pod, operator: Exists}]}}]}]} | x/b[StatefulSet] > x/a[Deployment]: All Connections; y/a[Pod] > x/a[Deployment]: All Connections",
                // both selectors in one peer are AND, in two peers OR
                "{podSelector: {}, ingress: [{from: [{namespaceSelector: {matchLabels: {team: blue}}, podSelector: {matchLabels: {pod: b}}}]}]} | ''",
                "{podSelector: {}, ingress: [{from: [{namespaceSelector: {matchLabels: {team: blue}}}, {podSelector: {matchLabels: {pod: b}}}]}]} | x/b[StatefulSet] > x/a[Deployment]: All Connections; y/a[Pod] > x/a[Deployment]: All Connections",
                // blocks are outside the cluster
                "{podSelector: {}, ingress: [{from: [{ipBlock: {cidr: 10.0.0.0/8, except: [10.9.0.0/16]}}]}]} | 10.0.0.0-10.8.255.255 > x/a[Deployment]: All Connections; 10.10.0.0-10.255.255.255 > x/a[Deployment]: All Connections",
                "{podSelector: {}, ingress: [{from: [{ipBlock: {cidr: 10.1.2.3/8}}]}]} | 10.0.0.0-10.255.255.255 > x/a[Deployment]: All Connections",
                "{podSelector: {}, ingress: [{from: [{ipBlock: {cidr: 0.0.0.0/0}}]}]} | 0.0.0.0-255.255.255.255 > x/a[Deployment]: All Connections",
                "{podSelector: {}, ingress: [{from: [{ipBlock: {cidr: \"::/0\"}}]}]} | ::-ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff > x/a[Deployment]: All Connections",
                // ports
                "{podSelector: {}, ingress: [{from: [{podSelector: {}}], ports: [{port: 80}]}]} | x/b[StatefulSet] > x/a[Deployment]: TCP 80",
                "{podSelector: {}, ingress: [{from: [{podSelector: {}}], ports: [{protocol: UDP}]}]} | x/b[StatefulSet] > x/a[Deployment]: UDP 1-65535",
                "{podSelector: {}, ingress: [{from: [{podSelector: {}}], ports: [{protocol: SCTP, port: 7000, endPort: 7010}]}]} | x/b[StatefulSet] > x/a[Deployment]: SCTP 7000-7010",
                "{podSelector: {}, ingress: [{from: [{podSelector: {}}], ports: [{port: web}]}]} | x/b[StatefulSet] > x/a[Deployment]: TCP 8080",
                "{podSelector: {}, ingress: [{from: [{podSelector: {}}], ports: [{port: dns}]}]} | ''",
                "{podSelector: {}, ingress: [{from: [{podSelector: {}}], ports: [{protocol: UDP, port: dns}]}]} | x/b[StatefulSet] > x/a[Deployment]: UDP 53",
                "{podSelector: {}, ingress: [{from: [{podSelector: {}}], ports: [{protocol: TCP}, {protocol: UDP}, {protocol: SCTP}]}]} | x/b[StatefulSet] > x/a[Deployment]: All Connections",
                "{podSelector: {}, ingress: [{from: [{podSelector: {}}], ports: [{port: 80}]}, {ports: [{port: 81}], from: [{podSelector: {}}]}]} | x/b[StatefulSet] > x/a[Deployment]: TCP 80-81",
            })
    void whoGetsIn(String spec, String expected) {
        var cluster = policy(spec);

        assertThat(cluster.problems()).isEmpty();
        assertThat(cluster.leftOut()).isEmpty();
        assertThat(oneLine(cluster.into("x/a"))).isEqualTo(expected.equals("ANYBODY") ? ANYBODY : expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                // egress counts if there is a rule for it, or policyTypes says so
                "{podSelector: {}, egress: []} | x/a[Deployment] > 0.0.0.0-255.255.255.255: All Connections; x/a[Deployment] > bare/none[Job]: All Connections; x/a[Deployment] > y/a[Pod]: All Connections",
                "{podSelector: {}, policyTypes: [Egress]} | ''",
                "{podSelector: {}, policyTypes: [Ingress, Egress], ingress: [{}], egress: [{to: [{namespaceSelector: {matchLabels: {team: blue}}}], ports: [{protocol: UDP, port: 53}]}]} | x/a[Deployment] > y/a[Pod]: UDP 53",
                "{podSelector: {}, ingress: [{}], egress: [{to: [{ipBlock: {cidr: 192.0.2.0/24}}]}]} | x/a[Deployment] > 192.0.2.0-192.0.2.255: All Connections",
                "{podSelector: {}, ingress: [{}], egress: [{to: [{podSelector: {}}], ports: [{port: web}]}]} | x/a[Deployment] > x/b[StatefulSet]: TCP 80",
                "{podSelector: {}, policyTypes: [Egress], egress: [{ports: [{port: 443}]}]} | x/a[Deployment] > 0.0.0.0-255.255.255.255: TCP 443; x/a[Deployment] > bare/none[Job]: TCP 443; x/a[Deployment] > x/b[StatefulSet]: TCP 443; x/a[Deployment] > y/a[Pod]: TCP 443",
            })
    void whoGetsOut(String spec, String expected) {
        var cluster = policy(spec);

        assertThat(cluster.problems()).isEmpty();
        assertThat(oneLine(cluster.from("x/a"))).isEqualTo(expected);
    }

    @Test
    void policiesAddUpAndBothEndsMustAllow() {
        var cluster = Cluster.of("""
                apiVersion: networking.k8s.io/v1
                kind: NetworkPolicyList
                items:
                  - metadata: {name: closed, namespace: x}
                    spec: {podSelector: {}, policyTypes: [Ingress]}
                  - metadata: {name: web, namespace: x}
                    spec: {podSelector: {matchLabels: {pod: a}}, ingress: [{from: [{namespaceSelector: {}}], ports: [{port: 8080}, {port: 9090}]}]}
                  - metadata: {name: out, namespace: y}
                    spec: {podSelector: {}, policyTypes: [Egress], egress: [{ports: [{port: 8080}]}]}
                """);

        assertThat(oneLine(cluster.into("x/a")))
                .isEqualTo("bare/none[Job] > x/a[Deployment]: TCP 8080,9090; "
                        + "x/b[StatefulSet] > x/a[Deployment]: TCP 8080,9090; y/a[Pod] > x/a[Deployment]: TCP 8080");
        assertThat(cluster.into("x/b")).isEmpty();
    }

    @Test
    void aManifestMayShareItsValues() {
        var shared = Cluster.of("""
                apiVersion: networking.k8s.io/v1
                kind: NetworkPolicyList
                items:
                  - metadata: {name: in, namespace: x}
                    spec: {podSelector: &a {matchLabels: {pod: a}}, ingress: [{from: [{podSelector: &b {matchLabels: {pod: b}}}], ports: &ports [{port: 80}]}]}
                  - metadata: {name: out, namespace: x}
                    spec: {podSelector: *b, policyTypes: [Egress], egress: [{to: [{podSelector: *a}], ports: *ports}]}
                """);
        var written = Cluster.of("""
                apiVersion: networking.k8s.io/v1
                kind: NetworkPolicyList
                items:
                  - metadata: {name: in, namespace: x}
                    spec: {podSelector: {matchLabels: {pod: a}}, ingress: [{from: [{podSelector: {matchLabels: {pod: b}}}], ports: [{port: 80}]}]}
                  - metadata: {name: out, namespace: x}
                    spec: {podSelector: {matchLabels: {pod: b}}, policyTypes: [Egress], egress: [{to: [{podSelector: {matchLabels: {pod: a}}}], ports: [{port: 80}]}]}
                """);

        assertThat(shared.problems()).isEmpty();
        assertThat(shared.imported().objects())
                .extracting(SourceObject::object)
                .isEqualTo(written.imported().objects().stream()
                        .map(SourceObject::object)
                        .toList());
    }

    @Test
    void withTheirAddressesPodsLieInBlocks() {
        var cluster = Cluster.withAddresses("""
                apiVersion: networking.k8s.io/v1
                kind: NetworkPolicy
                metadata: {name: p, namespace: x}
                spec: {podSelector: {}, ingress: [{from: [{ipBlock: {cidr: 10.9.0.0/16}}], ports: [{port: 80}]}]}
                """);

        assertThat(oneLine(cluster.into("x/a")))
                .isEqualTo("10.9.0.0-10.9.255.255 > x/a[Deployment]: TCP 80; y/a[Pod] > x/a[Deployment]: TCP 80");
    }

    @Test
    void podsOfOneControllerAreOneParty() {
        var cluster = Cluster.only("""
                apiVersion: v1
                kind: List
                items:
                  - {apiVersion: v1, kind: Pod, metadata: {name: web-1, labels: {app: web}, ownerReferences: [{kind: ReplicaSet, name: web, controller: true}]}, spec: {}}
                  - {apiVersion: v1, kind: Pod, metadata: {name: web-2, labels: {app: web}, ownerReferences: [{kind: ReplicaSet, name: web, controller: true}]}, spec: {}}
                  - {apiVersion: v1, kind: Pod, metadata: {name: web-3, labels: {app: web, canary: "yes"}, ownerReferences: [{kind: ReplicaSet, name: web, controller: true}]}, spec: {}}
                  - {apiVersion: v1, kind: Pod, metadata: {name: static, ownerReferences: [{kind: Node, name: n1, controller: true}]}, spec: {}}
                """);

        assertThat(cluster.rows())
                .extracting(row -> row.src() + " > " + row.dst())
                .contains("default/web[ReplicaSet] > default/static[Pod]")
                .doesNotContain("default/web[ReplicaSet] > default/web[ReplicaSet]")
                .hasSize(6);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{podSelector: {}, ingress: [{from: [{}]}]} | '{}]}]' | a peer has none of podSelector, namespaceSelector, ipBlock",
                "{podSelector: {}, ingress: [{from: [{ipBlock: {cidr: 10.0.0.0/8}, podSelector: {}}]}]} | '{ipBlock' | ipBlock stands beside a selector",
                "{podSelector: {}, ingress: [{from: [{ipBlock: {cidr: 10.0.0.0}}]}]} | 10.0.0.0} | \"10.0.0.0\" is not a CIDR",
                "{podSelector: {}, ingress: [{from: [{ipBlock: {cidr: 10.0.0.0/8, except: [11.0.0.0/16]}}]}]} | 11.0.0.0 | except \"11.0.0.0/16\" is not within \"10.0.0.0/8\"",
                "{podSelector: {}, ingress: [{ports: [{port: 80, endPort: 79}]}]} | 79} | the range ends at 79 before it begins at 80",
                "{podSelector: {}, ingress: [{ports: [{port: web, endPort: 79}]}]} | 79} | endPort stands beside a port with a name",
                "{podSelector: {}, ingress: [{ports: [{port: \"80\"}]}]} | \"80\" | port \"80\" is no name of a port",
                "{podSelector: {}, ingress: [{ports: [{protocol: ICMP}]}]} | ICMP | protocol \"ICMP\" is not one of TCP, UDP, SCTP",
                "{podSelector: {}, ingresss: [{}]} | ingresss | unknown field \"ingresss\"",
                "{podSelector: {matchExpressions: [{key: a, operator: In}]}} | '{key' | operator \"In\" stands without values",
                "{podSelector: {}, policyTypes: [ingress]} | 'ingress]' | policyTypes \"ingress\" is neither Ingress nor Egress",
            })
    void whatIsWrongIsNamedWithItsPlace(String spec, String where, String message) {
        var cluster = policy(spec);

        assertThat(cluster.problems())
                .singleElement()
                .asString()
                .startsWith("cluster.yaml:")
                .contains(message);
        assertThat(cluster.problems().getFirst().split(":", -1)[2])
                .isEqualTo(Integer.toString("spec: ".length() + spec.indexOf(where) + 1));
    }

    @Test
    void aRuleKeepsItsPlace() {
        var cluster = Cluster.only("""
                apiVersion: networking.k8s.io/v1
                kind: NetworkPolicy
                metadata: {name: p}
                spec:
                  podSelector: {}
                  ingress:
                    - from: [{podSelector: {}}]
                    - {}
                  egress:
                    - ports: [{port: 53}]
                """);
        var policy = cluster.imported().objects().getLast();

        assertThat(List.of(
                        policy.place("spec.rules[0].name"),
                        policy.place("spec.rules[1]"),
                        policy.place("spec.rules[2]")))
                .extracting(place -> place.line() + ":" + place.column())
                .containsExactly("7:7", "8:7", "10:7");
        assertThat(policy.place("spec.order").line()).isEqualTo(1);
    }

    @Test
    void whatCannotBeKeptIsNamed() {
        var cluster = Cluster.of("""
                apiVersion: cilium.io/v2
                kind: CiliumNetworkPolicy
                metadata: {name: other}
                spec: {}
                ---
                apiVersion: v1
                kind: ConfigMap
                metadata: {name: settings}
                """);

        assertThat(cluster.leftOut())
                .singleElement()
                .asString()
                .contains("CiliumNetworkPolicy \"other\" of \"cilium.io\" is not imported");
        assertThat(cluster.imported().ignored()).containsExactly(Map.entry("ConfigMap", 1));
        assertThat(cluster.imported().read()).containsEntry("Namespace", 2).containsEntry("Deployment", 1);
    }
}
