package dev.damson.policy.check;

import dev.damson.policy.model.FunctionInstance;
import dev.damson.policy.model.FunctionType;
import dev.damson.policy.model.Kind;
import dev.damson.policy.model.ServiceChain;
import dev.damson.policy.model.ServiceFunction;
import dev.damson.policy.model.WorkloadPort;
import dev.damson.policy.source.Quoted;
import dev.damson.policy.source.SourceObject;
import dev.damson.policy.source.Suggestion;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Service functions against ports, chains against functions. */
final class FunctionCheck {
    private FunctionCheck() {}

    static void check(References references, ServiceFunction function) {
        Set<String> names = new HashSet<>();
        List<FunctionInstance> instances = function.instances();
        for (int i = 0; i < instances.size(); i++) {
            FunctionInstance instance = instances.get(i);
            if (!names.add(instance.name())) {
                references.error(
                        "spec.instances[" + i + "].name",
                        instance.name(),
                        "instance " + Quoted.of(instance.name()) + " stands twice",
                        "rename one");
            }
            String path = "spec.instances[" + i + "].";
            ports(instance).forEach((side, port) -> port(references, instance, path + side, port));
        }
    }

    /** Side to port name, those that are missing left out. */
    private static Map<String, String> ports(FunctionInstance instance) {
        var ports = new LinkedHashMap<String, String>();
        switch (instance) {
            case FunctionInstance.Inline inline -> {
                ports.put("inside", inline.inside());
                ports.put("outside", inline.outside());
            }
            case FunctionInstance.Listener listener -> ports.put("port", listener.port());
        }
        ports.values().removeIf(String::isEmpty);
        return ports;
    }

    private static void port(References references, FunctionInstance instance, String path, String port) {
        if (!references.all().isComplete() && !references.all().hasWorkloads(references.scope())) {
            return;
        }
        List<String> names = references.all().workloads(references.scope()).stream()
                .flatMap(workload -> workload.ports().stream())
                .map(WorkloadPort::name)
                .toList();
        long owners = names.stream().filter(port::equals).count();
        String context = " (instance " + Quoted.of(instance.name()) + ")";
        if (owners == 0) {
            String expected = Suggestion.text(port, names, "");
            String word = "port " + Quoted.of(port);
            if (references.all().isComplete()) {
                references.error(path, port, word + " does not exist" + context, expected);
            } else {
                references.warningOfWorkloads(
                        path, port, word + " is not among those of the workloads given" + context, expected);
            }
        } else if (owners > 1) {
            references.error(
                    path,
                    port,
                    "port " + Quoted.of(port) + " is the name of " + owners + " ports of the domain" + context,
                    "give the appliance's port a name of its own");
        }
    }

    static void portsUsedTwice(DomainIndex all, Findings findings) {
        Map<String, String> users = new HashMap<>();
        all.all(ServiceFunction.class).forEach(source -> {
            var function = (ServiceFunction) source.object();
            for (FunctionInstance instance : function.instances()) {
                ports(instance).forEach((side, port) -> claim(users, source, instance, side, port, findings));
            }
        });
    }

    private static void claim(
            Map<String, String> users,
            SourceObject source,
            FunctionInstance instance,
            String side,
            String port,
            Findings findings) {
        String user = Quoted.of(source.object().name() + "/" + instance.name() + " " + side);
        String other = users.putIfAbsent(source.object().scope() + " " + port, user);
        if (other != null) {
            findings.error(
                    source,
                    "spec.instances[name=" + instance.name() + "]." + side,
                    port,
                    "port " + Quoted.of(port) + " is used by " + other + " already",
                    "one port serves one side of one instance");
        }
    }

    static void check(References references, ServiceChain chain) {
        Set<String> seen = new HashSet<>();
        for (int i = 0; i < chain.functions().size(); i++) {
            String name = chain.functions().get(i);
            String path = "spec.functions[" + i + "]";
            if (!seen.add(name)) {
                references.error(path, name, "function " + Quoted.of(name) + " stands twice in the chain", "");
                continue;
            }
            references
                    .require(ServiceFunction.class, Kind.SERVICE_FUNCTION, "service function", name, path, "")
                    .filter(function -> function.type() == FunctionType.SENSOR)
                    .ifPresent(function -> references.error(
                            path,
                            name,
                            "service function " + Quoted.of(name) + " is a sensor and hands nothing on",
                            "chains are of firewalls; a tap delivers to a sensor"));
        }
    }
}
