package dev.damson.policy.classbench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.damson.policy.classify.Classifier;
import dev.damson.policy.classify.PlanReader;
import dev.damson.policy.emit.Programs;
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
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Rule sets that nobody here wrote compile, and tables and bytecode find the rule that a first-match scan finds. */
class ClassBenchTest {
    private static final int PACKETS = 2_000;
    private static final int FEWEST_RULES = 50;
    private static final int RULES = 150;
    private static final String TENANT = "public";
    private static final String DOMAIN = "classbench";

    @ParameterizedTest
    @ValueSource(strings = {"acl1_1k", "fw1_1k", "ipc1_1k", "acl1_10k"})
    void judgesAsAFirstMatchScanDoes(String name) {
        judge(name, read(name), new Dice(name.hashCode()), FEWEST_RULES);
    }

    /** Sets of other seeds: wildcards, ranges, any protocol with ports, protocols without any, IPv6. */
    @ParameterizedTest
    @MethodSource
    void judgesSetsOfEveryKindAsAFirstMatchScanDoes(SyntheticSet kind, IpFamily family, long seed) {
        var dice = new Dice(seed);
        judge(kind + ", " + family + ", seed " + seed, FilterSet.of(kind.text(family, RULES, dice)), dice, 10);
    }

    static Stream<Arguments> judgesSetsOfEveryKindAsAFirstMatchScanDoes() {
        return Stream.of(SyntheticSet.values())
                .flatMap(kind -> Stream.of(IpFamily.values())
                        .flatMap(family -> LongStream.range(1, 4).mapToObj(seed -> Arguments.of(kind, family, seed))));
    }

    private static void judge(String name, FilterSet set, Dice dice, int fewestRules) {
        var packets = new FilterPackets(set, dice);
        var snapshot = snapshot(set, packets.workloads());
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
            var flow = packets.next();
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
        assertThat(matched).as("rules that decided").hasSizeGreaterThan(fewestRules);
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
                        Optional.of(new MacAddress(0x0200_0000_0000L | name.hashCode() & 0xffff_ffffL)),
                        List.of(address),
                        List.of(),
                        List.of())),
                StateSpec.INHERITED)));
        objects.add(new SegmentationPolicy(
                Metadata.of("all", DOMAIN), "rules", 0, Mode.ENFORCE, false, List.of(), set.rules()));
        return DomainSnapshot.offline(PolicySet.of(TENANT, DOMAIN, objects));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "@10.0.0.0/8 10.0.0.0/8 0 : 65535 80 : 80",
                "@10.0.0.0/8 2001:db8::/32 0 : 65535 80 : 80 0x06/0xFF",
                "@10.0.0.0/8 10.0.0.0/8 0 : 65535 81 : 80 0x06/0xFF",
                "@10.0.0.0/8 10.0.0.0/8 0 : 65535 80 : 65536 0x06/0xFF",
                "@10.0.0.0/8 10.0.0.0/8 0 : 65535 80 : 80 0x06/0x0F",
                "@10.0.0.0/33 10.0.0.0/8 0 : 65535 80 : 80 0x06/0xFF",
                "@10.0.0/8 10.0.0.0/8 0 : 65535 80 : 80 0x06/0xFF",
                "10.0.0.0/8 10.0.0.0/8 0 : 65535 80 : 80 0x06/0xFF",
            })
    void refusesWhatIsNoRuleWithItsLine(String line) {
        assertThatThrownBy(() -> FilterSet.of("\n" + line))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("line 2: \"")
                .hasMessageContaining("\" is not ");
    }
}
