package dev.damson.policy.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.damson.policy.source.PolicySource;
import dev.damson.policy.source.Problem;
import dev.damson.policy.source.SourceResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** One document a case, held against the laboratory's inventory, which is complete. */
class FindingsTest {
    record Case(String kind, String metadata, String spec, String finding) {
        @Override
        public String toString() {
            return finding;
        }
    }

    private static Case of(String kind, String spec, String finding) {
        return new Case(kind, "name: x, domain: shop", spec, finding);
    }

    private static String rule(String fields) {
        return "tier: baseline, order: 1, rules: [{name: r, action: allow, " + fields + "}]";
    }

    static Stream<Case> documents() {
        return Stream.of(
                of(
                        "Group",
                        "members: [web-3]",
                        "error: workload \"web-3\" does not exist (group \"x\"): did you mean \"web-1\"?"),
                of(
                        "Group",
                        "selector: {matchLabels: {role: wbe}}",
                        "warning: the group picks no workload (group \"x\")"),
                of(
                        "Group",
                        "cidrs: [{cidr: 10.1.0.0/28}]",
                        "warning: cidr \"10.1.0.0/28\" also matches the workloads web-1, web-2 (group \"x\")"),
                of(
                        "Group",
                        "cidrs: [{cidr: 10.0.0.0/8}]",
                        "warning: cidr \"10.0.0.0/8\" also matches the workloads app-1, app-2, client-1, db-1, dns-1"
                                + " and 2 more (group \"x\")"),
                of(
                        "Group",
                        "cidrs: [{cidr: 192.0.2.0/24}], state: {ingress: observe}",
                        "warning: state counts for selected workloads and members, and the group has none (group \"x\")"),
                of(
                        "SegmentationPolicy",
                        rule("from: [{group: nobody}], to: [{any: true}], services: [{protocol: any}]"),
                        "error: group \"nobody\" does not exist (rule \"r\")"),
                of(
                        "SegmentationPolicy",
                        rule(
                                "from: [{selector: {matchLabels: {role: x}}}], to: [{any: true}], services: [{protocol: any}]"),
                        "warning: the selector picks no workload (rule \"r\")"),
                of(
                        "SegmentationPolicy",
                        rule("from: [{any: true}], to: [{any: true}], services: [{protocol: TCP, port: postgre}]"),
                        "warning: no workload names a TCP port \"postgre\" (rule \"r\"): did you mean \"postgres\"?"),
                of(
                        "SegmentationPolicy",
                        rule("from: [{any: true}], to: [{any: true}], services: [{protocol: any}], inspect: none"),
                        "error: chain \"none\" does not exist (rule \"r\")"),
                of(
                        "SegmentationPolicy",
                        "tier: platform, order: 1, isolates: [{subjects: [{any: true}], direction: ingress}]",
                        "error: tier \"platform\" is only for policies of the platform: choose a tier of the domain"),
                new Case(
                        "SegmentationPolicy",
                        "name: x, domain: \"*\"",
                        "tier: baseline, order: 1, isolates: [{subjects: [{any: true}], direction: ingress}]",
                        "error: tier \"baseline\" is not for policies of the platform: leave it out, or write platform"),
                of(
                        "ServiceFunction",
                        "type: firewall, mode: container, instances: [{name: i, inside: fw-1-in, outside: fw-1-ot}]",
                        "error: port \"fw-1-ot\" does not exist (instance \"i\"): did you mean \"fw-1-out\"?"),
                of(
                        "ServiceFunction",
                        "type: firewall, mode: container, instances: [{name: i, inside: fw-1-in, outside: fw-1-in}]",
                        "error: port \"fw-1-in\" is used by \"x/i inside\" already: one port serves one side of one"
                                + " instance"),
                of(
                        "ServiceFunction",
                        "type: sensor, mode: container, instances: [{name: i, port: eth0}]",
                        "error: port \"eth0\" is the name of 7 ports of the domain (instance \"i\"): give the"
                                + " appliance's port a name of its own"),
                of("ServiceChain", "functions: [firewall]", "error: service function \"firewall\" does not exist"),
                of(
                        "VirtualTap",
                        "reason: r, expiresAfter: 1h, deliver: [{sensor: ids}], match: {from: [{any: true}], to:"
                                + " [{any: true}], services: [{protocol: any}]}",
                        "error: service function \"ids\" does not exist"),
                of(
                        "PolicyTest",
                        "connections: [{from: {workload: web-1}, to: {workload: db-1}, service: {protocol: TCP, port: 1},"
                                + " expect: denied, by: p/r}]",
                        "error: there is no \"p/r\" that could decide"),
                of(
                        "PolicyTest",
                        "connections: [{from: {address: 192.0.2.1}, to: {address: 192.0.2.2}, service: {protocol: TCP,"
                                + " port: 1}, expect: denied}]",
                        "error: neither address is a workload's: no end is here"),
                of(
                        "Workload",
                        "type: vm, ports: [{name: eth0, addresses: [10.1.0.11]}]",
                        "error: address \"10.1.0.11\" is that of port \"web-1/eth0\" too: several ports share an address"
                                + " only under virtualAddresses"),
                of(
                        "Workload",
                        "type: vm, ports: [{name: eth0, mac: \"02:00:00:00:01:11\"}]",
                        "error: mac \"02:00:00:00:01:11\" is that of port \"web-1/eth0\" too"),
                of(
                        "Workload",
                        "type: vm, ports: [{name: eth0, virtualAddresses: [10.1.0.11]}]",
                        "error: virtual address \"10.1.0.11\" is the own address of port \"web-1/eth0\": all ports that"
                                + " share it declare it under virtualAddresses"),
                of(
                        "Workload",
                        "type: vm, ports: [{name: a, edge: edge-1}]",
                        "error: port \"a\" is on an edge but has no mac: write its mac: frames are checked against it"),
                of("Workload", "type: vm, ports: [{name: a}, {name: a}]", "error: port \"a\" stands twice: rename one"),
                of(
                        "Workload",
                        "type: vm, namedPorts: [{name: dns, protocol: UDP, port: 53}, {name: dns, protocol: UDP, port: 54}]",
                        "error: named port \"dns\" stands twice for UDP: rename one"),
                new Case(
                        "Workload",
                        "name: web-1, domain: shop",
                        "type: vm",
                        "error: Workload shop/web-1 is another one in laboratory/acme.yaml:9:18: remove one, or make"
                                + " them equal"));
    }

    @ParameterizedTest
    @MethodSource("documents")
    void oneFinding(Case given) throws IOException {
        String document = "{apiVersion: damson.dev/v1, kind: " + given.kind() + ", metadata: {" + given.metadata()
                + "}, spec: {" + given.spec() + "}}";
        SourceResult inventory = PolicySource.read(
                "laboratory/acme.yaml", Files.readAllBytes(Path.of("../../examples/laboratory/acme.yaml")));
        SourceResult source = inventory.and(PolicySource.read("x.yaml", document));
        assertThat(source.problems()).isEmpty();

        assertThat(PolicyCheck.check(source.objects(), "acme", Inventory.COMPLETE))
                .extracting(FindingsTest::withoutPlace)
                .containsExactly(given.finding());
    }

    private static String withoutPlace(Problem problem) {
        return problem.toString().substring((problem.place() + ": ").length());
    }
}
