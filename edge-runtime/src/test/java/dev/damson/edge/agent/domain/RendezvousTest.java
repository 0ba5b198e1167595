package dev.damson.edge.agent.domain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.damson.wire.layout.FunctionRecord;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RendezvousTest {
    @Test
    void withoutInstancesEveryBucketIsEmpty() {
        assertThat(Rendezvous.buckets(List.of()).buckets())
                .hasSize(FunctionRecord.BUCKETS)
                .containsOnly(FunctionRecord.NO_INSTANCE);
    }

    @Test
    void oneServesAll() {
        assertThat(Rendezvous.buckets(List.of(7)).buckets()).containsOnly(7);
    }

    @Test
    void severalShare() {
        var buckets = Rendezvous.buckets(List.of(1, 2, 3, 4)).buckets();
        for (var instance = 1; instance <= 4; instance++) {
            assertThat(buckets).filteredOn(List.of(instance)::contains).hasSizeBetween(6, 28);
        }
    }

    @Test
    void oneThatGoesMovesOnlyItsOwnBuckets() {
        var all = Rendezvous.buckets(List.of(1, 2, 3, 4)).buckets();
        var without = Rendezvous.buckets(List.of(1, 2, 4)).buckets();
        assertThat(IntStream.range(0, FunctionRecord.BUCKETS).filter(bucket -> all.get(bucket) != 3))
                .allSatisfy(bucket -> assertThat(without.get(bucket)).isEqualTo(all.get(bucket)));
    }

    @Test
    void theOrderOfInstancesDoesNotMatter() {
        assertThat(Rendezvous.buckets(List.of(4, 1, 9))).isEqualTo(Rendezvous.buckets(List.of(9, 4, 1)));
    }
}
