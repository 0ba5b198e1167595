package dev.damson.policy.prove;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Which lists of peers pick each own address, as the end that judges: by its workload or by the address. */
final class OwnPicks {
    private final List<BitSet> picksOfPlace = new ArrayList<>();
    private final Map<Integer, BitSet> placesOfWorkload = new HashMap<>();
    private final Map<Integer, BitSet> placesOfRange = new HashMap<>();
    private final BitSet ownRanges = new BitSet();

    OwnPicks(List<OwnPlace> places, Picks picks) {
        for (int i = 0; i < places.size(); i++) {
            var place = places.get(i);
            picksOfPlace.add(new BitSet());
            placesOfWorkload
                    .computeIfAbsent(place.workload(), key -> new BitSet())
                    .set(i);
            placesOfRange.computeIfAbsent(place.range(), key -> new BitSet()).set(i);
            ownRanges.set(place.range());
        }
        for (int number = 0; number < picks.count(); number++) {
            add(picks.pick(number), number);
        }
    }

    private void add(PeerPick pick, int number) {
        if (pick.everybody()) {
            picksOfPlace.forEach(own -> own.set(number));
            return;
        }
        pick.workloads().stream().forEach(workload -> add(placesOfWorkload.get(workload), number));
        if (pick.ranges().intersects(ownRanges)) {
            var covered = (BitSet) pick.ranges().clone();
            covered.and(ownRanges);
            covered.stream().forEach(range -> add(placesOfRange.get(range), number));
        }
    }

    private void add(@Nullable BitSet places, int number) {
        if (places != null) {
            places.stream().forEach(place -> picksOfPlace.get(place).set(number));
        }
    }

    /** Numbers of the lists that pick an own address, by its place in the list of all. */
    BitSet of(int place) {
        return picksOfPlace.get(place);
    }
}
