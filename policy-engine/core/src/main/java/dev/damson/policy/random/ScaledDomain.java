package dev.damson.policy.random;

import dev.damson.policy.model.Action;
import dev.damson.policy.model.Cidr;
import dev.damson.policy.model.CidrBlock;
import dev.damson.policy.model.Direction;
import dev.damson.policy.model.Domain;
import dev.damson.policy.model.DomainSnapshot;
import dev.damson.policy.model.Group;
import dev.damson.policy.model.IpAddress;
import dev.damson.policy.model.Isolation;
import dev.damson.policy.model.Labels;
import dev.damson.policy.model.MacAddress;
import dev.damson.policy.model.Metadata;
import dev.damson.policy.model.Mode;
import dev.damson.policy.model.Peer;
import dev.damson.policy.model.PolicyObject;
import dev.damson.policy.model.PolicySet;
import dev.damson.policy.model.Rule;
import dev.damson.policy.model.SegmentationPolicy;
import dev.damson.policy.model.Selector;
import dev.damson.policy.model.Service;
import dev.damson.policy.model.StateSpec;
import dev.damson.policy.model.Tier;
import dev.damson.policy.model.Workload;
import dev.damson.policy.model.WorkloadPort;
import dev.damson.policy.model.WorkloadType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A domain as an enterprise has it: ten workloads an application, rules between applications, some for networks
 * outside and for everybody.
 */
public final class ScaledDomain {
    private static final int WORKLOADS_PER_APPLICATION = 10;
    private static final int RULES_PER_POLICY = 20;
    private static final int PORTS = 200;

    private final Dice dice;
    private final int applications;

    private ScaledDomain(long seed, int applications) {
        this.dice = new Dice(seed);
        this.applications = applications;
    }

    public static DomainSnapshot of(int rules, int workloads, long seed) {
        var scaled = new ScaledDomain(seed, Math.max(1, workloads / WORKLOADS_PER_APPLICATION));
        var objects = new ArrayList<PolicyObject>();
        objects.add(Domain.created(RandomDomain.DOMAIN));
        objects.add(new Tier(Metadata.of("application", RandomDomain.DOMAIN), 500));
        for (int i = 0; i < workloads; i++) {
            objects.add(scaled.workload(i));
        }
        for (int i = 0; i < scaled.applications; i++) {
            objects.add(new Group(
                    Metadata.of("app-" + i, RandomDomain.DOMAIN),
                    Optional.of(Selector.labels(Map.of("app", "app-" + i))),
                    List.of(),
                    List.of(),
                    StateSpec.INHERITED));
        }
        for (int i = 0; i < rules; i += RULES_PER_POLICY) {
            objects.add(scaled.policy(i, Math.min(RULES_PER_POLICY, rules - i)));
        }
        return DomainSnapshot.offline(PolicySet.of(RandomDomain.TENANT, RandomDomain.DOMAIN, objects));
    }

    private Workload workload(int number) {
        return new Workload(
                new Metadata(
                        "w-" + number,
                        RandomDomain.DOMAIN,
                        Labels.of(Map.of("app", "app-" + number % applications, "site", "site-" + number % 7))),
                WorkloadType.VM,
                List.of(),
                List.of(new WorkloadPort(
                        "eth0",
                        Optional.of("edge-1"),
                        Optional.of(new MacAddress(0x0200_0000_0000L | number)),
                        List.of(
                                IpAddress.v4(10 << 24 | 1 << 16 | number),
                                IpAddress.v6(0xfd00_0001_0000_0000L, number + 1)),
                        List.of(),
                        List.of())),
                StateSpec.INHERITED);
    }

    private SegmentationPolicy policy(int first, int count) {
        var rules = new ArrayList<Rule>();
        for (int i = 0; i < count; i++) {
            rules.add(rule("rule-" + (first + i)));
        }
        return new SegmentationPolicy(
                Metadata.of("policy-" + first, RandomDomain.DOMAIN),
                "application",
                first,
                Mode.ENFORCE,
                false,
                dice.percent(20) ? List.of(new Isolation(List.of(application()), Direction.INGRESS)) : List.of(),
                rules);
    }

    private Rule rule(String name) {
        return Rule.of(
                name,
                dice.percent(85) ? Action.ALLOW : Action.DENY,
                List.of(dice.percent(85) ? application() : dice.percent(80) ? network() : Peer.any()),
                List.of(dice.percent(95) ? application() : network()),
                List.of(dice.percent(90) ? Service.tcp(1000 + 7 * dice.below(PORTS)) : Service.any()));
    }

    private Peer application() {
        return Peer.group("app-" + dice.below(applications));
    }

    private Peer network() {
        var cidr = Cidr.around(IpAddress.v4(192 << 24 | 168 << 16 | dice.below(1 << 16)), dice.between(20, 28));
        return new Peer.CidrPeer(new CidrBlock(cidr, List.of()));
    }
}
