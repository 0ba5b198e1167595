package dev.damson.edge.agent.report;

import dev.damson.wire.proto.EdgeReport;

/** Where reports go. Never blocks: a report that cannot go out now is made again later. */
@FunctionalInterface
public interface ReportSink {
    /** @param key of the report's topic, such as {@code revision/acme/shop} */
    void send(String key, EdgeReport report);
}
