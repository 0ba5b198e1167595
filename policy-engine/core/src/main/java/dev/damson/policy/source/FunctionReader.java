package dev.damson.policy.source;

import dev.damson.policy.model.FailurePolicy;
import dev.damson.policy.model.Forwarding;
import dev.damson.policy.model.FunctionInstance;
import dev.damson.policy.model.FunctionInstance.HealthPair;
import dev.damson.policy.model.FunctionInstance.SideTags;
import dev.damson.policy.model.FunctionType;
import dev.damson.policy.model.InsertionMode;
import dev.damson.policy.model.IpAddress;
import dev.damson.policy.model.Metadata;
import dev.damson.policy.model.ServiceChain;
import dev.damson.policy.model.ServiceFunction;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** Service functions and chains. */
final class FunctionReader {
    private static final int LAST_VLAN = 4_094;

    private FunctionReader() {}

    static ServiceFunction function(Metadata metadata, Fields spec) {
        FunctionType type = spec.required("type")
                .flatMap(value -> value.word(FunctionType.class))
                .orElse(FunctionType.FIREWALL);
        InsertionMode mode = spec.required("mode")
                .flatMap(value -> value.word(InsertionMode.class))
                .orElse(InsertionMode.CONTAINER);
        Forwarding forwarding =
                spec.optional("forwarding").flatMap(FunctionReader::forwarding).orElse(Forwarding.BRIDGED);
        List<FunctionInstance> instances =
                spec.list("instances", item -> type == FunctionType.SENSOR ? listener(item) : inline(item, mode));
        return new ServiceFunction(metadata, type, mode, forwarding, instances);
    }

    private static Optional<Forwarding> forwarding(Located located) {
        if (located.node() instanceof YamlNode.Scalar scalar && scalar.text().equalsIgnoreCase("nat")) {
            located.error(
                    scalar.text(),
                    "forwarding " + Quoted.of(scalar.text()) + " cannot be inserted: what leaves such an appliance is"
                            + " no longer the flow that went in",
                    "write bridged or routed");
            return Optional.empty();
        }
        return located.word(Forwarding.class);
    }

    private static Optional<FunctionInstance> inline(Located located, InsertionMode mode) {
        return located.fields().flatMap(fields -> {
            Optional<String> name = instanceName(fields);
            Optional<String> inside = fields.required("inside").flatMap(Located::label);
            Optional<String> outside = fields.required("outside").flatMap(Located::label);
            Optional<HealthPair> health =
                    fields.optional("health").flatMap(Located::fields).flatMap(FunctionReader::health);
            Optional<Located> tagsField = fields.optional("tags");
            if (mode != InsertionMode.PHYSICAL) {
                tagsField.ifPresent(tags -> tags.error(
                        "",
                        "tags stand on an instance of mode " + Quoted.of(mode.word()),
                        "only physical ones have tags"));
            }
            Optional<SideTags> tags = tagsField.flatMap(Located::fields).flatMap(FunctionReader::tags);
            fields.end();
            return name.map(
                    known -> new FunctionInstance.Inline(known, inside.orElse(""), outside.orElse(""), health, tags));
        });
    }

    private static Optional<FunctionInstance> listener(Located located) {
        return located.fields().flatMap(fields -> {
            Optional<String> name = instanceName(fields);
            Optional<String> port = fields.required("port").flatMap(Located::label);
            fields.end();
            return name.map(known -> new FunctionInstance.Listener(known, port.orElse("")));
        });
    }

    private static Optional<String> instanceName(Fields fields) {
        Optional<String> name = fields.required("name").flatMap(Located::name);
        name.ifPresent(value -> fields.context(fields.context() + ", instance " + Quoted.of(value)));
        return name;
    }

    private static Optional<HealthPair> health(Fields fields) {
        Optional<IpAddress> inside = fields.required("inside").flatMap(AddressReader::address);
        Optional<IpAddress> outside = fields.required("outside").flatMap(AddressReader::address);
        fields.end();
        return inside.flatMap(in -> outside.map(out -> new HealthPair(in, out)));
    }

    private static Optional<SideTags> tags(Fields fields) {
        OptionalInt inside = tag(fields, "inside");
        OptionalInt outside = tag(fields, "outside");
        fields.end();
        return inside.isPresent() && outside.isPresent()
                ? Optional.of(new SideTags(inside.getAsInt(), outside.getAsInt()))
                : Optional.empty();
    }

    private static OptionalInt tag(Fields fields, String side) {
        return fields.required(side).map(value -> value.number(1, LAST_VLAN)).orElse(OptionalInt.empty());
    }

    static ServiceChain chain(Metadata metadata, Fields spec) {
        List<String> functions = spec.list("functions", Located::name);
        FailurePolicy onFailure = spec.optional("onFailure")
                .flatMap(value -> value.word(FailurePolicy.class))
                .orElse(FailurePolicy.CLOSED);
        if (functions.size() > ServiceChain.MOST_FUNCTIONS) {
            spec.optional("functions")
                    .orElseThrow()
                    .error(
                            Integer.toString(functions.size()),
                            "a chain has at most " + ServiceChain.MOST_FUNCTIONS + " functions, not "
                                    + functions.size(),
                            "");
        }
        return new ServiceChain(metadata, functions, onFailure);
    }
}
