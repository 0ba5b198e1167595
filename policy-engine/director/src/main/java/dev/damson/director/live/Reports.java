package dev.damson.director.live;

import dev.damson.director.publish.Nanos;
import dev.damson.wire.proto.EdgeReport;
import dev.damson.wire.proto.ReasonCount;
import java.time.Instant;
import java.util.Optional;

/** Reports of edges as the records that the director hands out. */
final class Reports {
    private Reports() {}

    static DomainStatus.OnEdge onEdge(String edge, boolean alive, boolean behind, Optional<EdgeReport> report) {
        return report.map(EdgeReport::getRevision)
                .map(revision -> new DomainStatus.OnEdge(
                        edge,
                        alive,
                        revision.getRevision(),
                        behind,
                        revision.getRefused(),
                        Optional.of(revision.getFlippedUnixNanos())
                                .filter(nanos -> nanos != 0)
                                .map(Nanos::toInstant)))
                .orElseGet(() -> new DomainStatus.OnEdge(edge, alive, 0, "", Optional.empty()));
    }

    static DomainStatus.InstanceStatus instance(EdgeReport report) {
        var instance = report.getInstance();
        return new DomainStatus.InstanceStatus(
                report.getEdge(),
                instance.getInstance(),
                switch (instance.getState()) {
                    case UP -> DomainStatus.Health.UP;
                    case DOWN -> DomainStatus.Health.DOWN;
                    case UNPROVEN, STATE_UNSPECIFIED, UNRECOGNIZED -> DomainStatus.Health.UNPROVEN;
                },
                Nanos.toInstant(instance.getSinceUnixNanos()),
                instance.getPacketsIn(),
                instance.getPacketsOut(),
                instance.getBypassed(),
                instance.getRefused(),
                instance.getNotFromFlow());
    }

    static DomainStatus.PortStatus port(EdgeReport report) {
        var port = report.getPort();
        return new DomainStatus.PortStatus(
                report.getEdge(),
                port.getWorkload(),
                port.getPort(),
                switch (port.getState()) {
                    case GUARDED -> DomainStatus.Guard.GUARDED;
                    case CLOSED -> DomainStatus.Guard.CLOSED;
                    case ABSENT, STATE_UNSPECIFIED, UNRECOGNIZED -> DomainStatus.Guard.ABSENT;
                },
                port.getDetail());
    }

    static TapStatus tap(EdgeReport report, TapRate rate) {
        var tap = report.getTap();
        return new TapStatus(
                report.getEdge(),
                tap.getTap(),
                tap.getCopied(),
                tap.getLostRing(),
                tap.getLostRate(),
                tap.getLostQueue(),
                rate.copiedPerSecond(),
                rate.lostPerSecond(),
                tap.getExpired());
    }

    static DropCount drop(String edge, ReasonCount count) {
        return new DropCount(edge, count.getWorkload(), count.getPort(), count.getReason(), count.getPackets());
    }

    static EdgeStatus.EdgeProblem problem(EdgeReport report) {
        Instant at = Nanos.toInstant(report.getUnixNanos());
        return new EdgeStatus.EdgeProblem(
                report.getProblem().getSubject(), report.getProblem().getMessage(), at);
    }
}
