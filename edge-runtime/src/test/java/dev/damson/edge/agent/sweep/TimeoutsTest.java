package dev.damson.edge.agent.sweep;

import static org.assertj.core.api.Assertions.assertThat;

import dev.damson.wire.layout.ConnKey;
import dev.damson.wire.layout.ConnValue;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TimeoutsTest {
    private static final int SYN_ACK = 18;
    private static final int WITH_FIN = 19;
    private static final int WITH_RST = 22;

    @ParameterizedTest
    @CsvSource({
        "6, 18, 18, 7440",
        "6, 19, 18, 240",
        "6, 18, 19, 240",
        "6, 19, 19, 10",
        "6, 22, 18, 10",
        "6, 18, 22, 10",
        "17, 0, 0, 300",
        "1, 0, 0, 60",
        "58, 0, 0, 60",
        "132, 0, 0, 600"
    })
    void dependOnProtocolAndState(int protocol, int forward, int reverse, long seconds) {
        assertThat(new int[] {SYN_ACK, WITH_FIN, WITH_RST, 0}).contains(forward, reverse);
        var key = ConnKey.STRUCT.allocate();
        var value = ConnValue.STRUCT.allocate();
        ConnKey.PROTOCOL.put(key, protocol);
        ConnValue.TCP_FORWARD.put(value, forward);
        ConnValue.TCP_REVERSE.put(value, reverse);
        assertThat(Timeouts.of(key, value)).hasSeconds(seconds);
    }
}
