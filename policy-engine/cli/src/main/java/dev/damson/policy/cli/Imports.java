package dev.damson.policy.cli;

import dev.damson.policy.imports.Imported;
import dev.damson.policy.source.Problem;
import dev.damson.policy.source.SourceResult;
import java.util.List;

/**
 * Files of another system, read together.
 *
 * @param problems of the files themselves: they are wrong in that system too
 */
record Imports(String format, Imported imported, List<Problem> problems) {
    /** What the import made, with what is wrong with the files. */
    SourceResult result() {
        return new SourceResult(imported.objects(), problems);
    }
}
