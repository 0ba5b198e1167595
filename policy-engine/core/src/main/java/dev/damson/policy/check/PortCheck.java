package dev.damson.policy.check;

import dev.damson.policy.model.IpAddress;
import dev.damson.policy.model.NamedPort;
import dev.damson.policy.model.Workload;
import dev.damson.policy.model.WorkloadPort;
import dev.damson.policy.source.Quoted;
import dev.damson.policy.source.SourceObject;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Ports of a workload, and of the workloads of a domain, against each other. */
final class PortCheck {
    private PortCheck() {}

    static void workload(SourceObject source, Workload workload, Findings findings) {
        Set<String> names = new HashSet<>();
        List<WorkloadPort> ports = workload.ports();
        for (int i = 0; i < ports.size(); i++) {
            WorkloadPort port = ports.get(i);
            if (!names.add(port.name())) {
                findings.error(
                        source,
                        "spec.ports[" + i + "].name",
                        port.name(),
                        "port " + Quoted.of(port.name()) + " stands twice",
                        "rename one");
            }
            if (port.edge().isPresent() && port.mac().isEmpty() && source.sound()) {
                findings.error(
                        source,
                        "spec.ports[" + i + "].edge",
                        port.edge().get(),
                        "port " + Quoted.of(port.name()) + " is on an edge but has no mac",
                        "write its mac: frames are checked against it");
            }
        }
        Set<String> named = new HashSet<>();
        for (int i = 0; i < workload.namedPorts().size(); i++) {
            NamedPort port = workload.namedPorts().get(i);
            if (!named.add(port.protocol().word() + " " + port.name())) {
                findings.error(
                        source,
                        "spec.namedPorts[" + i + "].name",
                        port.name(),
                        "named port " + Quoted.of(port.name()) + " stands twice for "
                                + port.protocol().word(),
                        "rename one");
            }
        }
    }

    /** Addresses and MACs belong to one port of a domain each; virtual addresses to all that declare them. */
    static void addresses(DomainIndex all, Findings findings) {
        Map<String, String> owners = new HashMap<>();
        all.all(Workload.class).forEach(source -> {
            var workload = (Workload) source.object();
            for (int n = 0; n < workload.ports().size(); n++) {
                WorkloadPort port = workload.ports().get(n);
                String path = "spec.ports[" + n + "]";
                String owner = Quoted.of(workload.name() + "/" + port.name());
                port.mac()
                        .ifPresent(mac -> claim(owners, source, "mac", mac.toString(), owner, path + ".mac", findings));
                for (int i = 0; i < port.addresses().size(); i++) {
                    IpAddress address = port.addresses().get(i);
                    claim(
                            owners,
                            source,
                            "address",
                            address.toString(),
                            owner,
                            path + ".addresses[" + i + "]",
                            findings);
                }
            }
        });
        all.all(Workload.class).forEach(source -> {
            var workload = (Workload) source.object();
            for (int n = 0; n < workload.ports().size(); n++) {
                for (IpAddress address : workload.ports().get(n).virtualAddresses()) {
                    String other = owners.get(workload.scope() + " address " + address);
                    if (other != null) {
                        findings.error(
                                source,
                                "spec.ports[" + n + "].virtualAddresses",
                                address.toString(),
                                "virtual address " + Quoted.of(address.toString()) + " is the own address of port "
                                        + other,
                                "all ports that share it declare it under virtualAddresses");
                    }
                }
            }
        });
    }

    private static void claim(
            Map<String, String> owners,
            SourceObject source,
            String what,
            String value,
            String owner,
            String path,
            Findings findings) {
        String other = owners.putIfAbsent(source.object().scope() + " " + what + " " + value, owner);
        if (other != null) {
            findings.error(
                    source,
                    path,
                    value,
                    what + " " + Quoted.of(value) + " is that of port " + other + " too",
                    what.equals("address") ? "several ports share an address only under virtualAddresses" : "");
        }
    }
}
