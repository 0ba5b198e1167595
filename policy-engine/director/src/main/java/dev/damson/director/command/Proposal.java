package dev.damson.director.command;

import dev.damson.policy.bundle.CompiledDomain;
import dev.damson.policy.model.Kind;
import dev.damson.policy.model.PolicySet;
import dev.damson.policy.plan.PlannedAddress;
import dev.damson.policy.source.Problem;
import dev.damson.policy.source.SourceObject;
import dev.damson.topology.document.DocumentChange;
import dev.damson.topology.document.DocumentKey;
import dev.damson.topology.inventory.DomainRecord;
import dev.damson.topology.revision.RevisionRecord;
import dev.damson.topology.revision.Shape;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * A domain as it would be after a command.
 *
 * @param domain as it is now
 * @param differences what differs from the head, by kind and name
 * @param problems by file and place
 * @param built the next revision; empty if there is an error
 * @param members where only workloads change and the head stays; then nothing is built
 */
record Proposal(
        DomainRecord domain,
        List<Difference> differences,
        List<Problem> problems,
        Instant at,
        Optional<Built> built,
        Optional<Members> members) {
    Proposal {
        differences = List.copyOf(differences);
        problems = List.copyOf(problems);
    }

    Proposal(
            DomainRecord domain,
            List<Difference> differences,
            List<Problem> problems,
            Instant at,
            Optional<Built> built) {
        this(domain, differences, problems, at, built, Optional.empty());
    }

    static Proposal ofMembers(
            DomainRecord domain, List<Difference> differences, List<Problem> problems, Instant at, Members members) {
        return new Proposal(domain, differences, problems, at, Optional.empty(), Optional.of(members));
    }

    /** @param entries the addresses that change under the head, see {@link dev.damson.policy.bundle.LiveAddresses} */
    record Members(List<PlannedAddress> entries, Shape shape) {
        Members {
            entries = List.copyOf(entries);
        }
    }

    /** The text of one object before and after; empty: it does not exist. */
    record Difference(DocumentKey key, Optional<String> before, Optional<String> after) {
        boolean isOfWorkload() {
            return key.kind() == Kind.WORKLOAD;
        }

        DocumentChange change() {
            return after.<DocumentChange>map(text -> new DocumentChange.Put(key, text))
                    .orElseGet(() -> new DocumentChange.Remove(key));
        }
    }

    /**
     * What the compiler and the graph make of it.
     *
     * @param sources every object, with the places of its parts
     * @param before the policies of the head
     */
    record Built(
            List<SourceObject> sources,
            PolicySet before,
            PolicySet policies,
            CompiledDomain compiled,
            Compilation compilation,
            String digest,
            RevisionRecord.Size size,
            Shape shape) {
        Built {
            sources = List.copyOf(sources);
        }
    }

    /** The same with more problems; an error takes away what was built. */
    Proposal with(List<Problem> more) {
        var all = Stream.concat(problems.stream(), more.stream())
                .distinct()
                .sorted()
                .toList();
        boolean faulty = all.stream().anyMatch(Problem::isError);
        return new Proposal(
                domain, differences, all, at, faulty ? Optional.empty() : built, faulty ? Optional.empty() : members);
    }

    /** Whether a commit would write something: a difference, or the first revision. */
    boolean isWorthACommit() {
        return !differences.isEmpty() || domain.head() == 0;
    }

    /** What became of the domain, given its head afterwards. */
    Outcome.Changed changed(RevisionRecord head) {
        return new Outcome.Changed(
                head,
                members.isPresent() && !differences.isEmpty(),
                keys(difference -> difference.before().isEmpty()),
                keys(difference ->
                        difference.before().isPresent() && difference.after().isPresent()),
                keys(difference -> difference.after().isEmpty()));
    }

    private List<DocumentKey> keys(Predicate<Difference> wanted) {
        return differences.stream().filter(wanted).map(Difference::key).toList();
    }
}
