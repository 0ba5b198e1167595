package dev.damson.topology.traffic;

/**
 * What was decided about traffic, by what and where.
 *
 * @param rule domain/policy/rule that decided; empty if none did
 * @param edge host that judged; empty if unknown
 * @param end at which end of the connection
 * @param revision that the edge enforced then; 0 if unknown
 * @param pendingDiffers with monitored policies and observed ends enforced the opposite would happen
 */
public record Judgement(
        TrafficVerdict verdict, String rule, String edge, JudgingEnd end, long revision, boolean pendingDiffers) {}
