package dev.damson.edge.agent.maps;

import static org.assertj.core.api.Assertions.assertThat;

import dev.damson.edge.agent.maps.LiveWords.Live;
import dev.damson.wire.layout.Maps;
import java.lang.foreign.Arena;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LiveWordsTest {
    @Test
    void generationAndEpochChangeInOneWord() {
        try (var arena = Arena.ofConfined()) {
            var words = new LiveWords(arena.allocate(Maps.LIVE.valueSize(), Long.BYTES));
            assertThat(words.get(3)).isEqualTo(Live.NONE);
            words.set(3, new Live(7, -2));
            assertThat(words.get(3)).isEqualTo(new Live(7, -2));
            assertThat(words.get(2)).isEqualTo(Live.NONE);
        }
    }

    @ParameterizedTest
    @CsvSource({"0, 1", "1, 2", "2147483646, 2147483647", "2147483647, 2"})
    void aGenerationIsFollowedByOneOfTheOtherParity(int generation, int next) {
        assertThat(new Live(generation, 1).nextGeneration()).isEqualTo(next);
        assertThat((generation ^ next) & 1).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({"0, 1", "1, 2", "-1, 1"})
    void noEpochIsZero(int epoch, int next) {
        assertThat(new Live(1, epoch).nextEpoch()).isEqualTo(next);
    }
}
