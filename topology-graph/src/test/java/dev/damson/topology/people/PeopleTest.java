package dev.damson.topology.people;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.damson.topology.LocalNeo4j;
import dev.damson.topology.TopologyGraph;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("server")
class PeopleTest {
    private static final Person ZOE = new Person("zoe", Optional.of("people-tenant"), Set.of(Role.ANALYST));

    private static TopologyGraph graph;

    @BeforeAll
    static void open() {
        graph = LocalNeo4j.shared().open();
    }

    @AfterAll
    static void close() {
        graph.close();
    }

    @Test
    void anAccountSignsInWithItsNewestPasswordOnly() {
        var people = graph.people();
        people.put(ZOE, "first".toCharArray());
        assertThat(people.signIn("zoe", "first".toCharArray())).contains(ZOE);

        assertThat(people.changePassword("zoe", "second".toCharArray())).isTrue();

        assertThat(people.signIn("zoe", "first".toCharArray())).isEmpty();
        assertThat(people.signIn("zoe", "second".toCharArray())).contains(ZOE);
        assertThat(people.find("zoe")).contains(ZOE);
        assertThat(graph.tenant("people-tenant").people()).containsExactly(ZOE);
    }

    @Test
    void aNameThatDoesNotExistNeitherSignsInNorChanges() {
        assertThat(graph.people().signIn("yves", "any".toCharArray())).isEmpty();
        assertThat(graph.people().changePassword("yves", "any".toCharArray())).isFalse();
        assertThat(graph.people().find("yves")).isEmpty();
    }

    @Test
    void theFirstAccountIsMadeOnlyWhileThereIsNone() {
        graph.people().put(ZOE, "first".toCharArray());

        assertThat(graph.people()
                        .putFirst(
                                new Person("mallory", Optional.empty(), Set.of(Role.PLATFORM_ADMIN)),
                                "mine".toCharArray()))
                .isFalse();
        assertThat(graph.people().find("mallory")).isEmpty();
        assertThat(graph.people().isEmpty()).isFalse();
    }

    @Test
    void nobodyIsOfATenantAndOfThePlatformOrOfNeither() {
        assertThatThrownBy(() -> new Person("x", Optional.of("acme"), Set.of(Role.PLATFORM_ADMIN)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Person("x", Optional.empty(), Set.of(Role.TENANT_ADMIN)))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
