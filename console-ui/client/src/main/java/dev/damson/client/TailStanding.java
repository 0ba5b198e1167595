package dev.damson.client;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import tools.jackson.databind.JsonNode;

/** Says how a tail stands when that changes: its state, and whatever is missing from it. */
final class TailStanding implements Consumer<String> {
    private final PrintWriter err;
    private final boolean quiet;
    private String said = "";

    TailStanding(PrintWriter err, boolean quiet) {
        this.err = err;
        this.quiet = quiet;
    }

    @Override
    public void accept(String note) {
        var standing = Api.JSON.readTree(note);
        var state = Printer.word(standing, "state", "");
        var troubles = troubles(standing);
        var sentence = troubles.isEmpty() ? state : state + ", " + troubles;
        boolean fine = troubles.isEmpty() && state.matches("connect.*");
        if (!sentence.equals(said) && !(quiet && fine)) {
            said = sentence;
            err.println(Printer.inert("damson: " + sentence));
            err.flush();
        }
    }

    private static String troubles(JsonNode standing) {
        var troubles = new ArrayList<String>();
        count(troubles, standing, "lostAtEdge", "packets lost at the edge");
        count(troubles, standing, "skippedRecords", "records skipped because this reader is too slow");
        count(troubles, standing, "malformedRecords", "records that are no pcapng");
        var behind = standing.path("behindMillis").asLong();
        if (behind > 1_000) {
            troubles.add("%d s behind (%d records)"
                    .formatted(behind / 1_000, standing.path("recordsBehind").asLong()));
        }
        return String.join(", ", troubles);
    }

    private static void count(List<String> troubles, JsonNode standing, String field, String words) {
        var count = standing.path(field).asLong();
        if (count > 0) {
            troubles.add(count + " " + words);
        }
    }
}
