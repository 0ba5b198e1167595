package dev.damson.edge.agent.maps;

import static java.lang.foreign.ValueLayout.JAVA_LONG;

import dev.damson.wire.layout.Maps;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.VarHandle;

/** Map {@code host/live} as memory: what each domain enforces, in one word that changes with one store. */
public final class LiveWords {
    private static final VarHandle WORD = JAVA_LONG.varHandle();

    private final MemorySegment memory;

    LiveWords(MemorySegment memory) {
        this.memory = memory;
    }

    /**
     * @param generation 0 for none: the domain's ports are closed
     * @param epoch connections that were judged in another one are judged again
     */
    public record Live(int generation, int epoch) {
        public static final Live NONE = new Live(0, 0);

        static Live of(long word) {
            return new Live((int) (word >>> 32), (int) word);
        }

        long word() {
            return (long) generation << 32 | Integer.toUnsignedLong(epoch);
        }

        /** Epoch 0 stands for "never judged", so it is passed over. */
        public int nextEpoch() {
            return epoch == -1 ? 1 : epoch + 1;
        }

        /** Generation 0 stands for none. */
        public int nextGeneration() {
            return generation == Integer.MAX_VALUE ? 1 + (generation & 1) : generation + 1;
        }
    }

    public Live get(int domainSlot) {
        return Live.of((long) WORD.getAcquire(memory, at(domainSlot)));
    }

    /** From this store on every new packet of the domain meets the given generation; nothing before it is seen later. */
    public void set(int domainSlot, Live live) {
        WORD.setRelease(memory, at(domainSlot), live.word());
    }

    private static long at(int domainSlot) {
        if (domainSlot < 0 || domainSlot >= Maps.MAX_DOMAINS) {
            throw new IndexOutOfBoundsException("domain slot \"" + domainSlot + "\"");
        }
        return domainSlot * JAVA_LONG.byteSize();
    }
}
