package dev.damson.policy.random;

import dev.damson.policy.interpret.Flow;
import dev.damson.policy.interpret.FlowService;
import dev.damson.policy.model.Cidr;
import dev.damson.policy.model.DomainSnapshot;
import dev.damson.policy.model.IpAddress;
import dev.damson.policy.model.IpFamily;
import dev.damson.policy.model.Transport;
import dev.damson.policy.model.Workload;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Packets into, out of and within a domain, mostly where rules begin and end. */
public final class RandomPackets {
    private final Dice dice;
    private final List<Placed> placed = new ArrayList<>();

    private record Placed(IpAddress address, Optional<String> workload) {}

    public RandomPackets(DomainSnapshot snapshot, long seed) {
        dice = new Dice(~seed);
        for (Workload workload : snapshot.policies().workloads()) {
            workload.allAddresses().forEach(address -> placed.add(new Placed(address, Optional.of(workload.name()))));
        }
    }

    /** Whether some packet has an end in the domain. */
    public boolean any() {
        return !placed.isEmpty();
    }

    public Flow next() {
        var here = dice.one(placed);
        var there = there(here.address().family());
        var service = service(here.address().family());
        var now = RandomDomain.NOW.plusSeconds(60L * dice.below(6) - 30L * dice.below(2));
        return dice.percent(50)
                ? new Flow(here.address(), there.address(), service, here.workload(), there.workload(), now)
                : new Flow(there.address(), here.address(), service, there.workload(), here.workload(), now);
    }

    private Placed there(IpFamily family) {
        var choices = placed.stream()
                .filter(other -> other.address().family() == family)
                .toList();
        if (dice.percent(60)) {
            return dice.one(choices);
        }
        var address = outside(family);
        return choices.stream()
                .filter(other -> other.address().equals(address))
                .findFirst()
                .orElse(new Placed(address, Optional.empty()));
    }

    private IpAddress outside(IpFamily family) {
        boolean four = family == IpFamily.IPV4;
        var near = four ? RandomTopology.v4(dice.below(300)) : RandomTopology.v6(dice.below(300));
        if (dice.percent(80)) {
            return near;
        }
        var around = Cidr.around(near, dice.between(0, family.bits()));
        return dice.one(List.of(
                around.first(),
                around.last(),
                around.first().previous().orElse(near),
                around.last().next().orElse(near)));
    }

    private FlowService service(IpFamily family) {
        return switch (dice.below(6)) {
            case 0 -> new FlowService.Other(dice.one(List.of(0, 47, 255, family == IpFamily.IPV4 ? 58 : 1)));
            case 1 ->
                new FlowService.Icmp(family, dice.one(List.of(0, 1, 8, 9, 128, 255)), dice.one(List.of(0, 1, 255)));
            default -> new FlowService.ToPort(dice.one(List.of(Transport.values())), port());
        };
    }

    private int port() {
        int near = dice.one(RandomTopology.PORTS) + dice.between(-1, 1);
        return dice.percent(80) ? Math.clamp(near, 0, 65_535) : dice.below(65_536);
    }
}
