package dev.damson.policy.random;

import dev.damson.policy.model.Action;
import dev.damson.policy.model.CapturePoint;
import dev.damson.policy.model.ChainSide;
import dev.damson.policy.model.Delivery;
import dev.damson.policy.model.Direction;
import dev.damson.policy.model.End;
import dev.damson.policy.model.Expiry;
import dev.damson.policy.model.IpFamily;
import dev.damson.policy.model.Isolation;
import dev.damson.policy.model.Metadata;
import dev.damson.policy.model.Mode;
import dev.damson.policy.model.PacketSide;
import dev.damson.policy.model.Peer;
import dev.damson.policy.model.PortSpec;
import dev.damson.policy.model.Rule;
import dev.damson.policy.model.SegmentationPolicy;
import dev.damson.policy.model.Service;
import dev.damson.policy.model.Snap;
import dev.damson.policy.model.TapVerdict;
import dev.damson.policy.model.Tier;
import dev.damson.policy.model.Transport;
import dev.damson.policy.model.VirtualTap;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeSet;

/** Policies and taps over a topology. */
final class RandomRules {
    private static final List<String> TIERS =
            List.of(Tier.PLATFORM, "tier-0", "tier-0", "tier-1", "tier-1", Tier.BASELINE);

    private final Dice dice;
    private final RandomTopology topology;

    RandomRules(Dice dice, RandomTopology topology) {
        this.dice = dice;
        this.topology = topology;
    }

    List<SegmentationPolicy> policies() {
        var policies = new ArrayList<SegmentationPolicy>();
        int count = dice.between(1, 7);
        for (int i = 0; i < count; i++) {
            policies.add(policy("policy-" + i));
        }
        return policies;
    }

    private SegmentationPolicy policy(String name) {
        int[] number = {0};
        return new SegmentationPolicy(
                Metadata.of(name, RandomDomain.DOMAIN),
                dice.one(TIERS),
                dice.below(3),
                dice.percent(20) ? Mode.MONITOR : Mode.ENFORCE,
                dice.percent(20),
                dice.percent(30) ? dice.some(1, 2, this::isolation) : List.of(),
                dice.some(0, 6, () -> rule("rule-" + number[0]++)));
    }

    private Isolation isolation() {
        return new Isolation(peers(), dice.one(List.of(Direction.values())));
    }

    private Rule rule(String name) {
        var action = dice.percent(50) ? Action.ALLOW : dice.one(List.of(Action.values()));
        boolean allows = action == Action.ALLOW;
        return new Rule(
                name,
                action,
                dice.maybe(25, () -> dice.one(List.of(End.values()))),
                peers(),
                peers(),
                services(),
                dice.percent(20),
                allows ? dice.maybe(25, () -> "chain-" + dice.below(2)) : Optional.empty(),
                allows ? dice.maybe(25, this::expiry) : Optional.empty());
    }

    private Expiry expiry() {
        return dice.percent(10)
                ? new Expiry.After(Duration.ofDays(1))
                : new Expiry.At(RandomDomain.NOW.plusSeconds(60L * dice.below(5)));
    }

    private List<Peer> peers() {
        return dice.some(1, 2, this::peer);
    }

    private Peer peer() {
        return switch (dice.below(9)) {
            case 0 -> Peer.any();
            case 1 -> new Peer.ExternalPeer();
            case 2, 3 -> new Peer.CidrPeer(topology.block());
            case 4 -> new Peer.WorkloadPeer(topology.workloadName());
            case 5 -> new Peer.SelectorPeer(topology.selector());
            default -> Peer.group(topology.groupName());
        };
    }

    private List<Service> services() {
        return dice.some(1, 3, this::service);
    }

    private Service service() {
        var transport = dice.one(List.of(Transport.TCP, Transport.TCP, Transport.UDP, Transport.SCTP));
        return switch (dice.below(10)) {
            case 0, 1 -> Service.any();
            case 2 -> new Service.ProtocolService(dice.one(List.of(1, 6, 17, 47, 58)));
            case 3, 4 -> icmp();
            case 5 -> new Service.PortService(transport, new PortSpec.PortName(topology.portName()));
            case 6, 7 -> range(transport);
            default -> new Service.PortService(transport, PortSpec.number(dice.one(RandomTopology.PORTS)));
        };
    }

    private Service range(Transport transport) {
        int a = dice.one(RandomTopology.PORTS);
        int b = dice.one(RandomTopology.PORTS);
        return new Service.PortService(transport, new PortSpec.PortRange(Math.min(a, b), Math.max(a, b)));
    }

    private Service icmp() {
        var type = dice.percent(70) ? OptionalInt.of(dice.one(List.of(0, 8, 128))) : OptionalInt.empty();
        var code = type.isPresent() && dice.percent(50) ? OptionalInt.of(dice.below(2)) : OptionalInt.empty();
        return new Service.IcmpService(dice.one(List.of(IpFamily.values())), type, code);
    }

    List<VirtualTap> taps() {
        var taps = new ArrayList<VirtualTap>();
        int count = dice.below(4);
        for (int i = 0; i < count; i++) {
            taps.add(tap("tap-" + i));
        }
        return taps;
    }

    private VirtualTap tap(String name) {
        var verdicts = new TreeSet<>(List.of(dice.one(List.of(TapVerdict.values()))));
        if (dice.percent(50)) {
            verdicts.addAll(List.of(TapVerdict.values()));
        }
        return new VirtualTap(
                Metadata.of(name, RandomDomain.DOMAIN),
                "random",
                new VirtualTap.Match(peers(), peers(), services()),
                dice.one(List.of(PacketSide.values())),
                verdicts,
                dice.maybe(60, () -> dice.one(List.of(CapturePoint.values()))),
                ChainSide.BEFORE,
                dice.one(List.of(Snap.values())),
                dice.between(1, 4),
                OptionalInt.empty(),
                expiry(),
                Optional.empty(),
                List.of(new Delivery.Inspection()));
    }
}
