package dev.damson.edge.agent.stream;

/** The edge's ways out; apart from each other, so that a flood of packets does not keep a report waiting. */
public record Outlets(StreamSink reports, StreamSink flows, StreamSink taps) {}
