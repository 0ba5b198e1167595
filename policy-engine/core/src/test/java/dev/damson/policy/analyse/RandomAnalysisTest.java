package dev.damson.policy.analyse;

import static org.assertj.core.api.Assertions.assertThat;

import dev.damson.policy.interpret.EndVerdict;
import dev.damson.policy.interpret.Flow;
import dev.damson.policy.interpret.Interpreter;
import dev.damson.policy.interpret.TierStep;
import dev.damson.policy.model.DomainSnapshot;
import dev.damson.policy.model.PolicyObject;
import dev.damson.policy.model.PolicySet;
import dev.damson.policy.model.Rule;
import dev.damson.policy.model.SegmentationPolicy;
import dev.damson.policy.random.RandomDomain;
import dev.damson.policy.random.RandomPackets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Random domains: what is called idle does nothing to any of many packets, by the interpreter. */
class RandomAnalysisTest {
    private static final int DOMAINS = 30;
    private static final int PACKETS = 120;
    private static final long FIRST_SEED = 1_931;
    private static final Instant BEFORE = RandomDomain.NOW.minus(Duration.ofHours(1));

    @Test
    void whatIsCalledIdleDoesNothing() {
        Map<Idleness, Integer> found = new EnumMap<>(Idleness.class);
        for (long seed = FIRST_SEED; seed < FIRST_SEED + DOMAINS; seed++) {
            var snapshot = RandomDomain.of(seed);
            var packets = new RandomPackets(snapshot, seed);
            if (packets.any()) {
                var flows = Stream.generate(packets::next).limit(PACKETS).toList();
                for (var idle : Analysis.of(snapshot, BEFORE)) {
                    found.merge(idle.why(), 1, Integer::sum);
                    check("seed " + seed + ", " + idle, snapshot, idle, flows);
                }
            }
        }
        assertThat(found.keySet()).containsExactly(Idleness.values());
    }

    private static void check(String what, DomainSnapshot snapshot, IdleRule idle, List<Flow> flows) {
        var whole = new Interpreter(snapshot);
        var without = new Interpreter(edited(snapshot, idle, rules -> {
            rules.remove(idle.rule());
            return rules;
        }));
        var alone = new Interpreter(alone(snapshot, idle));
        for (Flow flow : flows) {
            var verdict = whole.judge(flow);
            var rest = without.judge(flow);
            assertThat(outcomes(rest.ends())).as("%s, %s", what, flow).isEqualTo(outcomes(verdict.ends()));
            assertThat(rest.chains()).as("%s, %s", what, flow).isEqualTo(verdict.chains());
            if (idle.why() != Idleness.REDUNDANT) {
                assertThat(verdict.ends()).as("%s, %s", what, flow).noneMatch(end -> isAsked(end, idle));
            }
            if (idle.why() == Idleness.NEVER_MATCHES) {
                assertThat(alone.judge(flow).ends())
                        .as("%s alone, %s", what, flow)
                        .noneMatch(end -> isAsked(end, idle));
            }
        }
    }

    private static List<Object> outcomes(List<EndVerdict> ends) {
        return ends.stream()
                .<Object>flatMap(end -> Stream.of(
                        end.enforced().outcome(),
                        end.pending().outcome(),
                        end.enforced().log(),
                        end.reported()))
                .toList();
    }

    private static boolean isAsked(EndVerdict end, IdleRule idle) {
        return Stream.concat(end.steps().stream(), end.pendingSteps().stream())
                .anyMatch(step -> step instanceof TierStep.Matched matched
                        && matched.by().policy().equals(idle.policy().name())
                        && matched.by().rule().equals(idle.name()));
    }

    private static DomainSnapshot edited(DomainSnapshot snapshot, IdleRule idle, UnaryOperator<List<Rule>> edit) {
        return with(
                snapshot,
                snapshot.policies().objects().stream()
                        .map(object -> object instanceof SegmentationPolicy policy
                                        && policy.key().equals(idle.policy())
                                ? with(policy, edit.apply(new ArrayList<>(policy.rules())))
                                : object)
                        .toList());
    }

    /** The domain with no other rule and no isolation. */
    private static DomainSnapshot alone(DomainSnapshot snapshot, IdleRule idle) {
        return with(
                snapshot,
                snapshot.policies().objects().stream()
                        .filter(object -> !(object instanceof SegmentationPolicy)
                                || object.key().equals(idle.policy()))
                        .map(object -> object instanceof SegmentationPolicy policy
                                ? new SegmentationPolicy(
                                        policy.metadata(),
                                        policy.tier(),
                                        policy.order(),
                                        policy.mode(),
                                        policy.tcpStrict(),
                                        List.of(),
                                        List.of(policy.rules().get(idle.rule())))
                                : object)
                        .toList());
    }

    private static SegmentationPolicy with(SegmentationPolicy policy, List<Rule> rules) {
        return new SegmentationPolicy(
                policy.metadata(),
                policy.tier(),
                policy.order(),
                policy.mode(),
                policy.tcpStrict(),
                policy.isolates(),
                rules);
    }

    private static DomainSnapshot with(DomainSnapshot snapshot, List<? extends PolicyObject> objects) {
        return DomainSnapshot.offline(PolicySet.of(
                snapshot.policies().tenant(), snapshot.policies().domain().name(), objects));
    }
}
