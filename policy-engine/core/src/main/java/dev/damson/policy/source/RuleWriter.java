package dev.damson.policy.source;

import dev.damson.policy.model.CidrBlock;
import dev.damson.policy.model.Expiry;
import dev.damson.policy.model.Isolation;
import dev.damson.policy.model.Mode;
import dev.damson.policy.model.Peer;
import dev.damson.policy.model.PortSpec;
import dev.damson.policy.model.PortSpec.PortName;
import dev.damson.policy.model.PortSpec.PortRange;
import dev.damson.policy.model.Requirement;
import dev.damson.policy.model.Rule;
import dev.damson.policy.model.SegmentationPolicy;
import dev.damson.policy.model.Selector;
import dev.damson.policy.model.Service;

/** Policies, rules, peers and services as documents. */
final class RuleWriter {
    private RuleWriter() {}

    static Data.Fields policy(SegmentationPolicy policy) {
        return Data.Fields.none()
                .put("tier", policy.tier())
                .put("order", policy.order())
                .putUnless(policy.mode() == Mode.ENFORCE, "mode", policy.mode().word())
                .putFlag("tcpStrict", policy.tcpStrict())
                .putItems("isolates", policy.isolates(), RuleWriter::isolation)
                .putItems("rules", policy.rules(), RuleWriter::rule);
    }

    private static Data isolation(Isolation isolation) {
        return Data.Fields.none()
                .putItems("subjects", isolation.subjects(), RuleWriter::peer)
                .put("direction", isolation.direction().word());
    }

    static Data.Fields rule(Rule rule) {
        var fields = Data.Fields.none()
                .put("name", rule.name())
                .put("action", rule.action().word());
        rule.at().ifPresent(end -> fields.put("at", end.word()));
        fields.putFlag("log", rule.log());
        rule.expiry().ifPresent(expiry -> expiry(fields, expiry));
        return fields.putItems("from", rule.from(), RuleWriter::peer)
                .putItems("to", rule.to(), RuleWriter::peer)
                .putItems("services", rule.services(), RuleWriter::service)
                .putText("inspect", rule.inspect());
    }

    static void expiry(Data.Fields fields, Expiry expiry) {
        switch (expiry) {
            case Expiry.At at -> fields.put("expires", at.time().toString());
            case Expiry.After after -> fields.put("expiresAfter", Durations.print(after.duration()));
        }
    }

    static Data.Fields peer(Peer peer) {
        return switch (peer) {
            case Peer.GroupPeer group -> Data.Fields.none().put("group", group.group());
            case Peer.SelectorPeer selector -> Data.Fields.none().put("selector", selector(selector.selector()));
            case Peer.CidrPeer cidr -> block(cidr.block());
            case Peer.WorkloadPeer workload -> Data.Fields.none().put("workload", workload.workload());
            case Peer.ExternalPeer external -> Data.Fields.none().putFlag("external", true);
            case Peer.AnyPeer any -> Data.Fields.none().putFlag("any", true);
        };
    }

    static Data.Fields block(CidrBlock block) {
        return Data.Fields.none()
                .put("cidr", block.cidr().toString())
                .putItems("except", block.except(), cidr -> new Data.Text(cidr.toString()));
    }

    static Data.Fields selector(Selector selector) {
        var labels = Data.Fields.none();
        selector.matchLabels().forEach(labels::put);
        return Data.Fields.none()
                .putFields("matchLabels", labels)
                .putItems("matchExpressions", selector.matchExpressions(), RuleWriter::requirement);
    }

    private static Data requirement(Requirement requirement) {
        return Data.Fields.none()
                .put("key", requirement.key())
                .put("operator", requirement.operator().word())
                .putNames("values", requirement.values());
    }

    static Data.Fields service(Service service) {
        var fields = Data.Fields.none();
        return switch (service) {
            case Service.PortService port ->
                ports(fields.put("protocol", port.protocol().word()), port.port());
            case Service.IcmpService icmp -> {
                fields.put("protocol", icmp.protocol());
                icmp.type().ifPresent(type -> fields.put("type", type));
                icmp.code().ifPresent(code -> fields.put("code", code));
                yield fields;
            }
            case Service.ProtocolService protocol -> fields.put("protocol", protocol.number());
            case Service.AnyService any -> fields.put("protocol", "any");
        };
    }

    private static Data.Fields ports(Data.Fields fields, PortSpec ports) {
        return switch (ports) {
            case PortRange range when range.equals(PortSpec.ALL) -> fields;
            case PortRange range when range.first() == range.last() -> fields.put("port", range.first());
            case PortRange range -> fields.put("port", range.toString());
            case PortName name -> fields.put("port", name.name());
        };
    }
}
