package dev.damson.topology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.damson.topology.store.GraphUnavailable;
import java.net.URI;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("server")
class FirstPasswordTest {
    private final LocalNeo4j server = LocalNeo4j.shared();

    @Test
    void settingThePasswordAgainChangesNothing() {
        new FirstPassword(server.uri(), Duration.ofSeconds(5))
                .set(server.password().toCharArray());

        try (var graph = server.open()) {
            assertThat(graph.tenants()).isNotNull();
        }
    }

    @Test
    void aServerWithAnotherPasswordIsLeftAlone() {
        assertThatThrownBy(() ->
                        new FirstPassword(server.uri(), Duration.ofSeconds(5)).set("another-password".toCharArray()))
                .isInstanceOf(GraphUnavailable.class)
                .hasMessageContaining("has another password");
    }

    @Test
    void aServerThatIsNotThereIsNamed() {
        var nobody = URI.create("bolt://127.0.0.1:1");

        assertThatThrownBy(() -> new FirstPassword(nobody, Duration.ofMillis(300)).set("secret-secret".toCharArray()))
                .isInstanceOf(GraphUnavailable.class)
                .hasMessageContaining("bolt://127.0.0.1:1");
    }
}
