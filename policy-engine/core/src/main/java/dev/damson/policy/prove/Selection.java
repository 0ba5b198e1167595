package dev.damson.policy.prove;

import dev.damson.policy.model.Direction;
import dev.damson.policy.model.End;
import dev.damson.policy.model.SegmentationPolicy;
import java.util.BitSet;
import java.util.LinkedHashSet;
import java.util.List;

/**
 * What counts at an end for own addresses that the same lists of peers pick.
 *
 * @param statements rules and, behind all rules, taps; ascending
 * @param isolating the policies that isolate it
 * @param peers numbers of the lists of peers on the other side of the statements
 */
record Selection(End end, List<Integer> statements, List<SegmentationPolicy> isolating, BitSet peers) {

    /** @param own numbers of the lists of peers that pick the own address */
    static Selection of(Statements all, Picks picks, End end, BitSet own) {
        boolean source = end == End.SOURCE;
        var peers = new BitSet();
        var chosen = new BitSet();
        int rules = all.rules().size();
        for (int i = 0; i < rules + all.taps().size(); i++) {
            if (own.get(picks.of(i, source))
                    && (i >= rules || all.rules().get(i).rule().at().orElse(end) == end)) {
                chosen.set(i);
                peers.set(picks.of(i, !source));
            }
        }
        var direction = source ? Direction.EGRESS : Direction.INGRESS;
        var isolating = new LinkedHashSet<SegmentationPolicy>();
        for (int i = 0; i < all.isolations().size(); i++) {
            var isolation = all.isolations().get(i);
            if (isolation.isolation().direction() == direction && own.get(picks.ofSubjects(i))) {
                isolating.add(isolation.policy());
            }
        }
        return new Selection(end, chosen.stream().boxed().toList(), List.copyOf(isolating), peers);
    }
}
