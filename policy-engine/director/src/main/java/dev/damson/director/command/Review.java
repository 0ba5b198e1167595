package dev.damson.director.command;

import dev.damson.policy.connect.ConnectivityDiff;
import dev.damson.policy.source.Problem;
import dev.damson.policy.trial.TrialResult;
import dev.damson.topology.document.DocumentKey;
import dev.damson.topology.draft.Draft;
import dev.damson.topology.revision.RevisionRecord;
import java.util.List;
import java.util.Optional;

/**
 * What a draft would do.
 *
 * @param head the domain's head now; the draft can be committed only if it is the draft's base
 * @param changes by kind and name
 * @param problems errors and warnings by file and place; with an error there is no size
 * @param size what the compiler made of it
 * @param compilation how it was compiled and proved, with the listing; with an error there is none
 * @param sameCode the compiled parts equal those of the head: edges would notice nothing
 * @param tests how the domain's policy tests would end
 * @param connectivity which connections it opens and closes, exactly; empty with an error, or in a domain that is too
 *     large to tell
 */
public record Review(
        Draft draft,
        long head,
        List<Change> changes,
        List<Problem> problems,
        Optional<RevisionRecord.Size> size,
        Optional<Compilation> compilation,
        boolean sameCode,
        List<TrialResult> tests,
        Optional<ConnectivityDiff> connectivity) {
    public Review {
        tests = List.copyOf(tests);
        changes = List.copyOf(changes);
        problems = List.copyOf(problems);
    }

    public boolean canCommit() {
        return draft.base() == head && !changes.isEmpty() && problems.stream().noneMatch(Problem::isError);
    }

    /** One object before and after; empty before: new, empty after: removed. */
    public record Change(DocumentKey key, Optional<String> before, Optional<String> after) {}
}
