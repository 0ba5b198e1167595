package dev.damson.policy.connect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.damson.policy.interpret.Flow;
import dev.damson.policy.interpret.FlowService;
import dev.damson.policy.interpret.FlowVerdict;
import dev.damson.policy.interpret.Interpreter;
import dev.damson.policy.model.DomainSnapshot;
import dev.damson.policy.model.IpAddress;
import dev.damson.policy.model.IpFamily;
import dev.damson.policy.random.RandomDomain;
import dev.damson.policy.random.RandomPackets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Random domains: what connectivity tells passes by the interpreter, and nothing else does. */
class RandomConnectivityTest {
    private static final int PACKETS = 200;
    private static final long FIRST_SEED = 4_711;

    @ParameterizedTest
    @ValueSource(ints = {25})
    void whatIsToldIsWhatPasses(int domains) {
        for (long seed = FIRST_SEED; seed < FIRST_SEED + domains; seed++) {
            compare(seed, false);
            compare(seed, true);
        }
    }

    private static void compare(long seed, boolean pending) {
        var snapshot = RandomDomain.of(seed);
        var packets = new RandomPackets(snapshot, seed);
        if (!packets.any()) {
            return;
        }
        var options = new ConnectivityOptions(Vocabulary.EVERYTHING, pending, RandomDomain.NOW);
        var reachability = new Reachability(snapshot, options);
        var interpreter = new Interpreter(snapshot);
        for (int i = 0; i < PACKETS; i++) {
            var flow = packets.next();
            if (isLinkLocal(flow.source()) || isLinkLocal(flow.destination())) {
                continue;
            }
            boolean told = told(reachability, flow);
            boolean passes = addresses(snapshot, flow.sourceWorkload(), flow.source()).stream()
                    .anyMatch(source -> addresses(snapshot, flow.destinationWorkload(), flow.destination()).stream()
                            .map(destination -> interpreter.judge(new Flow(
                                    source,
                                    destination,
                                    flow.service(),
                                    flow.sourceWorkload(),
                                    flow.destinationWorkload(),
                                    RandomDomain.NOW)))
                            .anyMatch(verdict -> passes(verdict, pending)));
            assertThat(told).as("seed %d, pending %s, %s", seed, pending, flow).isEqualTo(passes);
        }
    }

    private static boolean passes(FlowVerdict verdict, boolean pending) {
        return pending ? verdict.pendingPasses() : verdict.passes();
    }

    private static boolean isLinkLocal(IpAddress address) {
        return address.family() == IpFamily.IPV6 && address.high() >>> 48 == 0xfe80;
    }

    /** Each address that the party has in the packet's family. */
    private static List<IpAddress> addresses(DomainSnapshot snapshot, Optional<String> workload, IpAddress own) {
        return workload.map(name -> snapshot.policies().workload(name).orElseThrow().allAddresses().stream()
                        .filter(address -> address.family() == own.family() && !isLinkLocal(address))
                        .toList())
                .orElse(List.of(own));
    }

    private static boolean told(Reachability reachability, Flow flow) {
        Connections connections;
        if (flow.sourceWorkload().isEmpty()) {
            connections = reachability.fromOutside(
                    flow.source(), flow.destinationWorkload().orElseThrow());
        } else if (flow.destinationWorkload().isEmpty()) {
            connections = reachability.toOutside(flow.sourceWorkload().orElseThrow(), flow.destination());
        } else {
            connections = reachability.between(
                    flow.sourceWorkload().orElseThrow(),
                    flow.destinationWorkload().orElseThrow());
        }
        return connections
                .families()
                .getOrDefault(flow.source().family(), Protocols.NONE)
                .contains(flow.service().protocol(), number(flow.service()));
    }

    private static int number(FlowService service) {
        return switch (service) {
            case FlowService.ToPort(var transport, int port) -> port;
            case FlowService.Icmp(var family, int type, int code) -> type << 8 | code;
            case FlowService.Other other -> 0;
        };
    }
}
