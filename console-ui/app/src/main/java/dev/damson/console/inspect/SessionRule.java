package dev.damson.console.inspect;

import dev.damson.policy.model.Action;
import dev.damson.policy.model.Cidr;
import dev.damson.policy.model.CidrBlock;
import dev.damson.policy.model.IpAddress;
import dev.damson.policy.model.IpFamily;
import dev.damson.policy.model.Metadata;
import dev.damson.policy.model.Mode;
import dev.damson.policy.model.Peer;
import dev.damson.policy.model.PortSpec;
import dev.damson.policy.model.Rule;
import dev.damson.policy.model.SegmentationPolicy;
import dev.damson.policy.model.Service;
import dev.damson.policy.model.Tier;
import dev.damson.policy.model.Transport;
import dev.damson.tap.store.search.SessionRow;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;

/** The least that would allow a session: these two ends, this service, before whatever decided in its tier. */
final class SessionRule {
    private static final int ICMP = 1;
    private static final int ICMP6 = 58;
    private static final int LONGEST_NAME = 63;

    private SessionRule() {}

    static SegmentationPolicy policy(SessionRow row) {
        var tier = row.ruleTier().isEmpty() || Tier.isBuiltIn(row.ruleTier()) ? Tier.BASELINE : row.ruleTier();
        var name = name("allow", SessionWords.name(row.source()), "to", SessionWords.name(row.destination()));
        var rule = Rule.of(
                name(service(row).toString()),
                Action.ALLOW,
                List.of(peer(row.source())),
                List.of(peer(row.destination())),
                List.of(service(row)));
        return new SegmentationPolicy(
                Metadata.of(name, row.domain()),
                tier,
                SegmentationPolicy.FIRST_ORDER,
                Mode.ENFORCE,
                false,
                List.of(),
                List.of(rule));
    }

    private static Peer peer(SessionRow.End end) {
        return end.workload().isEmpty()
                ? new Peer.CidrPeer(new CidrBlock(Cidr.host(IpAddress.parse(end.address())), List.of()))
                : new Peer.WorkloadPeer(end.workload());
    }

    private static Service service(SessionRow row) {
        if (row.network() == ICMP || row.network() == ICMP6) {
            return new Service.IcmpService(
                    row.network() == ICMP ? IpFamily.IPV4 : IpFamily.IPV6,
                    OptionalInt.of(row.source().port()),
                    OptionalInt.empty());
        }
        return Arrays.stream(Transport.values())
                .filter(transport -> transport.number() == row.network())
                .<Service>map(transport -> new Service.PortService(
                        transport, PortSpec.number(row.destination().port())))
                .findFirst()
                .orElseGet(() -> new Service.ProtocolService(row.network()));
    }

    /** A DNS-1123 label of words. */
    private static String name(String... words) {
        var label = String.join("-", words)
                .toLowerCase(Locale.ROOT)
                .replaceAll("[^a-z0-9]+", "-")
                .replaceAll("^-+|-+$", "");
        return label.length() <= LONGEST_NAME
                ? label
                : label.substring(0, LONGEST_NAME).replaceAll("-+$", "");
    }
}
