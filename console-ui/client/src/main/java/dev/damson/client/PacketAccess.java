package dev.damson.client;

import java.util.Map;
import picocli.CommandLine.Option;

/** Whether packets are to be whole, and why. */
final class PacketAccess {
    @Option(
            names = "--payload",
            description = "whole packets instead of their headers; needs the right to see payload, and --reason")
    private boolean payload;

    @Option(names = "--reason", paramLabel = "TEXT", defaultValue = "", description = "why, for the audit")
    private String reason = "";

    void addTo(Map<String, String> query) {
        if (payload && reason.isBlank()) {
            throw new ClientException(ClientException.USAGE, "--payload needs --reason \"why\", for the audit");
        }
        query.put("payload", Boolean.toString(payload));
        query.put("reason", reason);
    }
}
