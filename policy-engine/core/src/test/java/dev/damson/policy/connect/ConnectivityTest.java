package dev.damson.policy.connect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.damson.policy.model.DomainSnapshot;
import dev.damson.policy.model.PolicySet;
import dev.damson.policy.source.PolicySource;
import java.time.Instant;
import java.util.ArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Two workloads, a and b, and the words for what passes between them and the outside. */
class ConnectivityTest {
    private static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");

    private static final String WORKLOADS = """
            apiVersion: damson.dev/v1
            kind: Workload
            metadata: {name: a, domain: d, labels: {role: a}}
            spec: {type: vm, ports: [{name: eth0, mac: "02:00:00:00:00:01", addresses: [10.0.0.1%s]}]}
            ---
            apiVersion: damson.dev/v1
            kind: Workload
            metadata: {name: b, domain: d, labels: {role: b}}
            spec:
              type: container
              namedPorts: [{name: http, protocol: TCP, port: 8080}]
              ports: [{name: eth0, mac: "02:00:00:00:00:02", addresses: [10.0.0.2%s]}]
            ---
            """;

    private static final String POLICY = """
            apiVersion: damson.dev/v1
            kind: Domain
            metadata: {name: d}
            spec: {default: deny, state: {ingress: enforce, egress: enforce}}
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

    private static DomainSnapshot domain(boolean bothFamilies, String rules) {
        String workloads =
                bothFamilies ? WORKLOADS.formatted(", \"fd00::1\"", ", \"fd00::2\"") : WORKLOADS.formatted("", "");
        var text = new StringBuilder(workloads).append(POLICY);
        int number = 0;
        for (String rule : rules.split(" & ", -1)) {
            text.append("    - {name: r")
                    .append(number++)
                    .append(", ")
                    .append(rule)
                    .append("}\n");
        }
        var source = PolicySource.read("d.yaml", text.toString());
        assertThat(source.problems()).isEmpty();
        return DomainSnapshot.offline(PolicySet.of("tenant", "d", source.policyObjects()));
    }

    private static Connectivity connectivity(DomainSnapshot snapshot) {
        return Connectivity.of(snapshot, new ConnectivityOptions(Vocabulary.EVERYTHING, false, NOW));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "action: allow, from: [{any: true}], to: [{any: true}], services: [{protocol: any}] | All Connections",
                "action: allow, from: [{any: true}], to: [{any: true}], services: [{protocol: UDP, port: 53}, {protocol: TCP, port: 80}, {protocol: TCP, port: 8080-8090}, {protocol: TCP, port: 81}] | TCP 80-81,8080-8090,UDP 53",
                "action: deny, from: [{any: true}], to: [{any: true}], services: [{protocol: TCP, port: 80}] & action: allow, from: [{any: true}], to: [{any: true}], services: [{protocol: TCP}] | TCP 1-79,81-65535",
                "action: deny, from: [{any: true}], to: [{any: true}], services: [{protocol: TCP, port: 80}] & action: allow, from: [{any: true}], to: [{any: true}], services: [{protocol: any}] | ICMP,SCTP 1-65535,TCP 1-79,81-65535,UDP 1-65535,other protocols",
                "action: allow, from: [{any: true}], to: [{any: true}], services: [{protocol: TCP, port: http}] | TCP 8080",
                "action: allow, from: [{any: true}], to: [{any: true}], services: [{protocol: ICMP, type: 8}, {protocol: ICMP, type: 3, code: 4}, {protocol: 47}] | ICMP 3/4,8,protocol 47",
                "action: allow, from: [{workload: a}], to: [{workload: b}], services: [{protocol: SCTP, port: 7}] | SCTP 7",
            })
    void theWordsForOnePair(String rules, String words) {
        assertThat(connectivity(domain(false, rules)).rows())
                .filteredOn(row -> row.src().equals("d/a[vm]") && row.dst().equals("d/b[container]"))
                .extracting(row -> row.connections().toString())
                .containsExactly(words);
    }

    @Test
    void whatHoldsInOneFamilySaysSo() {
        var snapshot = domain(
                true,
                "action: allow, from: [{cidr: 10.0.0.0/24}], to: [{any: true}], services: [{protocol: TCP, port: 80}]"
                        + " & action: allow, from: [{any: true}], to: [{any: true}], services: [{protocol: UDP, port: 53}, {protocol: ICMPv6}]");

        assertThat(connectivity(snapshot).rows())
                .filteredOn(row -> row.src().equals("d/a[vm]") && row.dst().equals("d/b[container]"))
                .extracting(row -> row.connections().toString())
                .containsExactly("ICMPv6,TCP 80 over IPv4,UDP 53");
    }

    @Test
    void outsideAddressesAreRangesAsLargeAsCanBe() {
        var snapshot = domain(
                false,
                "action: allow, from: [{cidr: 10.0.0.0/8, except: [10.128.0.0/9]}, {cidr: 11.0.0.0/8}], to: [{workload: b}], services: [{protocol: TCP, port: 80}]"
                        + " & action: allow, from: [{cidr: 10.128.0.0/9}], to: [{workload: b}], services: [{protocol: TCP, port: 80}]"
                        + " & action: allow, from: [{workload: a}], to: [{external: true}], services: [{protocol: any}]");

        assertThat(connectivity(snapshot).rows())
                .extracting(row -> row.src() + " => " + row.dst() + " : " + row.connections())
                .containsExactly(
                        "10.0.0.0-11.255.255.255 => d/b[container] : TCP 80",
                        "d/a[vm] => 0.0.0.0-255.255.255.255 : All Connections",
                        "d/a[vm] => d/b[container] : TCP 80");
    }

    @Test
    void aWorkloadWithoutAddressesIsUnderNoBlock() {
        var with = domain(
                false,
                "action: allow, from: [{cidr: \"0.0.0.0/0\"}, {cidr: \"::/0\"}], to: [{workload: b}], services: [{protocol: TCP, port: 80}]"
                        + " & action: allow, from: [{selector: {matchLabels: {role: c}}}], to: [{any: true}], services: [{protocol: TCP, port: 443}]");
        var objects = new ArrayList<>(with.policies().objects());
        objects.addAll(PolicySource.read(
                        "c.yaml",
                        "{apiVersion: damson.dev/v1, kind: Workload, metadata: {name: c, domain: d, labels: {role: c}}, spec: {type: vm}}")
                .policyObjects());
        var snapshot = DomainSnapshot.offline(PolicySet.of("tenant", "d", objects));

        assertThat(connectivity(snapshot).rows())
                .extracting(row -> row.src() + " => " + row.dst() + " : " + row.connections())
                .containsExactly(
                        "0.0.0.0-255.255.255.255 => d/b[container] : TCP 80",
                        "d/a[vm] => d/b[container] : TCP 80",
                        "d/c[vm] => 0.0.0.0-255.255.255.255 : TCP 443",
                        "d/c[vm] => ::-ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff : TCP 443",
                        "d/c[vm] => d/a[vm] : TCP 443",
                        "d/c[vm] => d/b[container] : TCP 443");
    }

    @Test
    void aChangeOpensAndCloses() {
        var before = domain(
                false,
                "action: allow, from: [{any: true}], to: [{workload: b}], services: [{protocol: TCP, port: 80-90}]");
        var after = domain(
                false,
                "action: allow, from: [{workload: a}], to: [{workload: b}], services: [{protocol: TCP, port: 85-95}]"
                        + " & action: allow, from: [{cidr: 192.0.2.0/24}], to: [{workload: b}], services: [{protocol: TCP, port: 80-90}]");

        var diff = ConnectivityDiff.between(before, after, new ConnectivityOptions(Vocabulary.EVERYTHING, false, NOW));

        assertThat(diff.rows())
                .extracting(row -> row.src() + " => " + row.dst() + " : +" + row.opens() + " -" + row.closes())
                .containsExactly(
                        "0.0.0.0-192.0.1.255 => d/b[container] : + -TCP 80-90",
                        "192.0.3.0-255.255.255.255 => d/b[container] : + -TCP 80-90",
                        "d/a[vm] => d/b[container] : +TCP 91-95 -TCP 80-84");
        assertThat(diff.groups()).hasSize(2);
        assertThat(diff.groups().getFirst().srcs()).containsExactly("0.0.0.0-192.0.1.255", "192.0.3.0-255.255.255.255");
    }

    @Test
    void aGraphFramesTheDomains() {
        var snapshot = domain(
                false,
                "action: allow, from: [{workload: a}], to: [{workload: b}], services: [{protocol: TCP, port: 80}]");

        assertThat(String.join("\n", ConnectivityText.mermaid(connectivity(snapshot))))
                .isEqualTo("""
                        flowchart LR
                          subgraph s0["d"]
                            n0["a[vm]"]
                            n1["b[container]"]
                          end
                          n0 -->|"TCP 80"| n1""");
    }
}
