package dev.damson.edge.agent.domain;

import dev.damson.edge.agent.DomainId;
import dev.damson.edge.agent.trust.Refusal;
import dev.damson.edge.kernel.bpf.BpfMap;
import dev.damson.wire.layout.TapState;
import dev.damson.wire.proto.Tap;
import java.nio.ByteBuffer;
import java.util.List;

/** Writes the taps of a revision into its generation. */
final class TapStates {
    private static final long NANOS_PER_SECOND = 1_000_000_000L;

    /** A burst of a quarter of a second passes at once, and never less than a page load's few packets. */
    private static final int BURSTS_PER_SECOND = 4;

    private static final int SMALLEST_BURST = 16;

    private TapStates() {}

    static void write(DomainId domain, List<Tap> taps, BpfMap map, TapNumbers numbers) {
        if (taps.size() > TapState.MAX_TAPS) {
            throw new Refusal("the revision has %d taps; at most %d fit".formatted(taps.size(), TapState.MAX_TAPS));
        }
        for (var bit = 0; bit < taps.size(); bit++) {
            var tap = taps.get(bit);
            map.update(bit, ByteBuffer.wrap(state(tap, numbers.of(domain, tap)).encode()));
        }
    }

    /** A tap that goes nowhere from here copies nothing; sensors get theirs from the kernel. */
    private static TapState state(Tap tap, int number) {
        var perSecond = tap.getPacketsPerSecond();
        return new TapState(
                tap.getToInspection(),
                tap.getSnapLength(),
                Math.max(1, tap.getSampleOneIn()),
                tap.getExpiresUnixNanos(),
                perSecond == 0 ? 0 : Math.max(SMALLEST_BURST, perSecond / BURSTS_PER_SECOND),
                perSecond == 0 ? 0 : NANOS_PER_SECOND / perSecond,
                number);
    }
}
