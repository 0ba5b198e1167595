package dev.damson.policy.source;

import dev.damson.policy.model.Enforcement;
import dev.damson.policy.model.StateSpec;
import java.util.Optional;

/** {@code state: {ingress, egress}}. */
final class StateReader {
    private StateReader() {}

    static StateSpec state(Fields spec) {
        return spec.optional("state")
                .flatMap(Located::fields)
                .map(StateReader::read)
                .orElse(StateSpec.INHERITED);
    }

    private static StateSpec read(Fields fields) {
        Optional<Enforcement> ingress = fields.optional("ingress").flatMap(value -> value.word(Enforcement.class));
        Optional<Enforcement> egress = fields.optional("egress").flatMap(value -> value.word(Enforcement.class));
        fields.end();
        return new StateSpec(ingress, egress);
    }
}
