package dev.damson.console.services;

import dev.damson.director.live.DomainStatus.Health;
import dev.damson.director.live.DomainStatus.InstanceStatus;
import dev.damson.policy.model.ServiceFunction;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * A running copy of a service function.
 *
 * @param status what its edge says; empty while none said anything
 */
record Instance(String name, String function, String kind, Optional<InstanceStatus> status) {
    static List<Instance> of(List<ServiceFunction> functions, List<InstanceStatus> known) {
        return functions.stream()
                .flatMap(function -> function.instances().stream()
                        .map(instance -> new Instance(
                                instance.name(),
                                function.name(),
                                "%s, %s, %s"
                                        .formatted(
                                                function.type().word(),
                                                function.mode().word(),
                                                function.forwarding().word()),
                                known.stream()
                                        .filter(status -> status.instance().equals(instance.name()))
                                        .findFirst())))
                .toList();
    }

    Health health() {
        return status.map(InstanceStatus::health).orElse(Health.UNPROVEN);
    }

    String word(Function<InstanceStatus, String> value, String otherwise) {
        return status.map(value).orElse(otherwise);
    }
}
