package dev.damson.topology.traffic;

/** Traffic summed over a window, apart for each judgement. */
public record ObservedTraffic(
        Endpoint source, Endpoint target, String service, Judgement judgement, long flows, long packets, long bytes) {
    public TrafficVerdict verdict() {
        return judgement.verdict();
    }

    /** domain/policy/rule; empty if no rule decided. */
    public String rule() {
        return judgement.rule();
    }
}
