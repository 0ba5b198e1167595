package dev.damson.policy.connect;

import dev.damson.policy.plan.DomainPlan;
import dev.damson.policy.plan.EndTable;
import dev.damson.policy.plan.LowerTable;
import dev.damson.wire.layout.VerdictRecord;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The services that pass between two places: those whose cell lets them through in the table of either end. */
final class Tables {
    private static final long NANOS_A_SECOND = 1_000_000_000L;

    private final DomainPlan plan;
    private final boolean pending;
    private final long now;
    private final Joint joint;
    private final Map<Pair, List<Joint.Cell>> cells = new HashMap<>();
    private final Map<Ends, Protocols> known = new HashMap<>();

    private record Pair(int fromProfile, int toProfile) {}

    private record Ends(Place from, Place to) {}

    Tables(DomainPlan plan, ConnectivityOptions options) {
        this.plan = plan;
        pending = options.pending();
        now = nanos(options.now());
        joint = new Joint(options.vocabulary());
    }

    private static long nanos(Instant time) {
        return time.getEpochSecond() * NANOS_A_SECOND + time.getNano();
    }

    /** What passes between any two of them. */
    Protocols between(List<Place> sources, List<Place> destinations) {
        var all = Protocols.NONE;
        for (var from : sources) {
            for (var to : destinations) {
                all = all.or(known.computeIfAbsent(new Ends(from, to), ends -> between(from, to)));
            }
        }
        return all;
    }

    private Protocols between(Place from, Place to) {
        if (from.profile() == 0 || to.profile() == 0) {
            return Protocols.NONE;
        }
        var leaving = from.profile() == Place.NO_PORT
                ? null
                : plan.profiles().get(from.profile() - 1).from();
        var entering = to.profile() == Place.NO_PORT
                ? null
                : plan.profiles().get(to.profile() - 1).to();
        var services = cells.computeIfAbsent(
                new Pair(from.profile(), to.profile()),
                key -> joint.cells(Optional.ofNullable(leaving), Optional.ofNullable(entering)));
        var passing = Protocols.NONE;
        for (var cell : services) {
            if ((leaving == null || passes(leaving, from.identity(), to.identity(), cell.fromColumn()))
                    && (entering == null || passes(entering, to.identity(), from.identity(), cell.toColumn()))) {
                passing = passing.or(cell.services());
            }
        }
        return passing;
    }

    /** @param column see {@link Joint} */
    private boolean passes(EndTable table, int own, int peer, int column) {
        int upper = table.cell(own, peer, column % table.stride());
        int lower = table.lower()
                .map(LowerTable::table)
                .map(second -> second.cell(own, peer, column / table.stride()))
                .orElse(0);
        VerdictRecord record = table.records().get(table.record(upper, lower));
        while (record.expiresUnixNanos() != 0 && now >= record.expiresUnixNanos()) {
            record = table.records().get(record.expiredNext());
        }
        return (pending ? record.pending() : record.enforced()) == VerdictRecord.Action.ALLOW;
    }
}
