package dev.damson.policy.source;

import dev.damson.policy.model.ChainSide;
import dev.damson.policy.model.Delivery;
import dev.damson.policy.model.Forwarding;
import dev.damson.policy.model.FunctionInstance;
import dev.damson.policy.model.FunctionType;
import dev.damson.policy.model.PacketSide;
import dev.damson.policy.model.PolicyTest;
import dev.damson.policy.model.ServiceChain;
import dev.damson.policy.model.ServiceFunction;
import dev.damson.policy.model.Snap;
import dev.damson.policy.model.TapVerdict;
import dev.damson.policy.model.VirtualTap;

/** Functions, chains, taps and tests as documents. */
final class InsertionWriter {
    private InsertionWriter() {}

    static Data.Fields function(ServiceFunction function) {
        boolean implied = function.type() == FunctionType.SENSOR && function.forwarding() == Forwarding.BRIDGED;
        return Data.Fields.none()
                .put("type", function.type().word())
                .put("mode", function.mode().word())
                .putUnless(implied, "forwarding", function.forwarding().word())
                .putItems("instances", function.instances(), InsertionWriter::instance);
    }

    private static Data instance(FunctionInstance instance) {
        var fields = Data.Fields.none().put("name", instance.name());
        return switch (instance) {
            case FunctionInstance.Listener listener -> fields.put("port", listener.port());
            case FunctionInstance.Inline inline -> {
                fields.put("inside", inline.inside()).put("outside", inline.outside());
                inline.health()
                        .ifPresent(pair -> fields.put(
                                "health",
                                Data.Fields.none()
                                        .put("inside", pair.inside().toString())
                                        .put("outside", pair.outside().toString())));
                inline.tags()
                        .ifPresent(tags -> fields.put(
                                "tags",
                                Data.Fields.none().put("inside", tags.inside()).put("outside", tags.outside())));
                yield fields;
            }
        };
    }

    static Data.Fields chain(ServiceChain chain) {
        return Data.Fields.none()
                .putNames("functions", chain.functions())
                .put("onFailure", chain.onFailure().word());
    }

    static Data.Fields tap(VirtualTap tap) {
        var match = Data.Fields.none()
                .putItems("from", tap.match().from(), RuleWriter::peer)
                .putItems("to", tap.match().to(), RuleWriter::peer)
                .putItems("services", tap.match().services(), RuleWriter::service);
        var fields = Data.Fields.none()
                .put("reason", tap.reason())
                .put("match", match)
                .putUnless(
                        tap.packets() == PacketSide.BOTH,
                        "packets",
                        tap.packets().word());
        if (tap.verdicts().size() < TapVerdict.values().length) {
            fields.putNames(
                    "verdicts", tap.verdicts().stream().map(TapVerdict::word).toList());
        }
        tap.at().ifPresent(at -> fields.put("at", at.word()));
        fields.putUnless(tap.chain() == ChainSide.BEFORE, "chain", tap.chain().word())
                .putUnless(tap.snap() == Snap.HEADERS, "snap", tap.snap().word());
        if (tap.sampleOneIn() != 1) {
            fields.put("sampleOneIn", tap.sampleOneIn());
        }
        tap.packetsPerSecond().ifPresent(rate -> fields.put("packetsPerSecond", rate));
        RuleWriter.expiry(fields, tap.expiry());
        tap.retention().ifPresent(kept -> fields.put("retention", Durations.print(kept)));
        return fields.putItems("deliver", tap.deliver(), InsertionWriter::delivery);
    }

    private static Data delivery(Delivery delivery) {
        return switch (delivery) {
            case Delivery.Inspection inspection -> Data.Fields.none().putFlag("inspection", true);
            case Delivery.Sensor sensor -> Data.Fields.none().put("sensor", sensor.function());
        };
    }

    static Data.Fields test(PolicyTest test) {
        return Data.Fields.none().put("connections", Data.Items.of(test.connections(), InsertionWriter::connection));
    }

    private static Data connection(PolicyTest.Connection connection) {
        return Data.Fields.none()
                .put("from", party(connection.from()))
                .put("to", party(connection.to()))
                .put("service", RuleWriter.service(connection.service()))
                .put("expect", connection.expect().word())
                .putText("by", connection.by())
                .putText("through", connection.through());
    }

    private static Data party(PolicyTest.Party party) {
        return switch (party) {
            case PolicyTest.WorkloadParty workload -> Data.Fields.none().put("workload", workload.workload());
            case PolicyTest.AddressParty address ->
                Data.Fields.none().put("address", address.address().toString());
        };
    }
}
