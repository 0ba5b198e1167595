package dev.damson.edge.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KernelClockTest {
    @Test
    @Tag("kernel")
    void timeStampsOfProgramsBecomeWallTime() {
        var clock = KernelClock.sample();
        var before = Instant.now();
        var stamped = clock.instant(KernelClock.monotonicNanos());
        var after = Instant.now();

        var steering = Duration.ofMillis(50);
        assertThat(stamped).isBetween(before.minus(steering), after.plus(steering));
    }

    @Test
    void bothWaysFitTogether() {
        var clock = new KernelClock(1_700_000_000_123_456_789L);

        assertThat(clock.instant(1_000_000_000L)).isEqualTo(Instant.parse("2023-11-14T22:13:21.123456789Z"));
        assertThat(clock.monotonicNanos(Instant.parse("2023-11-14T22:13:21.123456789Z")))
                .isEqualTo(1_000_000_000L);
    }

    @Test
    @Tag("kernel")
    void theBarrierReturns() {
        var before = KernelClock.monotonicNanos();
        Membarrier.awaitRunningPrograms();

        assertThat(KernelClock.monotonicNanos()).isGreaterThan(before);
    }

    @ParameterizedTest
    @CsvSource({"0, 1", "0-1, 2", "'0-3,8-11', 8", "'0,2', 2"})
    void processorsAreCounted(String list, int count) {
        assertThat(Cpus.count(list)).isEqualTo(count);
    }
}
