package dev.damson.policy.classbench;

import static org.assertj.core.api.Assertions.assertThat;

import dev.damson.policy.classify.Classifier;
import dev.damson.policy.classify.PlanReader;
import dev.damson.policy.emit.Programs;
import dev.damson.policy.interpret.Flow;
import dev.damson.policy.interpret.FlowService;
import dev.damson.policy.model.Cidr;
import dev.damson.policy.model.Domain;
import dev.damson.policy.model.DomainSnapshot;
import dev.damson.policy.model.End;
import dev.damson.policy.model.IpAddress;
import dev.damson.policy.model.IpFamily;
import dev.damson.policy.model.Labels;
import dev.damson.policy.model.MacAddress;
import dev.damson.policy.model.Metadata;
import dev.damson.policy.model.Mode;
import dev.damson.policy.model.PolicyObject;
import dev.damson.policy.model.PolicySet;
import dev.damson.policy.model.SegmentationPolicy;
import dev.damson.policy.model.StateSpec;
import dev.damson.policy.model.Tier;
import dev.damson.policy.model.Transport;
import dev.damson.policy.model.Workload;
import dev.damson.policy.model.WorkloadPort;
import dev.damson.policy.model.WorkloadType;
import dev.damson.policy.plan.DomainPlan;
import dev.damson.policy.random.Dice;
import dev.damson.policy.random.FilterSet;
import dev.damson.policy.replay.SimulatedJudges;
import dev.damson.wire.layout.VerdictRecord;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Rule sets that nobody here wrote compile, and tables and bytecode find the rule that a first-match scan finds. */
class ClassBenchTest {
    private static final int WORKLOADS = 40;
    private static final int PACKETS = 2_000;
    private static final int FEWEST_RULES = 50;
    private static final String TENANT = "public";
    private static final String DOMAIN = "classbench";

    @ParameterizedTest
    @ValueSource(strings = {"acl1_1k", "fw1_1k", "ipc1_1k", "acl1_10k"})
    void judgesAsAFirstMatchScanDoes(String name) {
        var set = read(name);
        var dice = new Dice(name.hashCode());
        var workloads = workloads(set, dice);
        var snapshot = snapshot(set, workloads);
        var plan = Classifier.classify(snapshot);
        long largest = plan.profiles().stream()
                .mapToLong(profile ->
                        Math.max(profile.from().cells().length, profile.to().cells().length))
                .max()
                .orElseThrow();
        System.out.printf(
                "%s: %d rules, %d identities, %d profiles, largest table %,d cells%n",
                name,
                set.filters().size(),
                plan.identities().size(),
                plan.profiles().size(),
                largest);
        var reader = new PlanReader(snapshot.policies(), plan);
        var judges = new SimulatedJudges(plan, Programs.emit(plan));
        var matched = new HashSet<Integer>();
        for (int i = 0; i < PACKETS; i++) {
            var flow = packet(set, workloads, dice);
            int expected = set.scan(
                    flow.source(),
                    flow.destination(),
                    flow.service().protocol(),
                    flow.service().number());
            matched.add(expected);
            for (var end : End.values()) {
                var own = end == End.SOURCE ? flow.sourceWorkload() : flow.destinationWorkload();
                if (own.isPresent()) {
                    assertThat(rule(plan, reader.record(flow, end)))
                            .as("%s at %s", flow, end)
                            .isEqualTo(expected);
                    assertThat(rule(plan, judges.judge(reader.profile(flow, end), end, flow)))
                            .as("%s at %s, bytecode", flow, end)
                            .isEqualTo(expected);
                }
            }
        }
        assertThat(matched).as("rules that decided").hasSizeGreaterThan(FEWEST_RULES);
    }

    private static FilterSet read(String name) {
        try (var stream = ClassBenchTest.class.getResourceAsStream(name)) {
            return FilterSet.of(
                    new String(Objects.requireNonNull(stream, name).readAllBytes(), StandardCharsets.US_ASCII));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static int rule(DomainPlan plan, VerdictRecord record) {
        var rule = plan.rules().get(record.rule()).rule();
        return rule.equals("default") ? -1 : Integer.parseInt(rule.substring(1));
    }

    /** Half of them where rules' sources are, half where their destinations are. */
    private static Map<IpAddress, String> workloads(FilterSet set, Dice dice) {
        var workloads = new LinkedHashMap<IpAddress, String>();
        while (workloads.size() < WORKLOADS) {
            var filter = dice.one(set.filters());
            var within = workloads.size() % 2 == 0 ? filter.source() : filter.destination();
            workloads.putIfAbsent(address(within, dice), "w-" + workloads.size());
        }
        return workloads;
    }

    /** Some address of a prefix, or sometimes the one behind it. */
    private static IpAddress address(Cidr within, Dice dice) {
        int random = dice.below(1 << 16) << 16 | dice.below(1 << 16);
        var address = IpAddress.v4((int) within.base().low() | random & (int) ~mask(within));
        return within.prefix() > 8 && dice.percent(10) ? within.last().next().orElse(address) : address;
    }

    private static long mask(Cidr cidr) {
        return cidr.prefix() == 0 ? 0 : -1L << 32 - cidr.prefix();
    }

    private static DomainSnapshot snapshot(FilterSet set, Map<IpAddress, String> workloads) {
        var objects = new ArrayList<PolicyObject>();
        objects.add(Domain.created(DOMAIN));
        objects.add(new Tier(Metadata.of("rules", DOMAIN), 100));
        workloads.forEach((address, name) -> objects.add(new Workload(
                new Metadata(name, DOMAIN, Labels.of(Map.of())),
                WorkloadType.VM,
                List.of(),
                List.of(new WorkloadPort(
                        "eth0",
                        Optional.empty(),
                        Optional.of(new MacAddress(0x0200_0000_0000L | address.low())),
                        List.of(address),
                        List.of(),
                        List.of())),
                StateSpec.INHERITED)));
        objects.add(new SegmentationPolicy(
                Metadata.of("all", DOMAIN), "rules", 0, Mode.ENFORCE, false, List.of(), set.rules()));
        return DomainSnapshot.offline(PolicySet.of(TENANT, DOMAIN, objects));
    }

    /** From or to a workload; mostly where a rule matches it, else anywhere. */
    private static Flow packet(FilterSet set, Map<IpAddress, String> workloads, Dice dice) {
        var own = dice.one(List.copyOf(workloads.keySet()));
        boolean source = dice.percent(50);
        var filter = dice.one(set.filters());
        for (int tries = 0; tries < 200 && dice.percent(98); tries++) {
            var mine = source ? filter.source() : filter.destination();
            if (Cidr.around(own, mine.prefix()).equals(mine)) {
                break;
            }
            filter = dice.one(set.filters());
        }
        var other = dice.percent(80)
                ? address(source ? filter.destination() : filter.source(), dice)
                : dice.one(List.copyOf(workloads.keySet()));
        var from = source ? own : other;
        var to = source ? other : own;
        return new Flow(
                from,
                to,
                service(filter, dice),
                Optional.ofNullable(workloads.get(from)),
                Optional.ofNullable(workloads.get(to)),
                Instant.EPOCH);
    }

    private static FlowService service(FilterSet.Filter filter, Dice dice) {
        int protocol = filter.protocol() < 0 ? dice.one(List.of(6, 17, 1, 47)) : filter.protocol();
        int port = Math.clamp(
                dice.percent(50)
                        ? dice.one(List.of(filter.first(), filter.last())) + dice.between(-1, 1)
                        : dice.between(filter.first(), filter.last()),
                0,
                65_535);
        for (var transport : Transport.values()) {
            if (transport.number() == protocol) {
                return new FlowService.ToPort(transport, port);
            }
        }
        return protocol == 1
                ? new FlowService.Icmp(IpFamily.IPV4, port >> 8, port & 0xff)
                : new FlowService.Other(protocol);
    }
}
