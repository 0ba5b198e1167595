package dev.damson.policy.imports.kubernetes;

import dev.damson.policy.connect.Parties;
import dev.damson.policy.imports.Draft;
import dev.damson.policy.model.IpAddress;
import dev.damson.policy.model.Labels;
import dev.damson.policy.model.Metadata;
import dev.damson.policy.model.NamedPort;
import dev.damson.policy.model.StateSpec;
import dev.damson.policy.model.Transport;
import dev.damson.policy.model.Workload;
import dev.damson.policy.model.WorkloadPort;
import dev.damson.policy.model.WorkloadType;
import dev.damson.policy.source.Located;
import dev.damson.policy.source.Names;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** Pods, and whatever makes pods, as workloads; pods of one controller that nothing tells apart are one workload. */
final class Pods {
    private static final List<String> TEMPLATED =
            List.of("Deployment", "ReplicaSet", "StatefulSet", "DaemonSet", "Job", "ReplicationController");

    private final Draft draft;
    private final LabelMapping labels;
    private final Map<String, SortedMap<String, String>> namespaces = new HashMap<>();
    private final Map<Same, Found> found = new LinkedHashMap<>();

    /** What one workload is. */
    private record Same(
            String namespace, String name, String kind, SortedMap<String, String> labels, List<NamedPort> ports) {}

    private record Found(Located where, Set<IpAddress> addresses) {}

    Pods(Draft draft, LabelMapping labels) {
        this.draft = draft;
        this.labels = labels;
    }

    static boolean areMadeBy(String kind) {
        return kind.equals("Pod") || kind.equals("CronJob") || TEMPLATED.contains(kind);
    }

    void namespace(Resource resource) {
        var given = resource.metadata().flatMap(metadata -> metadata.at("labels"));
        var all = new TreeMap<>(labels.labels(given));
        all.put(LabelMapping.NAMESPACE_NAME, resource.name());
        namespaces.put(resource.name(), all);
    }

    void add(Resource resource) {
        if (resource.name().isEmpty()
                && resource.metadata()
                        .flatMap(metadata -> metadata.at("generateName"))
                        .isEmpty()) {
            resource.root().error("", resource.kind() + " has no metadata.name", "");
            return;
        }
        var template = template(resource);
        var spec = template.flatMap(part -> part.at("spec"));
        var metadata = template.flatMap(part -> part.at("metadata"));
        boolean pod = resource.kind().equals("Pod");
        var owner = pod ? owner(resource) : Optional.<Located>empty();
        String name = owner.flatMap(reference -> reference.at("name"))
                .flatMap(Located::scalar)
                .orElse(resource.name());
        String kind = owner.flatMap(reference -> reference.at("kind"))
                .flatMap(Located::scalar)
                .orElse(resource.kind());
        spec.flatMap(given -> given.at("hostNetwork"))
                .filter(value -> value.scalar().filter("true"::equals).isPresent())
                .ifPresent(value -> draft.warn(
                        value,
                        resource.title() + " uses its host's network, where Kubernetes' policies do not reach it",
                        "here it is judged like any other pod"));
        var same = new Same(
                resource.namespace(),
                name,
                kind,
                labels.labels(metadata.flatMap(given -> given.at("labels"))),
                spec.map(this::ports).orElse(List.of()));
        found.computeIfAbsent(same, added -> new Found(resource.root(), new LinkedHashSet<>()))
                .addresses()
                .addAll(pod ? addresses(resource) : List.of());
    }

    private static Optional<Located> template(Resource resource) {
        return switch (resource.kind()) {
            case "Pod" -> Optional.of(resource.root());
            case "CronJob" ->
                resource.spec()
                        .flatMap(spec -> spec.at("jobTemplate"))
                        .flatMap(job -> job.at("spec"))
                        .flatMap(spec -> spec.at("template"));
            default -> resource.spec().flatMap(spec -> spec.at("template"));
        };
    }

    private static Optional<Located> owner(Resource pod) {
        return pod.metadata()
                .flatMap(metadata -> metadata.at("ownerReferences"))
                .filter(Located::isList)
                .flatMap(list -> list.itemsOrNone().stream()
                        .filter(reference -> reference
                                .at("controller")
                                .flatMap(Located::scalar)
                                .filter("true"::equals)
                                .isPresent())
                        .findFirst())
                .filter(reference -> reference
                        .at("kind")
                        .flatMap(Located::scalar)
                        .filter("Node"::equals)
                        .isEmpty());
    }

    private List<IpAddress> addresses(Resource pod) {
        var status = pod.root().at("status");
        var all = new LinkedHashSet<IpAddress>();
        status.flatMap(given -> given.at("podIP"))
                .flatMap(Located::scalar)
                .flatMap(IpAddress::find)
                .ifPresent(all::add);
        status.flatMap(given -> given.at("podIPs"))
                .filter(Located::isList)
                .ifPresent(list -> list.itemsOrNone()
                        .forEach(item -> item.at("ip")
                                .flatMap(Located::scalar)
                                .flatMap(IpAddress::find)
                                .ifPresent(all::add)));
        return List.copyOf(all);
    }

    private List<NamedPort> ports(Located spec) {
        var ports = new ArrayList<NamedPort>();
        for (String field : List.of("containers", "initContainers")) {
            spec.at(field)
                    .filter(Located::isList)
                    .ifPresent(list -> list.itemsOrNone().stream()
                            .filter(container -> field.equals("containers") || isSidecar(container))
                            .forEach(container -> container
                                    .at("ports")
                                    .filter(Located::isList)
                                    .ifPresent(all -> all.itemsOrNone()
                                            .forEach(port -> port(port).ifPresent(ports::add)))));
        }
        return ports.stream().distinct().toList();
    }

    /** Whether an initial container stays: the names of its ports count, those of others do not. */
    private static boolean isSidecar(Located container) {
        return container
                .at("restartPolicy")
                .flatMap(Located::scalar)
                .filter("Always"::equals)
                .isPresent();
    }

    private static Optional<NamedPort> port(Located located) {
        var name = located.at("name").flatMap(Located::text);
        var number = located.at("containerPort");
        if (name.isEmpty() || number.isEmpty()) {
            return Optional.empty();
        }
        var port = number.get().number(1, Services.LAST_PORT);
        var transport = located.at("protocol")
                .map(protocol -> Services.transport(protocol))
                .orElse(Optional.of(Transport.TCP));
        return port.isPresent() && Names.isPortName(name.get())
                ? transport.map(protocol -> new NamedPort(name.get(), protocol, port.getAsInt()))
                : Optional.empty();
    }

    /** Every workload, once all namespaces are known. */
    void write() {
        var names = new HashMap<String, Integer>();
        found.forEach((same, where) -> {
            String base = objectName(same);
            int number = names.merge(base, 1, Integer::sum);
            var all = new TreeMap<>(same.labels());
            namespaceLabels(same.namespace()).forEach((key, value) -> all.put(LabelMapping.ofNamespace(key), value));
            all.put(Parties.NAMESPACE_LABEL, same.namespace());
            if (same.name().length() <= Names.LONGEST_LABEL) {
                all.put(Parties.NAME_LABEL, same.name());
            }
            all.put(Parties.KIND_LABEL, same.kind());
            draft.add(
                    new Workload(
                            new Metadata(number == 1 ? base : base + "-" + number, draft.domain(), Labels.of(all)),
                            WorkloadType.CONTAINER,
                            same.ports(),
                            ports(where.addresses()),
                            StateSpec.INHERITED),
                    where.where());
        });
    }

    private SortedMap<String, String> namespaceLabels(String namespace) {
        return namespaces.computeIfAbsent(namespace, name -> new TreeMap<>(Map.of(LabelMapping.NAMESPACE_NAME, name)));
    }

    private List<WorkloadPort> ports(Set<IpAddress> addresses) {
        if (!draft.options().addresses() || addresses.isEmpty()) {
            return List.of();
        }
        return List.of(new WorkloadPort(
                "eth0", Optional.empty(), Optional.empty(), List.copyOf(addresses), List.of(), List.of()));
    }

    /** {@code namespace.name.kind}, within the bounds of a name. */
    private static String objectName(Same same) {
        String whole = same.namespace() + "." + same.name() + "." + same.kind().toLowerCase(Locale.ROOT);
        int most = Names.LONGEST_SUBDOMAIN - 8;
        if (whole.length() <= most && Names.isDnsSubdomain(whole)) {
            return whole;
        }
        String hash = Integer.toHexString(whole.hashCode());
        return Resource.plain(whole, most - hash.length() - 1) + "-" + hash;
    }
}
