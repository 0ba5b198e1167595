package dev.damson.policy.replay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.damson.policy.classify.Classifier;
import dev.damson.policy.emit.Programs;
import dev.damson.policy.interpret.Flow;
import dev.damson.policy.interpret.FlowService;
import dev.damson.policy.interpret.Interpreter;
import dev.damson.policy.model.DomainSnapshot;
import dev.damson.policy.model.IpAddress;
import dev.damson.policy.model.IpFamily;
import dev.damson.policy.model.PolicyObject;
import dev.damson.policy.model.PolicySet;
import dev.damson.policy.model.Transport;
import dev.damson.policy.model.Workload;
import dev.damson.policy.plan.DomainPlan;
import dev.damson.policy.random.Frames;
import dev.damson.policy.source.PolicySource;
import dev.damson.wire.layout.PortRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Promise OneMeaning on the reference file: the bytecode decides about every first packet as the interpreter does. */
class OneMeaningTest {
    private static final Instant COMMIT = Instant.parse("2026-11-20T12:00:00Z");
    private static final List<Integer> PORTS = List.of(53, 79, 80, 5432, 8000, 8010, 8011, 8080);

    private final DomainSnapshot shop;
    private final List<Workload> workloads = new ArrayList<>();
    private final List<SimulatedPort> ports = new ArrayList<>();
    private final SimulatedEdge edge;
    private int sequence = 20_000;

    OneMeaningTest() throws IOException {
        var objects = new LinkedHashMap<Object, PolicyObject>();
        for (var file : List.of("../../examples/laboratory/acme.yaml", "../../examples/shop.yaml")) {
            PolicySource.read(file, Files.readString(Path.of(file)))
                    .policyObjects()
                    .forEach(object -> objects.put(object.key(), object));
        }
        shop = DomainSnapshot.offline(
                PolicySet.of("acme", "shop", objects.values()).resolveExpiry(COMMIT));
        for (var workload : shop.policies().workloads()) {
            if (hasBothFamilies(workload)) {
                workloads.add(workload);
                ports.add(SimulatedPort.workload(
                        ports.size(),
                        workload.name(),
                        workload.ports().getFirst().mac().orElseThrow(),
                        workload.allAddresses()));
            }
        }
        for (var kind : List.of(PortRecord.Kind.SERVICE_IN, PortRecord.Kind.SERVICE_OUT)) {
            ports.add(new SimulatedPort(ports.size(), "fw-1", kind, TwoPorts.MAC_A, List.of(), 0));
        }
        edge = new SimulatedEdge(1, ports).wallOffset(COMMIT.getEpochSecond() * 1_000_000_000L);
        var plan = Classifier.classify(shop);
        edge.flip(plan, Programs.emit(plan), profiles(plan));
    }

    /** The appliance has no address of its own. */
    private static boolean hasBothFamilies(Workload workload) {
        return workload.allAddresses().stream()
                        .map(IpAddress::family)
                        .distinct()
                        .count()
                == 2;
    }

    private List<Integer> profiles(DomainPlan plan) {
        return ports.stream().map(port -> profile(plan, port)).toList();
    }

    private static int profile(DomainPlan plan, SimulatedPort port) {
        if (port.addresses().isEmpty()) {
            return 0;
        }
        return plan.addresses().stream()
                .filter(address -> address.prefix().prefix()
                                == port.addresses().getFirst().family().bits()
                        && address.prefix().base().equals(port.addresses().getFirst()))
                .map(address -> plan.profileOfIdentity().get(address.identity()))
                .findFirst()
                .orElse(0);
    }

    @Test
    void everyPairAndServiceIsDecidedAsTheInterpreterDoes() {
        var interpreter = new Interpreter(shop);
        int passed = 0;
        int dropped = 0;
        for (int from = 0; from < workloads.size(); from++) {
            for (int to = 0; to < workloads.size(); to++) {
                for (var family : IpFamily.values()) {
                    if (from == to) {
                        continue;
                    }
                    for (var service : services(family)) {
                        if (decidesAlike(interpreter, from, to, family, service)) {
                            passed++;
                        } else {
                            dropped++;
                        }
                    }
                }
            }
        }
        assertTrue(passed > 50 && dropped > 1000, passed + " passed, " + dropped + " dropped");
    }

    private boolean decidesAlike(Interpreter interpreter, int from, int to, IpFamily family, FlowService service) {
        var source = address(from, family);
        var destination = address(to, family);
        var verdict = interpreter.judge(new Flow(
                source,
                destination,
                service,
                Optional.of(workloads.get(from).name()),
                Optional.of(workloads.get(to).name()),
                COMMIT));
        var outcome = edge.send(
                from,
                TwoPorts.frame(
                        ports.get(to).mac(),
                        ports.get(from).mac(),
                        source,
                        destination,
                        service.protocol(),
                        payload(service)));
        var flow = ports.get(from).name() + " to " + ports.get(to).name() + " " + service;
        assertEquals(verdict.passes(), outcome instanceof PacketOutcome.Delivered, flow + ": " + outcome);
        if (outcome instanceof PacketOutcome.Delivered delivered) {
            boolean inspected = !verdict.chains().isEmpty();
            assertEquals(inspected ? PortRecord.Kind.SERVICE_IN : PortRecord.Kind.WORKLOAD, kind(delivered), flow);
        }
        return verdict.passes();
    }

    private PortRecord.Kind kind(PacketOutcome.Delivered delivered) {
        return ports.get(delivered.port()).kind();
    }

    private IpAddress address(int workload, IpFamily family) {
        return ports.get(workload).addresses().stream()
                .filter(address -> address.family() == family)
                .findFirst()
                .orElseThrow();
    }

    private static List<FlowService> services(IpFamily family) {
        var services = new ArrayList<FlowService>();
        for (int port : PORTS) {
            services.add(new FlowService.ToPort(Transport.TCP, port));
            services.add(new FlowService.ToPort(Transport.UDP, port));
        }
        services.add(new FlowService.Icmp(family, family == IpFamily.IPV4 ? 8 : 128, 0));
        services.add(new FlowService.Icmp(family, family == IpFamily.IPV4 ? 13 : 139, 0));
        services.add(new FlowService.Other(47));
        return services;
    }

    /** Each packet opens a connection of its own. */
    private byte[] payload(FlowService service) {
        sequence++;
        return switch (service) {
            case FlowService.ToPort port ->
                port.transport() == Transport.TCP
                        ? Frames.tcp(sequence, port.port(), Frames.SYN)
                        : Frames.udp(sequence, port.port(), new byte[4]);
            case FlowService.Icmp icmp -> Frames.icmp(icmp.type(), icmp.code(), sequence);
            case FlowService.Other other -> new byte[8];
        };
    }
}
