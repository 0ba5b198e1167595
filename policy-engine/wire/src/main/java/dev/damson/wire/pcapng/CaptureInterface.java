package dev.damson.wire.pcapng;

/** @param name {@code tenant/domain/workload/port} in Damson's own sections */
public record CaptureInterface(String name, String description, int linkType) {}
