package dev.damson.policy.ebpf.sim;

import dev.damson.wire.layout.MapSpec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A ring buffer whose consumer is the test: records stay, and fill the ring, until they are drained. */
public final class Ring extends SimulatedMap {
    /** Each record has a header in the ring (BPF_RINGBUF_HDR_SZ) and begins at a multiple of it. */
    private static final int HEADER_BYTES = 8;

    private static final int NO_WAKEUP = 1;
    private static final int FORCE_WAKEUP = 2;

    private final List<RingRecord> records = new ArrayList<>();
    private final List<Region> reserved = new ArrayList<>();
    private long produced;
    private long consumed;

    Ring(MapSpec spec) {
        super(spec);
    }

    /**
     * A submitted record.
     *
     * @param data what the program wrote
     * @param wakeup whether the program asked for the consumer to be woken, or not to be
     */
    public record RingRecord(byte[] data, Wakeup wakeup) {
        /** What the flags of the submission said. */
        public enum Wakeup {
            /** No flag: the kernel wakes a consumer that has caught up. */
            ADAPTIVE,
            NONE,
            FORCED
        }

        /** Copies the data. */
        public RingRecord {
            data = data.clone();
        }

        @Override
        public byte[] data() {
            return data.clone();
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof RingRecord that && wakeup == that.wakeup && Arrays.equals(data, that.data);
        }

        @Override
        public int hashCode() {
            return 31 * Arrays.hashCode(data) + wakeup.hashCode();
        }

        @Override
        public String toString() {
            return "RingRecord[%d bytes, %s]".formatted(data.length, wakeup);
        }
    }

    /** Records that were not drained yet, oldest first. */
    public List<RingRecord> records() {
        return List.copyOf(records);
    }

    /** Takes all records, as a consumer that has caught up. */
    public List<RingRecord> drain() {
        var taken = records();
        records.clear();
        consumed = produced;
        return taken;
    }

    @Nullable
    Region reserve(long size) {
        var needed = (size + HEADER_BYTES + HEADER_BYTES - 1) & -HEADER_BYTES;
        if (produced - consumed + needed > spec().maxEntries() - 1) {
            return null;
        }
        produced += needed;
        var region = new Region(new byte[(int) size], 0, (int) size, true);
        reserved.add(region);
        return region;
    }

    /** The reservation becomes a record; whether it was this ring's. */
    boolean submit(Region reservation, long flags) {
        if (!release(reservation)) {
            return false;
        }
        records.add(new RingRecord(reservation.bytes(), wakeup(flags)));
        return true;
    }

    boolean release(Region reservation) {
        return reserved.remove(reservation);
    }

    long output(byte[] bytes, int at, int size, long flags) {
        if ((flags & ~(NO_WAKEUP | FORCE_WAKEUP)) != 0) {
            return EINVAL;
        }
        var region = reserve(size);
        if (region == null) {
            return EAGAIN;
        }
        System.arraycopy(bytes, at, region.bytes(), 0, size);
        submit(region, flags);
        return OK;
    }

    long query(long what) {
        return switch ((int) what) {
            case 0 -> produced - consumed;
            case 1 -> spec().maxEntries();
            case 2 -> consumed;
            case 3 -> produced;
            default -> 0;
        };
    }

    @Override
    boolean holdsValues() {
        return false;
    }

    @Override
    @Nullable
    Region lookup(byte[] key, int at) {
        return null;
    }

    @Override
    long update(byte[] key, int keyAt, byte[] value, int valueAt, long flags) {
        return EINVAL;
    }

    @Override
    long delete(byte[] key, int at) {
        return EINVAL;
    }

    private static RingRecord.Wakeup wakeup(long flags) {
        if ((flags & FORCE_WAKEUP) != 0) {
            return RingRecord.Wakeup.FORCED;
        }
        return (flags & NO_WAKEUP) != 0 ? RingRecord.Wakeup.NONE : RingRecord.Wakeup.ADAPTIVE;
    }
}
