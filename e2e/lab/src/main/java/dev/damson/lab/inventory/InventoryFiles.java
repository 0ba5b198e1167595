package dev.damson.lab.inventory;

import dev.damson.policy.model.IpAddress;
import dev.damson.policy.model.Workload;
import dev.damson.policy.model.WorkloadPort;
import dev.damson.policy.source.PolicySource;
import dev.damson.policy.source.SourceObject;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Reads an inventory from policy-as-code: in a folder, {@code acme.yaml} holds the workloads of the tenant acme. */
public final class InventoryFiles {
    private static final String ENDING = ".yaml";
    private static final String ROLE_LABEL = "role";

    private InventoryFiles() {}

    /**
     * The tenants in the order of their files' names; objects of other kinds than Workload are passed over.
     *
     * @throws IOException if a file cannot be read or has an error, with its place
     */
    public static Inventory read(Path folder) throws IOException {
        List<Path> files;
        try (var found = Files.list(folder)) {
            files = found.filter(file -> file.toString().endsWith(ENDING))
                    .sorted()
                    .toList();
        }
        if (files.isEmpty()) {
            throw new IOException("the folder \"" + folder + "\" holds no <tenant>" + ENDING);
        }
        var workloads = new ArrayList<LabWorkload>();
        for (var file : files) {
            workloads.addAll(tenant(file));
        }
        return new Inventory(workloads);
    }

    private static List<LabWorkload> tenant(Path file) throws IOException {
        var name = file.getFileName().toString();
        var result = PolicySource.read(file.toString(), Files.readAllBytes(file));
        if (result.hasErrors()) {
            throw new IOException(
                    result.problems().stream().map(Object::toString).collect(Collectors.joining("\n")));
        }
        var workloads = new ArrayList<LabWorkload>();
        for (var object : result.objects()) {
            if (object.object() instanceof Workload workload) {
                workloads.add(workload(name.substring(0, name.length() - ENDING.length()), workload, object));
            }
        }
        return workloads;
    }

    private static LabWorkload workload(String tenant, Workload workload, SourceObject source) throws IOException {
        var ports = new ArrayList<LabPort>();
        for (var port : workload.ports()) {
            ports.add(port(port, source));
        }
        var metadata = workload.metadata();
        var role = workload.labels().get(ROLE_LABEL).orElse("");
        try {
            return new LabWorkload(tenant, metadata.domain(), metadata.name(), role, ports);
        } catch (IllegalArgumentException unusable) {
            throw new IOException(source.place("metadata.name") + ": " + unusable.getMessage(), unusable);
        }
    }

    private static LabPort port(WorkloadPort port, SourceObject source) throws IOException {
        var mac = port.mac()
                .orElseThrow(() -> new IOException(source.place("spec.ports") + ": the port \"" + port.name()
                        + "\" has no mac, and the laboratory needs one"));
        var edge = port.edge()
                .orElseThrow(() -> new IOException(source.place("spec.ports") + ": the port \"" + port.name()
                        + "\" has no edge, and the laboratory has to wire it to one"));
        var addresses = new ArrayList<InetAddress>();
        for (var address : port.addresses()) {
            addresses.add(address(address));
        }
        return new LabPort(port.name(), edge, mac.toString(), addresses);
    }

    private static InetAddress address(IpAddress address) throws UnknownHostException {
        return InetAddress.getByAddress(address.toBytes());
    }
}
