package dev.damson.console.policies;

import dev.damson.console.place.Place;
import dev.damson.console.place.Section;
import dev.damson.policy.model.Cidr;
import dev.damson.policy.model.CidrBlock;
import dev.damson.policy.model.IpAddress;
import dev.damson.policy.model.Peer;
import dev.damson.policy.model.PolicySet;
import dev.damson.policy.model.Service;
import java.util.List;
import java.util.Optional;

/**
 * What a new tap shall select, as the view says that somebody came from. It is part of the address, so that every view
 * can ask for a tap with a link.
 */
public record TapWish(List<Peer> from, List<Peer> to, List<Service> services) {
    private static final String KEY = "new";
    private static final String SOURCE = "src";
    private static final String TARGET = "dst";
    private static final String SERVICE = "service";
    private static final String RULE = "rule";
    private static final String ASKED = "tap";

    public TapWish {
        from = List.copyOf(from);
        to = List.copyOf(to);
        services = List.copyOf(services);
    }

    /** Nothing chosen yet. */
    public static Place asked(Place place) {
        return place.in(Section.TAPS).with(KEY, ASKED);
    }

    /** Between two ends: names of workloads or addresses; one that is empty is any. */
    public static String between(Place place, String source, String target, String service) {
        return asked(place)
                .with(SOURCE, source)
                .with(TARGET, target)
                .with(SERVICE, service)
                .address();
    }

    /** What a rule decides; its path is domain/policy/rule. */
    public static String ofRule(Place place, String path) {
        return asked(place).with(RULE, path).address();
    }

    public static boolean isAsked(Place place) {
        return !place.extra(KEY, "").isEmpty();
    }

    /** The place without the wish. */
    public static Place over(Place place) {
        return place.with(KEY, "")
                .with(SOURCE, "")
                .with(TARGET, "")
                .with(SERVICE, "")
                .with(RULE, "");
    }

    /** What the address asks for; what it names and is not there any more is left open. */
    public static TapWish read(Place place, PolicyBook book) {
        var rule = book.rule(place.extra(RULE, ""));
        if (rule.isPresent()) {
            return new TapWish(rule.get().from(), rule.get().to(), rule.get().services());
        }
        return new TapWish(
                peers(place.extra(SOURCE, ""), book.set()),
                peers(place.extra(TARGET, ""), book.set()),
                services(place.extra(SERVICE, "any")));
    }

    private static List<Peer> peers(String name, PolicySet set) {
        return name.isEmpty()
                ? List.of(Peer.any())
                : peer(name, set).map(List::of).orElse(List.of());
    }

    /** A workload, a group, an address or a block. */
    public static Optional<Peer> peer(String name, PolicySet set) {
        if (set.workload(name).isPresent()) {
            return Optional.of(new Peer.WorkloadPeer(name));
        }
        if (set.group(set.domain().name(), name).isPresent()) {
            return Optional.of(Peer.group(name));
        }
        try {
            var cidr = name.contains("/") ? Cidr.parse(name) : Cidr.host(IpAddress.parse(name));
            return Optional.of(new Peer.CidrPeer(new CidrBlock(cidr, List.of())));
        } catch (IllegalArgumentException unknown) {
            return Optional.empty();
        }
    }

    private static List<Service> services(String words) {
        try {
            return ServiceWords.parse(words);
        } catch (IllegalArgumentException unknown) {
            return List.of(Service.any());
        }
    }
}
