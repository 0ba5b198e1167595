package dev.damson.policy.cli;

import static dev.damson.policy.cli.Cli.ACME;
import static dev.damson.policy.cli.Cli.SHOP;
import static dev.damson.policy.cli.Cli.run;
import static org.assertj.core.api.Assertions.assertThat;

import dev.damson.policy.cli.Cli.Ran;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConnectivityCommandTest {
    @TempDir
    private Path folder;

    private Path file(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }

    @Test
    void connectivityIsToldAsTableGraphAndJson() {
        Ran table = run("connectivity", SHOP, ACME);
        Ran graph = run("connectivity", SHOP, ACME, "--output", "mermaid");
        Ran json = run("connectivity", SHOP, ACME, "--output", "json");

        assertThat(table.code()).isZero();
        assertThat(table.out().lines().toList())
                .startsWith("SOURCE                     DESTINATION            CONNECTIONS")
                .contains(
                        "203.0.113.0-203.0.113.127  shop/web-1[container]  TCP 80,8000-8010",
                        "shop/web-1[container]      shop/app-1[container]  ICMP 8,ICMPv6 128,TCP 8080",
                        "shop/app-1[container]      shop/db-1[container]   TCP 5432");
        assertThat(graph.out()).startsWith("flowchart LR\n").contains("[\"db-1[container]\"]");
        assertThat(json.out())
                .startsWith("[\n  {\n    \"src\": \"203.0.113.0-203.0.113.127\",\n")
                .contains("\"dst\": \"shop/db-1[container]\",\n    \"conn\": \"TCP 5432\"");
    }

    @Test
    void diffTellsWhatOpensAndCloses() throws IOException {
        Path changed = file(
                "shop.yaml",
                Files.readString(Path.of(SHOP))
                        .replace("8000-8010", "8000-8020")
                        .replace("port: 8080}]", "port: 81}]"));

        Ran same = run("diff", SHOP, SHOP, "--with", ACME);
        Ran text = run("diff", SHOP, changed.toString(), "--with", ACME);
        Ran json = run("diff", SHOP, changed.toString(), "--with", ACME, "--output", "json");

        assertThat(same).isEqualTo(new Ran(0, "nothing opens and nothing closes\n", ""));
        assertThat(text.out()).isEqualTo("""
                SOURCE                     DESTINATION  OPENS          CLOSES
                203.0.113.0-203.0.113.127  group web    TCP 8011-8020  -
                group web                  group app    TCP 81         TCP 8080
                shop/client-1[container]   group web    TCP 8011-8020  -
                """);
        assertThat(json.out()).contains("\"change\": \"changes\"").contains("\"opens\": \"TCP 81\"");
    }

    @Test
    void aFolderOfManifestsIsReadAsItIs() throws IOException {
        file("pods.yaml", """
                apiVersion: apps/v1
                kind: Deployment
                metadata: {name: web, namespace: shop}
                spec: {template: {metadata: {labels: {app: web}}, spec: {containers: []}}}
                ---
                apiVersion: v1
                kind: Pod
                metadata: {name: db, namespace: shop, labels: {app: db}}
                """);
        file("policy.yaml", """
                apiVersion: networking.k8s.io/v1
                kind: NetworkPolicy
                metadata: {name: db, namespace: shop}
                spec:
                  podSelector: {matchLabels: {app: db}}
                  policyTypes: [Ingress, Egress]
                  ingress: [{from: [{podSelector: {matchLabels: {app: web}}}], ports: [{port: 5432}]}]
                """);

        Ran ran = run("connectivity", folder.toString(), "--output", "json");

        assertThat(ran).isEqualTo(new Ran(0, """
                [
                  {
                    "src": "0.0.0.0-255.255.255.255",
                    "dst": "shop/web[Deployment]",
                    "conn": "All Connections"
                  },
                  {
                    "src": "shop/web[Deployment]",
                    "dst": "0.0.0.0-255.255.255.255",
                    "conn": "All Connections"
                  },
                  {
                    "src": "shop/web[Deployment]",
                    "dst": "shop/db[Pod]",
                    "conn": "TCP 5432"
                  }
                ]
                """, ""));
        assertThat(run("check", "--from", "kubernetes", folder.toString()).code())
                .isZero();
    }

    @Test
    void whatAnImportCannotKeepIsNamed() throws IOException {
        Path file = file("p.yaml", """
                apiVersion: policy.networking.k8s.io/v1alpha1
                kind: AdminNetworkPolicy
                metadata: {name: names}
                spec: {priority: 1, subject: {namespaces: {}}, egress: [{action: Allow, to: [{domainNames: [a.example]}]}]}
                """);
        String named = file
                + ":4:92: error: domainNames name peers by DNS, which the data path does not see (AdminNetworkPolicy \"names\"): name networks\n";

        assertThat(run("connectivity", file.toString()).code()).isZero();
        assertThat(run("connectivity", file.toString()).err()).startsWith(named);
        assertThat(run("check", file.toString()).code()).isEqualTo(1);
        assertThat(run("check", file.toString()).out()).isEqualTo(named);
    }
}
