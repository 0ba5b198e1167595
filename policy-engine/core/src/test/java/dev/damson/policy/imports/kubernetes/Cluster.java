package dev.damson.policy.imports.kubernetes;

import dev.damson.policy.connect.Connectivity;
import dev.damson.policy.connect.ConnectivityOptions;
import dev.damson.policy.connect.Vocabulary;
import dev.damson.policy.imports.ImportOptions;
import dev.damson.policy.imports.Imported;
import dev.damson.policy.model.DomainSnapshot;
import dev.damson.policy.model.PolicySet;
import dev.damson.policy.source.ForeignFile;
import dev.damson.policy.source.Problem;
import dev.damson.policy.source.SourceObject;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Manifests as one file. {@link #PODS} are x/a and x/b with a named port in namespace x (team: red), y/a in y (team:
 * blue), and bare/none without labels in a namespace that no manifest describes.
 */
final class Cluster {
    static final String PODS = """
            apiVersion: v1
            kind: Namespace
            metadata: {name: x, labels: {team: red}}
            ---
            apiVersion: v1
            kind: Namespace
            metadata: {name: y, labels: {team: blue}}
            ---
            apiVersion: apps/v1
            kind: Deployment
            metadata: {name: a, namespace: x}
            spec:
              template:
                metadata: {labels: {pod: a}}
                spec: {containers: [{name: c, ports: [{name: web, containerPort: 8080}, {name: dns, containerPort: 53, protocol: UDP}]}]}
            ---
            apiVersion: apps/v1
            kind: StatefulSet
            metadata: {name: b, namespace: x}
            spec:
              template:
                metadata: {labels: {pod: b}}
                spec: {containers: [{name: c, ports: [{name: web, containerPort: 80}]}]}
            ---
            apiVersion: v1
            kind: Pod
            metadata: {name: a, namespace: y, labels: {pod: a}}
            spec: {containers: [{name: c}]}
            status: {podIP: 10.9.0.3}
            ---
            apiVersion: batch/v1
            kind: Job
            metadata: {name: none, namespace: bare}
            spec: {template: {spec: {containers: [{name: c}]}}}
            """;

    private static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");

    private final ForeignFile file;
    private final Imported imported;

    private Cluster(String manifests, boolean addresses) {
        file = ForeignFile.read("cluster.yaml", manifests.getBytes(StandardCharsets.UTF_8));
        imported = new KubernetesImport().read(file.documents(), new ImportOptions("kubernetes", addresses));
    }

    static Cluster of(String manifests) {
        return new Cluster(PODS + "---\n" + manifests, false);
    }

    static Cluster withAddresses(String manifests) {
        return new Cluster(PODS + "---\n" + manifests, true);
    }

    static Cluster only(String manifests) {
        return new Cluster(manifests, false);
    }

    List<String> problems() {
        return file.problems().stream().map(Problem::toString).toList();
    }

    List<String> leftOut() {
        return imported.leftOut().stream().map(Problem::toString).toList();
    }

    List<String> warnings() {
        return imported.warnings().stream().map(Problem::toString).toList();
    }

    Imported imported() {
        return imported;
    }

    DomainSnapshot snapshot() {
        return DomainSnapshot.offline(PolicySet.of(
                "tenant",
                "kubernetes",
                imported.objects().stream().map(SourceObject::object).toList()));
    }

    List<Connectivity.Row> rows() {
        return Connectivity.of(snapshot(), new ConnectivityOptions(Vocabulary.PORTS, false, NOW))
                .rows();
    }

    /** {@code src > dst: connections}, a line each; only what enters {@code dst}. */
    String into(String dst) {
        return rows().stream()
                .filter(row -> row.dst().startsWith(dst + "["))
                .map(Cluster::line)
                .collect(Collectors.joining("\n"));
    }

    /** Only what leaves {@code src}. */
    String from(String src) {
        return rows().stream()
                .filter(row -> row.src().startsWith(src + "["))
                .map(Cluster::line)
                .collect(Collectors.joining("\n"));
    }

    private static String line(Connectivity.Row row) {
        return row.src() + " > " + row.dst() + ": " + row.connections();
    }
}
