package dev.damson.edge.agent;

import dev.damson.edge.agent.maps.HostMaps;
import dev.damson.edge.kernel.bpf.PerCpuValues;
import dev.damson.wire.layout.DropReason;
import dev.damson.wire.layout.Maps;
import java.util.ArrayList;
import java.util.List;

/** What was dropped, by port and reason, since the maps were made. */
final class DropCounts {
    private static final DropReason[] REASONS = DropReason.values();

    private DropCounts() {}

    /** @param packets more than none */
    record Count(int portSlot, String reason, long packets) {}

    /** @param portSlots how many slots were ever given to ports; the counters of the others are not looked at */
    static List<Count> read(HostMaps maps, int portSlots) {
        var sums = PerCpuValues.sums(maps.map(Maps.DROPS), 0, portSlots * DropReason.STRIDE);
        var counts = new ArrayList<Count>();
        for (var index = 0; index < sums.length; index++) {
            if (sums[index] != 0) {
                var reason = index % DropReason.STRIDE;
                counts.add(new Count(
                        index / DropReason.STRIDE,
                        reason < REASONS.length ? REASONS[reason].word() : "reason-" + reason,
                        sums[index]));
            }
        }
        return counts;
    }
}
