package dev.damson.policy.trial;

import static org.assertj.core.api.Assertions.assertThat;

import dev.damson.policy.model.DomainSnapshot;
import dev.damson.policy.model.PolicyObject;
import dev.damson.policy.model.PolicySet;
import dev.damson.policy.source.PolicySource;
import dev.damson.policy.source.SourceResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TrialTest {
    private static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");

    private static List<PolicyObject> example(String file) throws IOException {
        return PolicySource.read(file, Files.readAllBytes(Path.of("../../examples", file)))
                .policyObjects();
    }

    private static DomainSnapshot shop(String test) throws IOException {
        var objects = new ArrayList<>(example("laboratory/acme.yaml"));
        SourceResult given = PolicySource.read("test.yaml", test);
        assertThat(given.problems()).isEmpty();
        objects.addAll(given.policyObjects());
        example("shop.yaml").stream()
                .filter(object ->
                        objects.stream().noneMatch(other -> other.key().equals(object.key())))
                .forEach(objects::add);
        return DomainSnapshot.offline(PolicySet.of("acme", "shop", objects).resolveExpiry(NOW));
    }

    @Test
    void theReferenceFilesOwnTestsHold() throws IOException {
        List<TrialResult> results = Trial.run(shop(""), NOW);

        assertThat(results).hasSize(4).allMatch(TrialResult::passed, "passed");
        assertThat(results.getFirst().title()).isEqualTo("client-1 to web-1, TCP 80 is allowed");
        assertThat(results.getFirst().flows()).as("IPv4 and IPv6").hasSize(2);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "from: {workload: client-1}, to: {workload: db-1}, service: {protocol: TCP, port: 5432}, expect: allowed | expected allowed, but it is denied by protect-db/nobody-else",
                "from: {workload: app-1}, to: {workload: db-1}, service: {protocol: TCP, port: postgres}, expect: denied | expected denied, but it is allowed by protect-db/app-to-db",
                "from: {workload: app-1}, to: {workload: db-1}, service: {protocol: TCP, port: postgres}, expect: allowed, by: default | expected it to be decided by default, but it is allowed by protect-db/app-to-db",
                "from: {workload: app-1}, to: {workload: db-1}, service: {protocol: TCP, port: 5432}, expect: allowed, through: inspected | expected it to go through inspected, but it goes straight",
                "from: {workload: web-9}, to: {workload: db-1}, service: {protocol: TCP, port: 1}, expect: denied | workload \"web-9\" is not given",
                "from: {workload: app-1}, to: {workload: web-1}, service: {protocol: TCP, port: postgres}, expect: denied | the destination names no port \"TCP postgres\"",
                "from: {address: 192.0.2.1}, to: {address: 192.0.2.2}, service: {protocol: TCP, port: 1}, expect: denied | neither 192.0.2.1 nor 192.0.2.2 is a workload's",
                "from: {address: 10.1.0.11}, to: {workload: app-1}, service: {protocol: ICMPv6, type: 128}, expect: denied | the two have no addresses of one family for it",
                "from: {workload: web-1}, to: {workload: app-1}, service: {protocol: ICMP, type: 8}, expect: allowed, by: three-tiers/ping | ''",
                "from: {workload: web-1}, to: {workload: dns-1}, service: {protocol: UDP, port: 53}, expect: allowed, by: three-tiers/names | ''",
                "from: {address: 10.1.0.11}, to: {address: 10.1.0.21}, service: {protocol: TCP, port: 8080}, expect: allowed, through: inspected | ''",
            })
    void oneExpectation(String connection, String failure) throws IOException {
        DomainSnapshot snapshot =
                shop("{apiVersion: damson.dev/v1, kind: PolicyTest, metadata: {name: one, domain: shop},"
                        + " spec: {connections: [{" + connection + "}]}}");

        assertThat(Trial.run(snapshot, NOW))
                .filteredOn(result -> result.test().name().equals("one"))
                .singleElement()
                .extracting(TrialResult::failure)
                .isEqualTo(failure);
    }

    @Test
    void aTestHoldsWhatIsPending() throws IOException {
        String observed = "{apiVersion: damson.dev/v1, kind: Domain, metadata: {name: shop},"
                + " spec: {default: deny, state: {ingress: observe, egress: observe}}}";
        var objects = new ArrayList<>(shop("").policies().objects());
        objects.removeIf(object -> object.name().equals("shop"));
        objects.addAll(PolicySource.read("d", observed).policyObjects());

        List<TrialResult> results = Trial.run(DomainSnapshot.offline(PolicySet.of("acme", "shop", objects)), NOW);

        assertThat(results).hasSize(4).allMatch(TrialResult::passed, "passed");
    }
}
