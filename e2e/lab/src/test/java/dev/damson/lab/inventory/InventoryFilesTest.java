package dev.damson.lab.inventory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.damson.lab.LaboratoryFixture;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class InventoryFilesTest {
    @TempDir
    private Path folder = Path.of("");

    @Test
    void readsBothTenantsOfTheExample() {
        var inventory = LaboratoryFixture.shops();
        assertThat(inventory.tenants()).containsExactly("acme", "globex");
        assertThat(inventory.workload("acme", "db-1").addresses())
                .containsExactly(InetAddress.ofLiteral("10.1.0.31"), InetAddress.ofLiteral("fd00:1::31"));
        assertThat(inventory.workload("globex", "db-1").addresses())
                .isEqualTo(inventory.workload("acme", "db-1").addresses());
        assertThat(inventory.of("acme", "web")).extracting(LabWorkload::name).containsExactly("web-1", "web-2");
    }

    @Test
    void takesAWorkloadWithoutAddressesForAnAppliance() {
        var inventory = LaboratoryFixture.shops();
        assertThat(inventory.workloads().stream().filter(LabWorkload::isAppliance))
                .extracting(LabWorkload::name)
                .contains("fw-1");
    }

    @ParameterizedTest
    @CsvSource({
        "web-1, '', has no mac",
        "web-1, 'mac: \"02:00\",', 02:00",
        "a-name-too-long, 'mac: \"02:00:00:00:01:11\",', \"acme-a-name-too-long\" is longer than 15 characters",
    })
    void saysWhatIsWrongAndWhere(String name, String mac, String message) throws IOException {
        var file = folder.resolve("acme.yaml");
        Files.writeString(file, workload(name, mac));
        assertThatThrownBy(() -> InventoryFiles.read(folder))
                .isInstanceOf(IOException.class)
                .hasMessageContaining(message)
                .hasMessageStartingWith(file + ":");
    }

    @Test
    void wantsAtLeastOneTenant() {
        assertThatThrownBy(() -> InventoryFiles.read(folder)).hasMessageContaining("\"" + folder + "\"");
    }

    private static String workload(String name, String mac) {
        return """
                apiVersion: damson.dev/v1
                kind: Workload
                metadata: {name: %s, domain: shop, labels: {role: web}}
                spec:
                  type: container
                  ports: [{name: eth0, edge: edge-1, %s addresses: [10.1.0.11]}]
                """.formatted(name, mac);
    }
}
