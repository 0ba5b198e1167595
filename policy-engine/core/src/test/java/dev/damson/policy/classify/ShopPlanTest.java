package dev.damson.policy.classify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.damson.policy.interpret.Flow;
import dev.damson.policy.interpret.FlowService;
import dev.damson.policy.model.DomainSnapshot;
import dev.damson.policy.model.End;
import dev.damson.policy.model.IpAddress;
import dev.damson.policy.model.IpFamily;
import dev.damson.policy.model.PolicyObject;
import dev.damson.policy.model.PolicySet;
import dev.damson.policy.model.Transport;
import dev.damson.policy.source.PolicySource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The reference file in the laboratory's inventory. */
class ShopPlanTest {
    private static final Instant COMMIT = Instant.parse("2026-11-20T12:00:00Z");
    private static DomainSnapshot shop;
    private static final Map<IpAddress, String> owners = new HashMap<>();
    private static Comparison comparison;

    @BeforeAll
    static void compile() throws IOException {
        shop = shop();
        comparison = new Comparison(shop);
        for (var workload : shop.policies().workloads()) {
            workload.allAddresses().forEach(address -> owners.put(address, workload.name()));
        }
    }

    private static DomainSnapshot shop() throws IOException {
        var objects = new LinkedHashMap<Object, PolicyObject>();
        for (var file : List.of("../../examples/laboratory/acme.yaml", "../../examples/shop.yaml")) {
            for (var object :
                    PolicySource.read(file, Files.readString(Path.of(file))).policyObjects()) {
                objects.put(object.key(), object);
            }
        }
        return DomainSnapshot.offline(
                PolicySet.of("acme", "shop", objects.values()).resolveExpiry(COMMIT));
    }

    @Test
    void everyPairAndServiceIsJudgedAsTheInterpreterDoes() {
        var addresses = new ArrayList<IpAddress>();
        shop.policies().workloads().forEach(workload -> addresses.addAll(workload.allAddresses()));
        for (var outside : List.of("203.0.113.1", "203.0.113.200", "198.51.100.7", "10.1.0.99", "2001:db8::1")) {
            addresses.add(IpAddress.parse(outside));
        }
        int flows = 0;
        for (var source : addresses) {
            for (var destination : addresses) {
                if (source.family() != destination.family()) {
                    continue;
                }
                for (var service : services(source.family())) {
                    for (var days : List.of(0, 30)) {
                        flows += compare(source, destination, service, COMMIT.plus(Duration.ofDays(days)));
                    }
                }
            }
        }
        assertThat(flows).isGreaterThan(30_000);
    }

    private static int compare(IpAddress source, IpAddress destination, FlowService service, Instant now) {
        var from = Optional.ofNullable(owners.get(source));
        var to = Optional.ofNullable(owners.get(destination));
        if (from.isEmpty() && to.isEmpty()) {
            return 0;
        }
        var lines = comparison.compare(new Flow(source, destination, service, from, to, now));
        assertThat(lines.planned())
                .as("%s to %s %s at %s", source, destination, service, now)
                .isEqualTo(lines.meant());
        return 1;
    }

    private static List<FlowService> services(IpFamily family) {
        var services = new ArrayList<FlowService>();
        for (var transport : Transport.values()) {
            for (int port : List.of(0, 52, 53, 54, 79, 80, 81, 5432, 7999, 8000, 8010, 8011, 8080, 65_535)) {
                services.add(new FlowService.ToPort(transport, port));
            }
        }
        for (int type : List.of(0, 7, 8, 9, 128, 255)) {
            services.add(new FlowService.Icmp(family, type, 0));
            services.add(new FlowService.Icmp(family, type, 255));
        }
        services.add(new FlowService.Other(family == IpFamily.IPV4 ? 58 : 1));
        services.add(new FlowService.Other(47));
        return services;
    }

    @ParameterizedTest
    @CsvSource({
        "client-1, web-1, 80, ALLOW three-tiers/clients-to-web",
        "client-1, web-1, 8004, ALLOW three-tiers/clients-to-web",
        "web-1, app-2, 8080, ALLOW three-tiers/web-to-app inspected web-app",
        "client-1, db-1, 5432, DENY protect-db/nobody-else",
        "app-1, db-1, 5432, ALLOW protect-db/app-to-db",
        "app-1, db-1, 5433, DENY protect-db/nobody-else",
        "web-1, client-1, 80, DENY default",
    })
    void saysWhatTheFileSays(String source, String destination, int port, String expected) {
        var policies = shop.policies();
        var flow = Flow.between(
                policies,
                policies.workload(source).orElseThrow().allAddresses().getFirst(),
                policies.workload(destination).orElseThrow().allAddresses().getFirst(),
                new FlowService.ToPort(Transport.TCP, port),
                COMMIT);
        var reader = comparison.reader();
        var record = reader.record(flow, End.SOURCE);
        var words = List.of(
                record.enforced().name(),
                reader.rule(record.rule()),
                reader.chain(record),
                reader.taps(record, COMMIT));
        assertThat(String.join(" ", words).strip()).isEqualTo(expected);
    }

    @Test
    void workloadsWithoutADifferenceShareIdentityAndProfile() {
        var plan = comparison.reader().plan;
        assertThat(plan.identities().stream()
                        .filter(name -> !name.workloads().isEmpty())
                        .map(name -> name.groups() + " " + name.workloads()))
                .containsExactly(
                        "[web] [web-1, web-2]",
                        "[app] [app-1, app-2]",
                        "[db] [db-1]",
                        "[clients] [client-1]",
                        "[] [dns-1]",
                        "[] [fw-1]");
        assertThat(plan.chains().getFirst().functions()).containsExactly(0);
        assertThat(plan.functions().getFirst().instances())
                .extracting(instance -> instance.insidePort() + " " + instance.outsidePort())
                .containsExactly("fw-1/fw-1-in fw-1/fw-1-out");
    }

    @Test
    void anExceptionIsAHole() {
        var reader = comparison.reader();
        assertThat(reader.identity(IpAddress.parse("203.0.113.127"))).isNotZero();
        assertThat(reader.identity(IpAddress.parse("203.0.113.128"))).isZero();
        assertThat(reader.identity(IpAddress.parse("198.51.100.1"))).isZero();
    }

    @Test
    void theSameInputGivesTheSamePlan() throws IOException {
        assertThat(Classifier.classify(shop())).isEqualTo(comparison.reader().plan);
    }
}
