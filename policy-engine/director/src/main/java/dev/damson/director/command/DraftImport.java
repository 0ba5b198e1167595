package dev.damson.director.command;

import dev.damson.policy.source.Problem;
import dev.damson.topology.draft.Draft;
import java.util.List;

/** How bringing files into a draft ended. */
public sealed interface DraftImport {
    /** They are a draft now; it may still hold what the review refuses. */
    record Imported(Draft draft) implements DraftImport {}

    /** The files cannot be read, or hold what does not belong into this domain; there is no draft. */
    record Refused(List<Problem> problems) implements DraftImport {
        public Refused {
            problems = List.copyOf(problems);
        }
    }

    /** There is no such domain. */
    record NotFound(String domain) implements DraftImport {}
}
