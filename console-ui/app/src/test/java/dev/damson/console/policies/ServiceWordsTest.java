package dev.damson.console.policies;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ServiceWordsTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "any",
                "tcp",
                "tcp/5432",
                "udp/53, tcp/8000-8010",
                "tcp/postgres",
                "icmp",
                "icmpv6/128",
                "protocol 47"
            })
    void whatACellShowsIsReadBack(String words) {
        assertThat(PeerWords.services(ServiceWords.parse(words))).isEqualTo(words);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " , ", "5432", "tcp/", "tcp/70000", "tcp/90-80", "http//80", "protocol 300"})
    void whatIsNoServiceIsRefused(String words) {
        assertThatThrownBy(() -> ServiceWords.parse(words)).isInstanceOf(IllegalArgumentException.class);
    }
}
