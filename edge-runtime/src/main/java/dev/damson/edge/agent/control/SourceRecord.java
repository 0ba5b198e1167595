package dev.damson.edge.agent.control;

import java.util.Optional;

/**
 * One record of a topic.
 *
 * @param value empty where the record takes its key back
 */
public record SourceRecord(String topic, String key, Optional<byte[]> value) {}
