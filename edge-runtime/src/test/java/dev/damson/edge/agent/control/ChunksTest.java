package dev.damson.edge.agent.control;

import static org.assertj.core.api.Assertions.assertThat;

import dev.damson.edge.agent.state.BlobStore;
import dev.damson.wire.topic.DomainKeys;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ChunksTest {
    private static byte[] random(int bytes) {
        var blob = new byte[bytes];
        new Random(bytes).nextBytes(blob);
        return blob;
    }

    private static byte[] part(byte[] blob, int number) {
        var from = number * DomainKeys.CHUNK_BYTES;
        return Arrays.copyOfRange(blob, from, Math.min(blob.length, from + DomainKeys.CHUNK_BYTES));
    }

    private static String key(byte[] blob, int number) {
        return DomainKeys.chunk(BlobStore.sha256(blob), number);
    }

    @Test
    void oneChunkIsABlob() {
        var blob = random(1000);
        assertThat(new Chunks().add(key(blob, 0), blob)).hasValue(blob);
    }

    @Test
    void anEmptyBlobHasOneEmptyChunk() {
        assertThat(new Chunks().add(key(new byte[0], 0), new byte[0])).hasValue(new byte[0]);
    }

    @Test
    void chunksMayComeInAnyOrderAndAmongOthers() {
        var blob = random(2 * DomainKeys.CHUNK_BYTES + 7);
        var other = random(DomainKeys.CHUNK_BYTES + 1);
        var chunks = new Chunks();
        assertThat(chunks.add(key(blob, 2), part(blob, 2))).isEmpty();
        assertThat(chunks.add(key(other, 0), part(other, 0))).isEmpty();
        assertThat(chunks.add(key(blob, 0), part(blob, 0))).isEmpty();
        assertThat(chunks.add(key(blob, 1), part(blob, 1))).hasValue(blob);
        assertThat(chunks.add(key(other, 1), part(other, 1))).hasValue(other);
    }

    @Test
    void bytesThatDoNotHaveTheHashAreNoBlob() {
        var blob = random(1000);
        assertThat(new Chunks().add(key(blob, 0), random(999))).isEmpty();
    }

    @Test
    void aKeyThatIsNoneIsPassedOver() {
        assertThat(new Chunks().add("blob/00", new byte[1])).isEmpty();
        assertThat(new Chunks().add("blob/00/x", new byte[1])).isEmpty();
    }

    @Test
    void whatNobodyCompletesIsForgotten() {
        var chunks = new Chunks();
        var blob = random(DomainKeys.CHUNK_BYTES + 1);
        assertThat(chunks.add(key(blob, 0), part(blob, 0))).isEmpty();
        for (var number = 1; number <= 32; number++) {
            var junk = new byte[DomainKeys.CHUNK_BYTES];
            assertThat(chunks.add("blob/%064x/1".formatted(number), junk)).isEmpty();
        }
        assertThat(chunks.add(key(blob, 1), part(blob, 1))).isEmpty();
    }
}
