package dev.damson.edge.kernel;

import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.time.Instant;

/**
 * The clock that programs read with {@code bpf_ktime_get_ns}: CLOCK_MONOTONIC, nanoseconds, not counting suspension.
 *
 * @param wallMinusMonotonicNanos what turns a program's time stamp into nanoseconds since 1970; it changes when the wall
 *     clock is set, so sample it again now and then
 */
public record KernelClock(long wallMinusMonotonicNanos) {
    private static final int CLOCK_REALTIME = 0;
    private static final int CLOCK_MONOTONIC = 1;
    private static final long NANOS_PER_SECOND = 1_000_000_000L;

    /** Of several samples the tightest counts: a preempted one is off by the length of the preemption. */
    private static final int SAMPLES = 5;

    /** The relation of both clocks at this moment. */
    public static KernelClock sample() {
        try (var arena = Arena.ofConfined()) {
            var time = arena.allocate(JAVA_LONG, 2);
            var tightest = Long.MAX_VALUE;
            var offset = 0L;
            for (var sample = 0; sample < SAMPLES; sample++) {
                var before = read(CLOCK_MONOTONIC, time);
                var wall = read(CLOCK_REALTIME, time);
                var after = read(CLOCK_MONOTONIC, time);
                if (after - before < tightest) {
                    tightest = after - before;
                    offset = wall - (before + (after - before) / 2);
                }
            }
            return new KernelClock(offset);
        }
    }

    /** Nanoseconds now, as {@code bpf_ktime_get_ns} would answer. */
    public static long monotonicNanos() {
        try (var arena = Arena.ofConfined()) {
            return read(CLOCK_MONOTONIC, arena.allocate(JAVA_LONG, 2));
        }
    }

    /** The wall time of a program's time stamp. */
    public Instant instant(long monotonicNanos) {
        var wall = monotonicNanos + wallMinusMonotonicNanos;
        return Instant.ofEpochSecond(Math.floorDiv(wall, NANOS_PER_SECOND), Math.floorMod(wall, NANOS_PER_SECOND));
    }

    /** The time stamp that a program would have read at a wall time; negative before the machine started. */
    public long monotonicNanos(Instant instant) {
        return instant.getEpochSecond() * NANOS_PER_SECOND + instant.getNano() - wallMinusMonotonicNanos;
    }

    private static long read(int clock, MemorySegment time) {
        Syscall.CLOCK_GETTIME.call("of clock " + clock, "", clock, time.address(), 0);
        return time.getAtIndex(JAVA_LONG, 0) * NANOS_PER_SECOND + time.getAtIndex(JAVA_LONG, 1);
    }
}
