package dev.damson.director.command;

import dev.damson.director.flow.ServiceName;
import dev.damson.policy.interpret.EndVerdict;
import dev.damson.policy.interpret.Flow;
import dev.damson.policy.interpret.FlowService;
import dev.damson.policy.interpret.Interpreter;
import dev.damson.policy.model.DomainSnapshot;
import dev.damson.policy.model.End;
import dev.damson.policy.model.IpAddress;
import dev.damson.policy.model.PolicyObject;
import dev.damson.policy.model.PolicySet;
import dev.damson.policy.model.Snap;
import dev.damson.policy.model.TapVerdict;
import dev.damson.policy.model.VirtualTap;
import dev.damson.policy.model.Workload;
import dev.damson.topology.TenantGraph;
import dev.damson.topology.traffic.Endpoint;
import dev.damson.topology.traffic.JudgingEnd;
import dev.damson.topology.traffic.ObservedTraffic;
import dev.damson.topology.traffic.TrafficVerdict;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Holds recorded flows against a tap that is not there yet. Who matches is the reference interpreter's answer, so that
 * it cannot differ from what the tap will do; which verdict a flow had is the record's.
 */
final class Forecaster {
    static final Duration WINDOW = Duration.ofHours(1);
    private static final Duration LATEST = Duration.ofMinutes(5);

    /** More pairs than this are not looked at; the largest come first. */
    private static final int MOST_PAIRS = 10_000;

    private static final int MOST_SHOWN = 5;

    /** What is kept of a packet without payload: Ethernet, IPv4 and TCP with timestamps. */
    private static final double HEADER_BYTES = 14 + 20 + 32;

    private final VirtualTap tap;
    private final PolicySet policies;
    private final Interpreter interpreter;
    private final Instant now;

    private Forecaster(VirtualTap tap, PolicySet policies, Interpreter interpreter, Instant now) {
        this.tap = tap;
        this.policies = policies;
        this.interpreter = interpreter;
        this.now = now;
    }

    /** @param objects of the domain's head */
    static TapForecast of(VirtualTap tap, TenantGraph graph, String domain, List<PolicyObject> objects, Instant now) {
        var others = objects.stream().filter(object -> !(object instanceof VirtualTap));
        var policies = PolicySet.of(
                graph.tenant(),
                domain,
                Stream.concat(others, Stream.of(tap.withEveryVerdict())).toList());
        var forecaster = new Forecaster(tap, policies, new Interpreter(DomainSnapshot.offline(policies)), now);
        return forecaster.forecast(
                graph.traffic().observed(domain, now.minus(WINDOW), now, MOST_PAIRS),
                graph.traffic().observed(domain, now.minus(LATEST), now, MOST_PAIRS));
    }

    private TapForecast forecast(List<ObservedTraffic> traffic, List<ObservedTraffic> latest) {
        var selected = new ArrayList<ObservedTraffic>();
        long unplaced = 0;
        for (var observed : traffic) {
            if (isUnplaced(observed)) {
                unplaced += observed.flows();
            } else if (isCopied(observed)) {
                selected.add(observed);
            }
        }
        var soon = latest.stream()
                .filter(observed -> !isUnplaced(observed) && isCopied(observed))
                .toList();
        long packets = selected.stream().mapToLong(ObservedTraffic::packets).sum();
        long bytes = selected.stream().mapToLong(ObservedTraffic::bytes).sum();
        double sampled = packets / (double) WINDOW.toSeconds() / tap.sampleOneIn();
        double copied = tap.packetsPerSecond().isPresent()
                ? Math.min(sampled, tap.packetsPerSecond().getAsInt())
                : sampled;
        double each = packets == 0 ? 0 : bytes / (double) packets;
        double kept = tap.snap() == Snap.HEADERS ? Math.min(each, HEADER_BYTES) : each;
        return new TapForecast(
                WINDOW,
                selected.stream().mapToLong(ObservedTraffic::flows).sum(),
                packets,
                bytes,
                new TapForecast.Rate(
                        LATEST,
                        soon.stream().mapToLong(ObservedTraffic::packets).sum() / (double) LATEST.toSeconds(),
                        soon.stream().mapToLong(ObservedTraffic::bytes).sum() / (double) LATEST.toSeconds()),
                copied,
                copied * kept,
                selected.stream().limit(MOST_SHOWN).toList(),
                unplaced,
                traffic.size() < MOST_PAIRS);
    }

    private static boolean isUnplaced(ObservedTraffic observed) {
        return observed.source().equals(Endpoint.OTHERS) || observed.target().equals(Endpoint.OTHERS);
    }

    private boolean isCopied(ObservedTraffic observed) {
        var verdict = observed.verdict() == TrafficVerdict.DENIED ? TapVerdict.DENIED : TapVerdict.ALLOWED;
        var end = observed.judgement().end() == JudgingEnd.TARGET ? End.DESTINATION : End.SOURCE;
        return tap.verdicts().contains(verdict)
                && flow(observed).stream()
                        .flatMap(flow -> interpreter.judge(flow).ends().stream())
                        .filter(judged -> judged.end() == end)
                        .map(EndVerdict::taps)
                        .anyMatch(taps -> taps.contains(tap.key()));
    }

    /** Any packet that opens such a flow: of the addresses of both ends the first that go together. */
    private Optional<Flow> flow(ObservedTraffic observed) {
        var service = ServiceName.parse(observed.service());
        if (service.isEmpty()) {
            return Optional.empty();
        }
        return addresses(observed.source()).stream()
                .filter(source -> fits(service.get(), source))
                .flatMap(source -> addresses(observed.target()).stream()
                        .filter(target -> target.family() == source.family())
                        .map(target -> new Flow(
                                source,
                                target,
                                service.get(),
                                workload(observed.source()),
                                workload(observed.target()),
                                now)))
                .findFirst();
    }

    private static boolean fits(FlowService service, IpAddress address) {
        return !(service instanceof FlowService.Icmp icmp) || icmp.family() == address.family();
    }

    private List<IpAddress> addresses(Endpoint endpoint) {
        return switch (endpoint) {
            case Endpoint.Workload(String name) ->
                policies.workload(name).map(Workload::allAddresses).orElse(List.of());
            case Endpoint.Outside(String address) -> List.of(IpAddress.parse(address));
        };
    }

    private Optional<String> workload(Endpoint endpoint) {
        return endpoint instanceof Endpoint.Workload(String name) ? Optional.of(name) : Optional.empty();
    }
}
