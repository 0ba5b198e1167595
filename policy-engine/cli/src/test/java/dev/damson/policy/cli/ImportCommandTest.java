package dev.damson.policy.cli;

import static dev.damson.policy.cli.Cli.run;
import static org.assertj.core.api.Assertions.assertThat;

import dev.damson.policy.cli.Cli.Ran;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImportCommandTest {
    @TempDir
    private Path folder;

    private Path file(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }

    @BeforeEach
    void manifests() throws IOException {
        file("pods.yaml", """
                apiVersion: v1
                kind: Namespace
                metadata: {name: shop, labels: {team: red}}
                ---
                apiVersion: apps/v1
                kind: Deployment
                metadata: {name: web, namespace: shop}
                spec: {template: {metadata: {labels: {app: web}}, spec: {containers: [{ports: [{name: http, containerPort: 8080}]}]}}}
                ---
                apiVersion: v1
                kind: Pod
                metadata: {name: db, namespace: shop, labels: {app: db}}
                status: {podIP: 10.1.0.7}
                ---
                apiVersion: v1
                kind: ConfigMap
                metadata: {name: settings}
                """);
        file("policy.yaml", """
                apiVersion: networking.k8s.io/v1
                kind: NetworkPolicy
                metadata: {name: web, namespace: shop}
                spec:
                  podSelector: {matchExpressions: [{key: app, operator: In, values: [web]}]}
                  ingress: [{from: [{namespaceSelector: {matchLabels: {team: red}}}, {ipBlock: {cidr: 10.0.0.0/8, except: [10.9.0.0/16]}}], ports: [{port: http}, {protocol: UDP, port: 53, endPort: 54}]}]
                ---
                apiVersion: policy.networking.k8s.io/v1alpha1
                kind: BaselineAdminNetworkPolicy
                metadata: {name: default}
                spec: {subject: {namespaces: {}}, ingress: [{action: Deny, from: [{namespaces: {}}]}]}
                """);
    }

    @Test
    void whatIsWrittenMeansTheSame() throws IOException {
        Ran imported = run("import", "--pod-addresses", folder.toString());
        Path written = file("native.txt", imported.out());

        assertThat(imported.code()).isZero();
        assertThat(imported.err())
                .endsWith("kubernetes: read 1 BaselineAdminNetworkPolicy, 1 Deployment, 1 Namespace, 1 NetworkPolicy,"
                        + " 1 Pod; left alone 1 ConfigMap; not kept: 0\n");
        assertThat(run("check", written.toString()).code()).as(imported.out()).isZero();
        assertThat(run("connectivity", written.toString(), "--output", "json").out())
                .isEqualTo(run("connectivity", "--pod-addresses", folder.toString(), "--output", "json")
                        .out());
        assertThat(run("format", "--check", written.toString()).code()).isZero();
    }

    @Test
    void nothingIsWrittenWhileSomethingIsLost() throws IOException {
        file("names.yaml", """
                apiVersion: policy.networking.k8s.io/v1alpha1
                kind: AdminNetworkPolicy
                metadata: {name: names}
                spec: {priority: 1, subject: {namespaces: {}}, egress: [{action: Allow, to: [{domainNames: [a.example]}]}]}
                """);

        Ran refused = run("import", folder.toString());
        Ran anyway = run("import", "--anyway", folder.toString());
        Ran json = run("import", "--output", "json", folder.toString());

        assertThat(refused.code()).isEqualTo(1);
        assertThat(refused.out()).isEmpty();
        assertThat(refused.err())
                .contains("names.yaml:4:92: error: domainNames")
                .contains("not kept: 1");
        assertThat(anyway.code()).isZero();
        assertThat(anyway.out()).contains("kind: SegmentationPolicy");
        assertThat(json.code()).isEqualTo(1);
        assertThat(json.out()).contains("\"notKept\": [").contains("\"objects\": []");
    }

    @Test
    void whatLiesBesideManifestsIsTold() throws IOException {
        file("values.yaml", "replicas: 3\n");

        assertThat(run("connectivity", folder.toString()).code()).isZero();
        assertThat(run("check", folder.toString()).out())
                .contains("values.yaml:1:1: warning: the file holds no objects and is not read");
        assertThat(run("check", folder.resolve("values.yaml").toString()).code())
                .as("a file that was asked for is read")
                .isEqualTo(1);
    }

    @Test
    void ourOwnFilesAreNotImported() {
        assertThat(run("import", Cli.SHOP).code()).isEqualTo(2);
    }
}
