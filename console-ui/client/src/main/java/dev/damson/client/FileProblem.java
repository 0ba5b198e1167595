package dev.damson.client;

import tools.jackson.databind.JsonNode;

/** A file that is not even sent; said in the form in which the server says what is wrong with files. */
final class FileProblem extends ClientException {
    private static final long serialVersionUID = 1;

    private final String file;
    private final int line;
    private final int column;
    private final String value;
    private final String expected;

    FileProblem(String file, int line, int column, String value, String message, String expected) {
        super(REFUSED, message);
        this.file = file;
        this.line = line;
        this.column = column;
        this.value = value;
        this.expected = expected;
    }

    @Override
    JsonNode json() {
        var body = Api.JSON.createObjectNode();
        body.putArray("problems")
                .addObject()
                .put("file", file)
                .put("line", line)
                .put("column", column)
                .put("severity", "error")
                .put("path", "")
                .put("value", value)
                .put("message", getMessage())
                .put("expected", expected);
        return body;
    }
}
