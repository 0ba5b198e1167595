package dev.damson.policy.classify;

import dev.damson.policy.model.FailurePolicy;
import dev.damson.policy.model.Forwarding;
import dev.damson.policy.model.FunctionInstance;
import dev.damson.policy.model.Kind;
import dev.damson.policy.model.ObjectKey;
import dev.damson.policy.model.PolicyObject;
import dev.damson.policy.model.PolicySet;
import dev.damson.policy.model.ServiceChain;
import dev.damson.policy.model.ServiceFunction;
import dev.damson.policy.model.Workload;
import dev.damson.policy.plan.PlannedChain;
import dev.damson.policy.plan.PlannedFunction;
import dev.damson.wire.layout.ChainRecord;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The domain's chains and the functions in them. An instance whose ports no workload has is left out: without any, a
 * closed chain lets nothing pass.
 */
final class Insertions {
    private final PolicySet policies;
    private final Map<ObjectKey, Integer> functionNumbers = new HashMap<>();
    private final Map<ObjectKey, Integer> chainNumbers = new HashMap<>();
    private final List<PlannedFunction> functions = new ArrayList<>();
    private final List<PlannedChain> chains = new ArrayList<>();

    Insertions(PolicySet policies) {
        this.policies = policies;
        policies.chains().forEach(this::add);
        String domain = policies.domain().name();
        PlanLimitExceeded.check(
                "service chains of " + domain, chains.size(), PlanLimits.MAX_CHAINS, "delete chains that no rule uses");
        PlanLimitExceeded.check(
                "service functions of " + domain,
                functions.size(),
                PlanLimits.MAX_FUNCTIONS,
                "give a function more instances instead of defining more functions");
    }

    private void add(ServiceChain chain) {
        PlanLimitExceeded.check(
                "functions of service chain \"" + chain.name() + "\"",
                chain.functions().size(),
                PlanLimits.MAX_CHAIN_FUNCTIONS,
                "a connection has room for two chains of " + PlanLimits.MAX_CHAIN_FUNCTIONS);
        var numbers = chain.functions().stream()
                .map(name -> function(chain.scope(), name).map(this::number).orElseGet(() -> missing(name)))
                .toList();
        PlanLimitExceeded.check(
                "service chains of the domain with the mark of \"" + chain.name() + "\"",
                1
                        + chains.stream()
                                .filter(other -> ChainRecord.mark(other.name()) == ChainRecord.mark(chain.name()))
                                .count(),
                1,
                "give one of them another name: edges tell each other 16 bits of it");
        chains.add(new PlannedChain(chain.name(), numbers, chain.onFailure() == FailurePolicy.OPEN));
        chainNumbers.put(chain.key(), chains.size());
    }

    private Optional<ServiceFunction> function(String scope, String name) {
        return policies.resolve(ServiceFunction.class, Kind.SERVICE_FUNCTION, scope, name);
    }

    private int number(ServiceFunction function) {
        return functionNumbers.computeIfAbsent(function.key(), key -> {
            functions.add(new PlannedFunction(
                    function.name(),
                    function.forwarding() == Forwarding.ROUTED,
                    function.instances().stream().flatMap(this::instance).toList()));
            return functions.size() - 1;
        });
    }

    private int missing(String name) {
        functions.add(new PlannedFunction(name, false, List.of()));
        return functions.size() - 1;
    }

    private Stream<PlannedFunction.Instance> instance(FunctionInstance instance) {
        if (!(instance instanceof FunctionInstance.Inline inline)) {
            return Stream.empty();
        }
        var inside = port(inline.name(), inline.inside());
        var outside = port(inline.name(), inline.outside());
        return inside.isPresent() && outside.isPresent()
                ? Stream.of(new PlannedFunction.Instance(inline.name(), inside.get(), outside.get()))
                : Stream.empty();
    }

    /** {@code workload/port}; where several workloads have such a port, the one named like the instance counts. */
    private Optional<String> port(String instance, String port) {
        return policies.workloads().stream()
                .filter(workload -> has(workload, port))
                .map(Workload::name)
                .reduce((first, next) -> next.equals(instance) ? next : first)
                .map(workload -> workload + "/" + port);
    }

    private static boolean has(Workload workload, String port) {
        return workload.ports().stream().anyMatch(own -> own.name().equals(port));
    }

    /** 1-based; 0 if {@code name} means no chain in an object of {@code scope}. */
    int chain(String scope, String name) {
        return policies.resolve(ServiceChain.class, Kind.SERVICE_CHAIN, scope, name)
                .map(PolicyObject::key)
                .map(chainNumbers::get)
                .orElse(0);
    }

    /** The port of a sensor, or empty. */
    String sensorPort(String scope, String name) {
        return function(scope, name).stream()
                .flatMap(function -> function.instances().stream())
                .flatMap(instance -> instance instanceof FunctionInstance.Listener listener
                        ? port(listener.name(), listener.port()).stream()
                        : Stream.empty())
                .findFirst()
                .orElse("");
    }

    List<PlannedFunction> functions() {
        return functions;
    }

    List<PlannedChain> chains() {
        return chains;
    }
}
