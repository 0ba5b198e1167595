package dev.damson.policy.prove;

import dev.damson.policy.model.CapturePoint;
import dev.damson.policy.model.Expiry;
import dev.damson.policy.model.FailurePolicy;
import dev.damson.policy.model.PacketSide;
import dev.damson.policy.model.PolicySet;
import dev.damson.policy.model.ServiceChain;
import dev.damson.policy.model.Snap;
import dev.damson.policy.model.VirtualTap;
import dev.damson.policy.plan.DomainPlan;
import dev.damson.policy.plan.PlannedChain;
import dev.damson.policy.plan.PlannedTap;
import java.time.Instant;
import java.util.List;

/** Taps and chains of a plan are those of the policies. */
final class InsertionCheck {
    private final PolicySet policies;
    private final DomainPlan plan;
    private final Findings findings;

    InsertionCheck(PolicySet policies, DomainPlan plan, Findings findings) {
        this.policies = policies;
        this.plan = plan;
        this.findings = findings;
    }

    void check() {
        var taps = policies.taps();
        if (taps.size() != plan.taps().size()) {
            findings.add("taps", "are " + plan.taps().size() + ", and " + taps.size() + " would be right");
            return;
        }
        for (int i = 0; i < taps.size(); i++) {
            check(taps.get(i), plan.taps().get(i));
        }
        policies.chains().forEach(this::check);
    }

    private void check(VirtualTap tap, PlannedTap planned) {
        boolean same = tap.name().equals(planned.name())
                && planned.request() == (tap.packets() != PacketSide.REPLY)
                && planned.reply() == (tap.packets() != PacketSide.REQUEST)
                && planned.atOrigin() == copies(tap, CapturePoint.SOURCE)
                && planned.atTarget() == copies(tap, CapturePoint.DESTINATION)
                && (planned.snapLength() == 0) == (tap.snap() == Snap.HEADERS)
                && planned.sampleOneIn() == tap.sampleOneIn()
                && planned.packetsPerSecond() == tap.packetsPerSecond().orElse(0)
                && expires(tap.expiry(), planned.expiresUnixNanos());
        if (!same) {
            findings.add("tap " + tap.name(), "is planned as " + planned);
        }
    }

    private static boolean copies(VirtualTap tap, CapturePoint point) {
        return tap.at().map(at -> at == CapturePoint.BOTH || at == point).orElse(true);
    }

    private static boolean expires(Expiry expiry, long unixNanos) {
        return switch (expiry) {
            case Expiry.After after -> unixNanos == 0;
            case Expiry.At(Instant time) ->
                unixNanos == 0
                        ? time.isAfter(Instant.ofEpochSecond(0, Long.MAX_VALUE))
                        : time.equals(Instant.ofEpochSecond(0, unixNanos)) || time.isBefore(Instant.EPOCH);
        };
    }

    private void check(ServiceChain chain) {
        boolean planned = plan.chains().stream().anyMatch(other -> isAs(chain, other));
        if (!planned) {
            findings.add("chain " + chain.name(), "is not planned with the functions " + chain.functions());
        }
    }

    private boolean isAs(ServiceChain chain, PlannedChain planned) {
        List<String> functions = planned.functions().stream()
                .map(number -> plan.functions().get(number).name())
                .toList();
        return planned.name().equals(chain.name())
                && planned.failOpen() == (chain.onFailure() == FailurePolicy.OPEN)
                && functions.equals(chain.functions());
    }
}
