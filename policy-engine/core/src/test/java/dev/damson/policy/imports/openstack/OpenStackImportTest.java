package dev.damson.policy.imports.openstack;

import static org.assertj.core.api.Assertions.assertThat;

import dev.damson.policy.connect.Connectivity;
import dev.damson.policy.connect.ConnectivityOptions;
import dev.damson.policy.connect.Vocabulary;
import dev.damson.policy.imports.ImportOptions;
import dev.damson.policy.imports.Imported;
import dev.damson.policy.model.DomainSnapshot;
import dev.damson.policy.model.PolicySet;
import dev.damson.policy.source.ForeignFile;
import dev.damson.policy.source.Located;
import dev.damson.policy.source.Problem;
import dev.damson.policy.source.SourceObject;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** web (group w) at 10.0.0.1, db (group d) at 10.0.0.2 and fd00::2. */
class OpenStackImportTest {
    private static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");

    private static final String PORTS = """
            {"ports": [
              {"id": "p1", "name": "web", "mac_address": "fa:16:3e:00:00:01", "fixed_ips": [{"subnet_id": "s", "ip_address": "10.0.0.1"}], "security_groups": ["w"], "device_owner": "compute:nova", "port_security_enabled": true},
              {"id": "p2", "name": "db", "mac_address": "fa:16:3e:00:00:02", "fixed_ips": [{"ip_address": "10.0.0.2"}, {"ip_address": "fd00::2"}], "security_groups": ["d"]},
              {"id": "p3", "name": "", "mac_address": "fa:16:3e:00:00:03", "fixed_ips": [{"ip_address": "10.0.0.254"}], "security_groups": [], "device_owner": "network:router_interface"}
            ]}
            """;
    private static final String GROUPS = """
            {"security_groups": [
              {"id": "w", "name": "Web servers", "stateful": true, "security_group_rules": [
                {"id": "e4", "direction": "egress", "ethertype": "IPv4", "protocol": null, "port_range_min": null, "port_range_max": null, "remote_ip_prefix": null, "remote_group_id": null},
                {"id": "e6", "direction": "egress", "ethertype": "IPv6", "protocol": null}]},
              {"id": "d", "name": "db", "security_group_rules": [%s]}
            ]}
            """;

    private final List<ForeignFile> files = new ArrayList<>();

    private Imported read(String... texts) {
        var documents = new ArrayList<Located>();
        for (String text : texts) {
            var file = ForeignFile.read("neutron.json", text.getBytes(StandardCharsets.UTF_8));
            files.add(file);
            documents.addAll(file.documents());
        }
        assertThat(documents).allMatch(new OpenStackImport()::recognises);
        return new OpenStackImport().read(documents, new ImportOptions("openstack", false));
    }

    private static String connectivity(Imported imported) {
        var objects = imported.objects().stream().map(SourceObject::object).toList();
        var snapshot = DomainSnapshot.offline(PolicySet.of("tenant", "openstack", objects));
        return Connectivity.of(snapshot, new ConnectivityOptions(Vocabulary.EVERYTHING, false, NOW)).rows().stream()
                .filter(row -> row.dst().equals("openstack/db[vm]"))
                .map(row -> row.src() + ": " + row.connections())
                .collect(Collectors.joining("; "));
    }

    private static String rule(String fields) {
        return "{\"id\": \"r\", \"direction\": \"ingress\", " + fields + "}";
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\'',
            value = {
                "'' | ''",
                "\"ethertype\": \"IPv4\", \"protocol\": \"tcp\", \"port_range_min\": 5432, \"port_range_max\": 5433, \"remote_group_id\": \"w\" | openstack/web[vm]: TCP 5432-5433",
                "\"ethertype\": \"IPv4\", \"protocol\": \"tcp\", \"port_range_min\": 22, \"port_range_max\": 22, \"remote_ip_prefix\": \"10.0.0.0/24\" | 10.0.0.0-10.0.0.255: TCP 22; openstack/web[vm]: TCP 22",
                "\"ethertype\": \"IPv4\", \"protocol\": \"tcp\", \"port_range_min\": 22, \"port_range_max\": 22, \"remote_ip_prefix\": \"192.0.2.7\" | 192.0.2.7-192.0.2.7: TCP 22",
                "\"ethertype\": \"IPv4\", \"protocol\": \"udp\" | 0.0.0.0-255.255.255.255: UDP 1-65535; openstack/web[vm]: UDP 1-65535",
                "\"ethertype\": \"IPv6\", \"protocol\": \"udp\" | ::-ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff: UDP 1-65535",
                "\"ethertype\": \"IPv4\", \"protocol\": null | 0.0.0.0-255.255.255.255: All Connections; openstack/web[vm]: All Connections",
                "\"ethertype\": \"IPv4\", \"protocol\": \"icmp\", \"port_range_min\": 8, \"port_range_max\": 0, \"remote_group_id\": \"w\" | openstack/web[vm]: ICMP 8/0",
                "\"ethertype\": \"IPv4\", \"protocol\": \"icmp\", \"port_range_min\": 0, \"port_range_max\": null, \"remote_group_id\": \"w\" | openstack/web[vm]: ICMP 0",
                "\"ethertype\": \"IPv4\", \"protocol\": \"1\", \"remote_group_id\": \"w\" | openstack/web[vm]: ICMP",
                "\"ethertype\": \"IPv6\", \"protocol\": \"icmp\", \"port_range_min\": 128 | ::-ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff: ICMPv6 128",
                "\"ethertype\": \"IPv4\", \"protocol\": \"47\", \"remote_group_id\": \"w\" | openstack/web[vm]: protocol 47",
                "\"ethertype\": \"IPv4\", \"protocol\": \"vrrp\", \"remote_group_id\": \"d\" | ''",
            })
    void rulesAllowTheirMeaning(String fields, String expected) {
        var imported = read(PORTS, GROUPS.formatted(fields.isEmpty() ? "" : rule(fields)));

        assertThat(imported.leftOut()).isEmpty();
        assertThat(files).allMatch(file -> file.problems().isEmpty());
        assertThat(connectivity(imported)).isEqualTo(expected);
        assertThat(imported.ignored()).containsOnlyKeys("port of network:router_interface");
    }

    @Test
    void onlyOneFamilyOfAGroupIsTheAddressesItHas() {
        var imported = read(
                PORTS.replace(
                        "\"fixed_ips\": [{\"subnet_id\": \"s\", ", "\"fixed_ips\": [{\"ip_address\": \"fd00::1\"}, {"),
                GROUPS.formatted(
                        rule(
                                "\"ethertype\": \"IPv6\", \"protocol\": \"tcp\", \"port_range_min\": 80, \"port_range_max\": 80, \"remote_group_id\": \"w\"")));

        assertThat(connectivity(imported)).isEqualTo("openstack/web[vm]: TCP 80 over IPv6");
        assertThat(imported.warnings()).hasSize(1);
    }

    @Test
    void aPortWithoutPortSecurityIsOpen() {
        var imported = read(
                PORTS.replace("\"security_groups\": [\"d\"]", "\"port_security_enabled\": false"),
                GROUPS.formatted(""));

        assertThat(connectivity(imported)).contains("openstack/web[vm]: All Connections");
    }

    @Test
    void theCommandLinesTablesSayTheSame() {
        String ports = """
                [{"ID": "p1", "Name": "web", "MAC Address": "fa:16:3e:00:00:01", "Fixed IP Addresses": [{"subnet_id": "s", "ip_address": "10.0.0.1"}], "Status": "ACTIVE", "Security Groups": ["w"], "Device Owner": "compute:nova"},
                 {"ID": "p2", "Name": "db", "MAC Address": "fa:16:3e:00:00:02", "Fixed IP Addresses": [{"ip_address": "10.0.0.2"}], "Security Groups": ["d"]}]
                """;
        String groups = """
                [{"ID": "w", "Name": "web", "Description": "", "Project": "x", "Tags": []}, {"ID": "d", "Name": "db", "Description": "", "Project": "x", "Tags": []}]
                """;
        String rules = """
                [{"ID": "1", "IP Protocol": null, "Ethertype": "IPv4", "IP Range": "0.0.0.0/0", "Port Range": "", "Direction": "egress", "Remote Security Group": null, "Security Group": "w"},
                 {"ID": "2", "IP Protocol": "tcp", "Ethertype": "IPv4", "IP Range": "0.0.0.0/0", "Port Range": "80:81", "Direction": "ingress", "Remote Security Group": null, "Security Group": "d"},
                 {"ID": "3", "IP Protocol": "icmp", "Ethertype": "IPv4", "IP Range": "", "Port Range": "type=3:code=4", "Direction": "ingress", "Remote Security Group": "w", "Security Group": "d"}]
                """;
        String shown = """
                {"id": "d", "name": "db", "rules": "direction='ingress', ethertype='IPv4', id='4', port_range_max='443', port_range_min='443', protocol='tcp', remote_group_id='w'\\n"}
                """;

        assertThat(connectivity(read(ports, groups, rules)))
                .isEqualTo("0.0.0.0-255.255.255.255: TCP 80-81; openstack/web[vm]: ICMP 3/4,TCP 80-81");
        assertThat(connectivity(read(ports, groups, rules, shown)))
                .contains("openstack/web[vm]: ICMP 3/4,TCP 80-81,443");
    }

    @Test
    void whatCannotBeKeptIsNamed() {
        var imported = read(
                PORTS.replace(
                        "\"security_groups\": [\"d\"]",
                        "\"security_groups\": [\"d\"], \"allowed_address_pairs\": [{\"ip_address\": \"10.5.0.0/16\"}]"),
                GROUPS.formatted(rule(
                                        "\"ethertype\": \"IPv4\", \"protocol\": \"tcp\", \"remote_address_group_id\": \"a\"")
                                + ", "
                                + rule("\"ethertype\": \"IPv4\", \"protocol\": \"quic\"")
                                        .replace("\"r\"", "\"q\""))
                        .replace("\"stateful\": true", "\"stateful\": false"));

        assertThat(imported.leftOut())
                .extracting(Problem::message)
                .containsExactlyInAnyOrder(
                        "address pair \"10.5.0.0/16\" is not one address",
                        "security group \"web-servers\" is stateless: here replies pass without a rule",
                        "address group \"a\" is not in the files",
                        "protocol \"quic\" is not known");
        assertThat(imported.leftOut()).allMatch(problem -> problem.line() > 0 && problem.column() > 1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\'',
            value = {
                "\"ethertype\": \"IPv6\", \"remote_ip_prefix\": \"10.0.0.0/8\" | remote_ip_prefix \"10.0.0.0/8\" is not of ethertype IPv6",
                "\"remote_ip_prefix\": \"10.0.0.0/33\" | \"10.0.0.0/33\" is not a CIDR",
                "\"protocol\": \"tcp\", \"port_range_min\": 90, \"port_range_max\": 80 | the ports 90 to 80 are no range",
                "\"protocol\": \"tcp\", \"port_range_min\": 1, \"port_range_max\": 70000 | the ports 1 to 70000 are no range",
                "\"protocol\": \"tcp\", \"port_range_min\": \"http\" | port_range_min \"http\" is not a number from 0 to 65535",
                "\"protocol\": \"tcp\", \"Port Range\": \"80 to 90\" | port range \"80 to 90\" is not a range",
                "\"protocol\": \"icmp\", \"port_range_max\": 0 | an ICMP code stands without a type",
                "\"protocol\": \"icmp\", \"port_range_min\": 256 | ICMP type 256 code 0 is not between 0 and 255",
            })
    void whatNeutronRefusesIsNamedAndOpensNothing(String fields, String message) {
        var imported = read(PORTS, GROUPS.formatted(rule(fields)));

        assertThat(files)
                .flatExtracting(ForeignFile::problems)
                .extracting(Problem::message)
                .singleElement()
                .asString()
                .contains(message);
        assertThat(connectivity(imported)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\'',
            value = {
                "\"ethertype\": \"IPv5\" | ethertype \"IPv5\" is neither IPv4 nor IPv6",
                "\"protocol\": \"udplite\", \"port_range_min\": 1, \"port_range_max\": 2 | ports of protocol \"udplite\" are not told apart",
                "\"protocol\": \"256\" | protocol \"256\" is not known",
            })
    void whatHasNoCounterpartOpensNothing(String fields, String message) {
        var imported = read(PORTS, GROUPS.formatted(rule(fields)));

        assertThat(imported.leftOut()).extracting(Problem::message).containsExactly(message);
        assertThat(connectivity(imported)).isEmpty();
    }

    @Test
    void aRuleGivenTwiceIsOneRule() {
        String rule =
                rule("\"protocol\": \"tcp\", \"port_range_min\": 1, \"port_range_max\": 1, \"remote_group_id\": \"w\"");
        var imported = read(
                PORTS,
                GROUPS.formatted(rule),
                "{\"security_group_rules\": [" + rule.replace("{", "{\"security_group_id\": \"d\", ") + "]}");

        assertThat(imported.read()).containsEntry("security group rule", 3);
        assertThat(connectivity(imported)).isEqualTo("openstack/web[vm]: TCP 1");
    }

    @Test
    void aPortThatHidesItsGroupsIsNotTakenForClosed() {
        var imported =
                read(PORTS.replace("\"security_groups\": [\"d\"]", "\"status\": \"ACTIVE\""), GROUPS.formatted(""));

        assertThat(imported.leftOut())
                .extracting(Problem::message)
                .containsExactly("a port does not say its security groups");
    }
}
