package dev.damson.policy.source;

import dev.damson.policy.model.Domain;
import dev.damson.policy.model.Group;
import dev.damson.policy.model.Kind;
import dev.damson.policy.model.Labels;
import dev.damson.policy.model.Metadata;
import dev.damson.policy.model.NamedPort;
import dev.damson.policy.model.PayloadTaps;
import dev.damson.policy.model.PolicyObject;
import dev.damson.policy.model.PolicyTest;
import dev.damson.policy.model.SegmentationPolicy;
import dev.damson.policy.model.ServiceChain;
import dev.damson.policy.model.ServiceFunction;
import dev.damson.policy.model.StateSpec;
import dev.damson.policy.model.Tier;
import dev.damson.policy.model.VirtualTap;
import dev.damson.policy.model.Visibility;
import dev.damson.policy.model.Workload;
import dev.damson.policy.model.WorkloadPort;
import java.util.LinkedHashMap;
import java.util.SequencedMap;

/** The model as a document: fields in the order of the reference file, defaults left out. */
final class DataWriter {
    private DataWriter() {}

    static Data.Fields write(PolicyObject object) {
        var document = Data.Fields.none()
                .put("apiVersion", PolicyObject.API_VERSION)
                .put("kind", object.kind().word())
                .put("metadata", metadata(object));
        Data.Fields spec = switch (object) {
            case Domain domain -> domain(domain);
            case Workload workload -> workload(workload);
            case Group group -> group(group);
            case Tier tier -> Data.Fields.none().put("order", tier.order());
            case SegmentationPolicy policy -> RuleWriter.policy(policy);
            case ServiceFunction function -> InsertionWriter.function(function);
            case ServiceChain chain -> InsertionWriter.chain(chain);
            case VirtualTap tap -> InsertionWriter.tap(tap);
            case PolicyTest test -> InsertionWriter.test(test);
        };
        return document.put("spec", spec);
    }

    private static Data.Fields metadata(PolicyObject object) {
        Metadata metadata = object.metadata();
        return Data.Fields.none()
                .put("name", metadata.name())
                .putUnless(object.kind() == Kind.DOMAIN, "domain", metadata.domain())
                .putFields("labels", labels(metadata.labels()));
    }

    private static Data.Fields labels(Labels labels) {
        SequencedMap<String, Data> values = new LinkedHashMap<>();
        labels.values().forEach((key, value) -> values.put(key, new Data.Text(value)));
        return new Data.Fields(values);
    }

    private static Data.Fields domain(Domain domain) {
        return Data.Fields.none()
                .put("default", domain.defaultAction().word())
                .putFields("state", state(domain.state()))
                .putUnless(
                        domain.visibility() == Visibility.DENIED,
                        "visibility",
                        domain.visibility().word())
                .putUnless(
                        domain.payloadTaps() == PayloadTaps.ONE_PERSON,
                        "payloadTaps",
                        domain.payloadTaps().word());
    }

    static Data.Fields state(StateSpec state) {
        var fields = Data.Fields.none();
        state.ingress().ifPresent(value -> fields.put("ingress", value.word()));
        state.egress().ifPresent(value -> fields.put("egress", value.word()));
        return fields;
    }

    private static Data.Fields workload(Workload workload) {
        return Data.Fields.none()
                .put("type", workload.type().word())
                .putItems("namedPorts", workload.namedPorts(), DataWriter::namedPort)
                .putItems("ports", workload.ports(), DataWriter::port)
                .putFields("state", state(workload.state()));
    }

    private static Data namedPort(NamedPort port) {
        return Data.Fields.none()
                .put("name", port.name())
                .put("protocol", port.protocol().word())
                .put("port", port.port());
    }

    private static Data port(WorkloadPort port) {
        var fields = Data.Fields.none().put("name", port.name()).putText("edge", port.edge());
        port.mac().ifPresent(mac -> fields.put("mac", mac.toString()));
        return fields.putItems("addresses", port.addresses(), address -> new Data.Text(address.toString()))
                .putItems("virtualAddresses", port.virtualAddresses(), address -> new Data.Text(address.toString()))
                .putItems("vlans", port.vlans(), vlan -> new Data.Whole(vlan));
    }

    private static Data.Fields group(Group group) {
        var fields = Data.Fields.none();
        group.selector().ifPresent(selector -> fields.put("selector", RuleWriter.selector(selector)));
        return fields.putNames("members", group.members())
                .putItems("cidrs", group.cidrs(), RuleWriter::block)
                .putFields("state", state(group.state()));
    }
}
