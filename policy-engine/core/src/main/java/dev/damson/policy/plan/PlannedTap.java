package dev.damson.policy.plan;

/**
 * @param atOrigin its bit stands in tables for leaving connections
 * @param atTarget its bit stands in tables for entering connections
 * @param request copies packets in the connection's original direction
 * @param reply copies packets against it
 * @param snapLength bytes kept of a packet; 0 = up to the end of the transport header
 * @param sampleOneIn flows
 * @param packetsPerSecond 0 = no limit
 * @param expiresUnixNanos 0 = never
 * @param sensorPort {@code workload/port} of the sensor, or empty
 */
public record PlannedTap(
        String name,
        boolean atOrigin,
        boolean atTarget,
        boolean request,
        boolean reply,
        int snapLength,
        int sampleOneIn,
        int packetsPerSecond,
        long expiresUnixNanos,
        boolean toInspection,
        String sensorPort) {}
