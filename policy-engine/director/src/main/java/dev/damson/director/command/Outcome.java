package dev.damson.director.command;

import dev.damson.policy.source.Problem;
import dev.damson.topology.document.DocumentKey;
import dev.damson.topology.revision.RevisionRecord;
import java.util.List;

/** How a command that changes domains ended. Either everything of it is committed, or nothing. */
public sealed interface Outcome {
    /**
     * Committed, and on its way to the edges.
     *
     * @param domains what happened to each domain that the command named, by name
     * @param warnings what is worth a look, by file and place
     */
    record Done(List<Changed> domains, List<Problem> warnings) implements Outcome {
        public Done {
            domains = List.copyOf(domains);
            warnings = List.copyOf(warnings);
        }
    }

    /** Errors, all of them, by file and place, with the warnings between them. */
    record Refused(List<Problem> problems) implements Outcome {
        public Refused {
            problems = List.copyOf(problems);
        }
    }

    /** Somebody committed to the domain meanwhile, so what was checked is not what would be changed. */
    record Outrun(String domain, long head) implements Outcome {}

    /** Nothing is committed yet: the draft holds the change, and a second person has to commit it. */
    record Waiting(String domain, String draft) implements Outcome {}

    /** There is no such domain, draft or object; the text says which. */
    record NotFound(String what) implements Outcome {}

    /**
     * A domain after the command.
     *
     * @param revision its head; the old one if nothing differed
     * @param stays whether workloads changed under the head, which stays
     */
    record Changed(
            RevisionRecord revision,
            boolean stays,
            List<DocumentKey> added,
            List<DocumentKey> changed,
            List<DocumentKey> removed) {
        /** With a head that is new, or under which nothing has changed. */
        public Changed(
                RevisionRecord revision,
                List<DocumentKey> added,
                List<DocumentKey> changed,
                List<DocumentKey> removed) {
            this(revision, false, added, changed, removed);
        }

        public Changed {
            added = List.copyOf(added);
            changed = List.copyOf(changed);
            removed = List.copyOf(removed);
        }

        public boolean isNothing() {
            return added.isEmpty() && changed.isEmpty() && removed.isEmpty();
        }
    }
}
