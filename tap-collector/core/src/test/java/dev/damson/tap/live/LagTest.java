package dev.damson.tap.live;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LagTest {
    private static final Duration PAST = Duration.ofMinutes(2);
    private static final Duration MOST = Duration.ofSeconds(30);

    @Test
    void thePastThatWasAskedForIsNotPassedOver() {
        var lag = new Lag(PAST, Optional.of(MOST));

        assertThat(lag.tooFar(1_200, PAST)).isFalse();
        assertThat(lag.tooFar(400, Duration.ofSeconds(40))).isFalse();
    }

    @Test
    void whoeverFallsBehindTheBeginningItselfIsBroughtToTheEnd() {
        var lag = new Lag(PAST, Optional.of(MOST));

        assertThat(lag.tooFar(1_200, PAST.plus(MOST).plusMillis(1))).isTrue();
    }

    @Test
    void afterTheEndWasReachedOnceOnlyTheLimitCounts() {
        var lag = new Lag(PAST, Optional.of(MOST));

        assertThat(lag.tooFar(0, Duration.ZERO)).isFalse();
        assertThat(lag.tooFar(10, MOST)).isFalse();
        assertThat(lag.tooFar(10, MOST.plusMillis(1))).isTrue();
    }

    @Test
    void withoutALimitNothingIsPassedOver() {
        var lag = new Lag(Duration.ZERO, Optional.empty());

        assertThat(lag.tooFar(1_000_000, Duration.ofDays(1))).isFalse();
    }
}
