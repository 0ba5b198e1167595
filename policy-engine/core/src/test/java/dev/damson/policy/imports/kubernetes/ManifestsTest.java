package dev.damson.policy.imports.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.damson.policy.connect.Parties;
import dev.damson.policy.model.NamedPort;
import dev.damson.policy.model.Workload;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Workloads and namespaces, however their manifests are written down. */
class ManifestsTest {
    private static List<Workload> workloads(Cluster cluster) {
        return cluster.snapshot().policies().workloads();
    }

    private static List<String> titles(Cluster cluster) {
        return workloads(cluster).stream().map(Parties::title).toList();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "v1 | Pod | spec: {}",
                "apps/v1 | Deployment | spec: {replicas: 0, template: {spec: {}}}",
                "apps/v1 | ReplicaSet | spec: {template: {spec: {}}}",
                "apps/v1 | StatefulSet | spec: {template: {spec: {}}}",
                "apps/v1 | DaemonSet | spec: {template: {spec: {}}}",
                "batch/v1 | Job | spec: {template: {spec: {}}}",
                "batch/v1 | CronJob | spec: {jobTemplate: {spec: {template: {spec: {}}}}}",
                "v1 | ReplicationController | spec: {template: {spec: {}}}",
                "extensions/v1beta1 | Deployment | spec: {template: {spec: {}}}",
            })
    void everyKindThatMakesPodsIsAWorkload(String version, String kind, String spec) {
        String one =
                "{apiVersion: " + version + ", kind: " + kind + ", metadata: {name: a, namespace: n}, " + spec + "}";
        String bare = "{metadata: {name: a, namespace: n}, " + spec + "}";

        for (String manifest : List.of(
                one,
                "---\n---\n" + one + "\n---\n# nothing\n",
                "[" + one + "]",
                "{apiVersion: v1, kind: List, items: [" + one + "]}",
                "{apiVersion: v1, kind: List, items: [{apiVersion: v1, kind: List, items: [" + one + "]}]}",
                "{apiVersion: " + version + ", kind: " + kind + "List, items: [" + bare + "]}")) {
            assertThat(titles(Cluster.only(manifest))).as(manifest).containsExactly("n/a[" + kind + "]");
        }
    }

    @Test
    void withoutANamespaceItIsTheDefaultOne() {
        var cluster = Cluster.only("{apiVersion: v1, kind: Pod, metadata: {name: a, labels: {x: y}}}");

        assertThat(titles(cluster)).containsExactly("default/a[Pod]");
        assertThat(workloads(cluster).getFirst().labels().get("namespace.kubernetes.io/metadata.name"))
                .hasValue("default");
    }

    @Test
    void aNamespacesOwnNameCountsWhateverItsManifestSays() {
        var cluster = Cluster.only("""
                {apiVersion: v1, kind: Namespace, metadata: {name: n, labels: {team: red, kubernetes.io/metadata.name: other}}}
                ---
                {apiVersion: v1, kind: Pod, metadata: {name: a, namespace: n}}
                """);

        assertThat(workloads(cluster).getFirst().labels().get("namespace.kubernetes.io/metadata.name"))
                .hasValue("n");
        assertThat(workloads(cluster).getFirst().labels().get("namespace/team")).hasValue("red");
    }

    @Test
    void aLongNameIsShownWhole() {
        String name = "a".repeat(100);

        assertThat(titles(Cluster.only("{apiVersion: v1, kind: Pod, metadata: {name: " + name + "}}")))
                .containsExactly("default/" + name + "[Pod]");
    }

    @Test
    void portsHaveTheNamesOfContainersThatStay() {
        var cluster = Cluster.only("""
                apiVersion: v1
                kind: Pod
                metadata: {name: a}
                spec:
                  containers:
                    - {name: one, ports: [{name: web, containerPort: 80}, {name: dns, containerPort: 53, protocol: UDP}]}
                    - {name: two, ports: [{name: dns, containerPort: 5353}, {containerPort: 99}]}
                  initContainers:
                    - {name: proxy, restartPolicy: Always, ports: [{name: admin, containerPort: 9901}]}
                    - {name: once, ports: [{name: never, containerPort: 1}]}
                """);

        assertThat(workloads(cluster).getFirst().namedPorts())
                .extracting(NamedPort::name)
                .containsExactlyInAnyOrder("web", "dns", "dns", "admin");
    }

    @Test
    void whatIsNoManifestIsNotReadAndTold() {
        var cluster = Cluster.only("""
                {apiVersion: v1, kind: Pod, metadata: {name: a}}
                ---
                replicas: 3
                """);

        assertThat(titles(cluster)).containsExactly("default/a[Pod]");
        assertThat(cluster.warnings())
                .containsExactly("cluster.yaml:3:1: warning: a document without a kind is not read");
    }
}
