package dev.damson.policy.classify;

import dev.damson.policy.model.CapturePoint;
import dev.damson.policy.model.Delivery;
import dev.damson.policy.model.PacketSide;
import dev.damson.policy.model.PolicySet;
import dev.damson.policy.model.Snap;
import dev.damson.policy.model.TapVerdict;
import dev.damson.policy.model.VirtualTap;
import dev.damson.policy.plan.PlannedTap;
import dev.damson.wire.layout.TapRecord;
import java.util.List;

/**
 * A tap and where its bit stands.
 *
 * @param from numbered peer set
 * @param to numbered peer set
 * @param atOrigin in tables for leaving connections
 * @param atTarget in tables for entering connections
 * @param onlyFromOutside at the target only for originators that are no workloads
 */
record OrderedTap(
        PlannedTap planned,
        int from,
        int to,
        ServiceSet services,
        boolean allowed,
        boolean denied,
        boolean atOrigin,
        boolean atTarget,
        boolean onlyFromOutside) {

    static List<OrderedTap> all(PolicySet policies, PeerSets peers, ServiceSets services, Insertions insertions) {
        PlanLimitExceeded.check(
                "taps of " + policies.domain().name(),
                policies.taps().size(),
                PlanLimits.MAX_TAPS,
                "delete taps that have expired, or widen one instead of adding more");
        return policies.taps().stream()
                .map(tap -> new OrderedTap(
                        planned(tap, insertions),
                        peers.number(tap.scope(), tap.match().from()),
                        peers.number(tap.scope(), tap.match().to()),
                        services.of(tap.match().services()),
                        tap.verdicts().contains(TapVerdict.ALLOWED),
                        tap.verdicts().contains(TapVerdict.DENIED),
                        copiesAt(tap, CapturePoint.SOURCE),
                        copiesAt(tap, CapturePoint.DESTINATION),
                        tap.at().isEmpty()))
                .toList();
    }

    private static boolean copiesAt(VirtualTap tap, CapturePoint point) {
        return tap.at().isEmpty()
                || tap.at().get() == CapturePoint.BOTH
                || tap.at().get() == point;
    }

    private static PlannedTap planned(VirtualTap tap, Insertions insertions) {
        long expires = Rulebook.unixNanos(tap.expiry());
        return new PlannedTap(
                tap.name(),
                copiesAt(tap, CapturePoint.SOURCE),
                copiesAt(tap, CapturePoint.DESTINATION),
                tap.packets() != PacketSide.REPLY,
                tap.packets() != PacketSide.REQUEST,
                tap.snap() == Snap.HEADERS ? 0 : TapRecord.MAX_CAPTURED,
                tap.sampleOneIn(),
                tap.packetsPerSecond().orElse(0),
                expires == OrderedRule.NEVER ? 0 : Math.max(1, expires),
                tap.deliver().stream().anyMatch(Delivery.Inspection.class::isInstance),
                sensor(tap, insertions));
    }

    private static String sensor(VirtualTap tap, Insertions insertions) {
        for (var delivery : tap.deliver()) {
            if (delivery instanceof Delivery.Sensor(var function)) {
                return insertions.sensorPort(tap.scope(), function);
            }
        }
        return "";
    }

    OrderedTap withPeers(int newFrom, int newTo) {
        return new OrderedTap(planned, newFrom, newTo, services, allowed, denied, atOrigin, atTarget, onlyFromOutside);
    }

    boolean copies(boolean passes) {
        return passes ? allowed : denied;
    }
}
