package dev.damson.edge.agent.domain;

import dev.damson.edge.agent.DomainId;
import dev.damson.edge.kernel.bpf.PerCpuValues;
import dev.damson.wire.layout.ChainCounters;
import dev.damson.wire.layout.ChainRecord;
import dev.damson.wire.layout.Maps;
import dev.damson.wire.layout.TapState;
import java.util.ArrayList;
import java.util.List;

/** Reads the counters that stand in a generation's own maps, and keeps them when it goes. */
record GenerationCounters(DomainId domain, TapNumbers numbers, Totals totals) {
    List<TapCounts> taps(Generation generation) {
        var counts = new ArrayList<TapCounts>();
        var taps = generation.revision().layout().getTapsList();
        for (var bit = 0; bit < taps.size(); bit++) {
            var tap = taps.get(bit);
            var state = generation.map(Maps.TAPS).lookup(bit);
            counts.add(new TapCounts(
                    numbers.of(domain, tap),
                    tap.getName(),
                    tap.getExpiresUnixNanos(),
                    totals.with(ring(tap.getName()), TapState.LOST_RING.get(state)),
                    totals.with(rate(tap.getName()), TapState.LOST_RATE.get(state))));
        }
        return counts;
    }

    List<ChainCounts> chains(Generation generation) {
        var counts = new ArrayList<ChainCounts>();
        var chains = generation.revision().layout().getChainsList();
        for (var index = 0; index < Math.min(chains.size(), ChainRecord.MAX_CHAINS); index++) {
            var name = chains.get(index).getName();
            var values = PerCpuValues.of(generation.map(Maps.CHAIN_COUNTERS), index);
            counts.add(new ChainCounts(
                    index,
                    totals.with(bypassed(name), values.sum(ChainCounters.BYPASSED.offset())),
                    totals.with(refused(name), values.sum(ChainCounters.REFUSED.offset()))));
        }
        return counts;
    }

    /** The generation counts no more; call it before its maps are closed. */
    void retire(Generation generation) {
        var layout = generation.revision().layout();
        for (var bit = 0; bit < layout.getTapsCount(); bit++) {
            var state = generation.map(Maps.TAPS).lookup(bit);
            totals.retire(ring(layout.getTaps(bit).getName()), TapState.LOST_RING.get(state));
            totals.retire(rate(layout.getTaps(bit).getName()), TapState.LOST_RATE.get(state));
        }
        for (var index = 0; index < Math.min(layout.getChainsCount(), ChainRecord.MAX_CHAINS); index++) {
            var values = PerCpuValues.of(generation.map(Maps.CHAIN_COUNTERS), index);
            var name = layout.getChains(index).getName();
            totals.retire(bypassed(name), values.sum(ChainCounters.BYPASSED.offset()));
            totals.retire(refused(name), values.sum(ChainCounters.REFUSED.offset()));
        }
    }

    private static String ring(String tap) {
        return "tap/" + tap + "/ring";
    }

    private static String rate(String tap) {
        return "tap/" + tap + "/rate";
    }

    private static String bypassed(String chain) {
        return "chain/" + chain + "/bypassed";
    }

    private static String refused(String chain) {
        return "chain/" + chain + "/refused";
    }
}
