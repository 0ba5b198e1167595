package dev.damson.edge.agent.health;

import static org.assertj.core.api.Assertions.assertThat;

import dev.damson.wire.proto.InstanceReport.State;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** + is an answer, - a miss. */
class InstanceHealthTest {
    @ParameterizedTest
    @CsvSource({
        "UNPROVEN, ---------, UNPROVEN",
        "UNPROVEN, +, UP",
        "UNPROVEN, --+, UP",
        "UP, --, UP",
        "UP, --+--, UP",
        "UP, ---, DOWN",
        "DOWN, ++++, DOWN",
        "DOWN, ++++-++++, DOWN",
        "DOWN, +++++, UP",
        "UP, ---+++++, UP"
    })
    void threeMissesAreDownAndFiveAnswersUp(State before, String probes, State after) {
        var health = new InstanceHealth(before);
        probes.chars().forEach(probe -> {
            var known = health.state();
            assertThat(health.probed(probe == '+')).isEqualTo(health.state() != known);
        });
        assertThat(health.state()).isEqualTo(after);
    }
}
