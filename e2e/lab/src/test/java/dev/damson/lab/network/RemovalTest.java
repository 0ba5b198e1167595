package dev.damson.lab.network;

import static dev.damson.lab.LaboratoryFixture.run;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.damson.lab.LaboratoryFixture;
import dev.damson.lab.inventory.Inventory;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("kernel")
class RemovalTest {
    private final String prefix = LaboratoryFixture.uniquePrefix();
    private final String neighbour = prefix + "-other";
    private final Inventory two = new Inventory(
            LaboratoryFixture.shops().workloads().stream().limit(2).toList());

    @AfterEach
    void removeEverything() throws IOException {
        Laboratory.removeAll(prefix);
        Laboratory.removeAll(neighbour);
    }

    @Test
    void removesExactlyItsOwnNamespaces() throws IOException {
        Laboratory.create(prefix, two);
        Laboratory.create(neighbour, two);
        Laboratory.removeAll(prefix);
        assertThat(named(prefix + "-host")).isFalse();
        assertThat(named(prefix + "-acme-web-1")).isFalse();
        assertThat(named(neighbour + "-host")).isTrue();
        assertThat(named(neighbour + "-acme-web-2")).isTrue();
    }

    @Test
    void beginsAfreshWhereALaboratoryIsLeft() throws IOException {
        Laboratory.create(prefix, two);
        var laboratory = Laboratory.create(prefix, two);
        assertThat(run(laboratory.host(), "ip", "-brief", "link")).contains("acme-web-1", "acme-web-2");
    }

    @Test
    void removesWhatWasHalfMade() throws IOException {
        Leftovers.record(prefix, List.of(prefix + "-host", prefix + "-acme-web-1"));
        Ip.batch(List.of("netns add " + prefix + "-acme-web-1"));
        Laboratory.removeAll(prefix);
        assertThat(named(prefix + "-acme-web-1")).isFalse();
    }

    @Test
    void hasNothingToDoWhereNoneIsLeft() throws IOException {
        Laboratory.removeAll(prefix);
        assertThat(named(prefix + "-host")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "../etc/passwd", "Upper", "-hyphen", "hyphen-"})
    void refusesAPrefixThatIsNoName(String wrong) {
        assertThatThrownBy(() -> Laboratory.create(wrong, two)).hasMessageContaining("\"" + wrong + "\"");
    }

    private static boolean named(String namespace) {
        return new LabNamespace(namespace).exists();
    }
}
