package dev.damson.client;

import tools.jackson.databind.JsonNode;

/** Something that the caller can act on; the message says what. */
class ClientException extends RuntimeException {
    static final int REFUSED = 1;
    static final int USAGE = 2;
    static final int UNREACHABLE = 3;

    private static final long serialVersionUID = 1;

    private final int exitCode;

    ClientException(int exitCode, String message) {
        super(message);
        this.exitCode = exitCode;
    }

    int exitCode() {
        return exitCode;
    }

    /** As the server says it. */
    JsonNode json() {
        return Api.JSON.createObjectNode().put("detail", getMessage());
    }
}
