package dev.damson.edge.agent;

import dev.damson.edge.agent.maps.HostMaps;
import dev.damson.edge.kernel.bpf.PerCpuValues;
import dev.damson.wire.layout.DropReason;
import dev.damson.wire.layout.Maps;
import dev.damson.wire.layout.PortRecord;
import java.util.ArrayList;
import java.util.List;

/** What was dropped, by port and reason, since the maps were made. */
final class DropCounts {
    private static final DropReason[] REASONS = DropReason.values();

    private DropCounts() {}

    /** @param packets more than none */
    record Count(int portSlot, String reason, long packets) {}

    /** What was dropped of what came from other edges; nothing where there is no tunnel. */
    static List<Count> ofTunnel(HostMaps maps) {
        var counts = new ArrayList<Count>();
        for (var reason : maps.hasTunnel() ? REASONS : new DropReason[0]) {
            var index = PortRecord.TUNNEL * DropReason.STRIDE + reason.ordinal();
            var packets = PerCpuValues.of(maps.map(Maps.DROPS), index).sum(0);
            if (packets != 0) {
                counts.add(new Count(PortRecord.TUNNEL, reason.word(), packets));
            }
        }
        return counts;
    }

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
