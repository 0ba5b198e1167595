package dev.damson.director.command;

import dev.damson.director.Actor;
import dev.damson.director.live.LiveStatus;
import dev.damson.policy.source.Problem;
import dev.damson.topology.TenantGraph;
import dev.damson.topology.document.Version;
import dev.damson.topology.draft.Draft;
import dev.damson.topology.inventory.DomainRecord;
import dev.damson.topology.revision.Commit;
import dev.damson.topology.revision.CommitOutcome;
import dev.damson.topology.revision.RevisionRecord;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/** Writes proposals as revisions, all of them or none, and hands them on for publication. */
final class Committer {
    /** Workloads may change many times a second, and each change takes some milliseconds. */
    private static final int MOST_ATTEMPTS = 20;

    private final Heads heads;
    private final LiveStatus live;
    private final Runnable wakePublisher;

    Committer(Heads heads, LiveStatus live, Runnable wakePublisher) {
        this.heads = heads;
        this.live = live;
        this.wakePublisher = wakePublisher;
    }

    /**
     * Commits what is proposed; where only workloads have changed under a head meanwhile, what is proposed anew.
     *
     * @param propose reads the domains as they are
     * @param draft the one that holds the changes; without one the actor alone has written them
     */
    Outcome commit(
            Actor actor, TenantGraph graph, Supplier<List<Proposal>> propose, String message, Optional<Draft> draft) {
        for (int attempt = 1; ; attempt++) {
            var proposals = propose.get();
            var outcome = commit(actor, graph, proposals, message, draft);
            if (attempt == MOST_ATTEMPTS || !isOutrunByWorkloads(outcome, proposals)) {
                return outcome;
            }
        }
    }

    private static boolean isOutrunByWorkloads(Outcome outcome, List<Proposal> proposals) {
        return outcome instanceof Outcome.Outrun(String domain, long head)
                && proposals.stream()
                        .map(Proposal::domain)
                        .anyMatch(proposed -> proposed.name().equals(domain) && proposed.head() == head);
    }

    private Outcome commit(
            Actor actor, TenantGraph graph, List<Proposal> proposals, String message, Optional<Draft> draft) {
        var problems = problems(proposals);
        if (problems.stream().anyMatch(Problem::isError)) {
            return new Outcome.Refused(problems);
        }
        TapChange.of(proposals).forEach(change -> change.mustBeAllowed(actor, graph.tenant()));
        var authors = draft.map(Draft::authors).orElse(Set.of(actor.name()));
        var alone = proposals.stream()
                .flatMap(proposal -> SecondPerson.missing(proposal, actor, authors).stream())
                .toList();
        if (!alone.isEmpty()) {
            return new Outcome.Refused(alone);
        }
        var worthy = proposals.stream().filter(Proposal::isWorthACommit).toList();
        var commits = worthy.stream()
                .map(proposal -> commit(actor, proposal, message, draft.map(Draft::id)))
                .toList();
        return switch (graph.commits().commit(commits)) {
            case CommitOutcome.Outrun outrun -> new Outcome.Outrun(outrun.domain(), outrun.head());
            case CommitOutcome.NoDomain none -> new Outcome.NotFound("domain \"" + none.domain() + "\"");
            case CommitOutcome.Committed committed -> done(graph, proposals, worthy, committed.revisions(), problems);
        };
    }

    Heads heads() {
        return heads;
    }

    /** What a commit would say, with the heads as they are. */
    static Outcome preview(TenantGraph graph, List<Proposal> proposals) {
        var problems = problems(proposals);
        if (problems.stream().anyMatch(Problem::isError)) {
            return new Outcome.Refused(problems);
        }
        var changed = proposals.stream()
                .map(proposal -> proposal.changed(head(graph, proposal)))
                .toList();
        return new Outcome.Done(changed, problems);
    }

    private Outcome done(
            TenantGraph graph,
            List<Proposal> proposals,
            List<Proposal> worthy,
            List<RevisionRecord> revisions,
            List<Problem> warnings) {
        var made = new HashMap<String, RevisionRecord>();
        for (var index = 0; index < worthy.size(); index++) {
            var proposal = worthy.get(index);
            var revision = revisions.get(index);
            made.put(proposal.domain().name(), revision);
            proposal.built()
                    .ifPresent(
                            built -> heads.keep(revision.number(), built.policies(), built.compiled(), revision.at()));
            proposal.members().ifPresent(members -> take(proposal.domain(), members));
        }
        if (!made.isEmpty()) {
            wakePublisher.run();
            made.keySet().forEach(domain -> live.committed(graph.tenant(), domain));
        }
        var changed = new ArrayList<Outcome.Changed>();
        for (var proposal : proposals) {
            var revision = made.get(proposal.domain().name());
            changed.add(proposal.changed(revision != null ? revision : head(graph, proposal)));
        }
        return new Outcome.Done(changed, warnings);
    }

    private void take(DomainRecord base, Proposal.Members members) {
        heads.live().take(base, members.entries());
        live.changed(base.tenant(), base.name(), new Version(base.head(), base.change() + 1));
    }

    private static Commit commit(Actor actor, Proposal proposal, String message, Optional<String> draft) {
        var shape = proposal.members()
                .map(Proposal.Members::shape)
                .orElseGet(() -> proposal.built().orElseThrow().shape());
        return new Commit(
                proposal.domain().name(),
                new Version(proposal.domain().head(), proposal.domain().change()),
                actor.name(),
                proposal.at(),
                message,
                proposal.differences().stream().map(Proposal.Difference::change).toList(),
                shape,
                proposal.built().map(built -> new Commit.Compiled(built.digest(), built.size())),
                draft,
                TapChange.of(List.of(proposal)).stream()
                        .map(change -> change.audit(actor, proposal.at()))
                        .toList());
    }

    private static List<Problem> problems(List<Proposal> proposals) {
        return proposals.stream()
                .flatMap(proposal -> proposal.problems().stream())
                .sorted()
                .toList();
    }

    /** The head that a proposal is about; a domain that has none yet is shown with revision 0. */
    private static RevisionRecord head(TenantGraph graph, Proposal proposal) {
        var domain = proposal.domain();
        return graph.revisions()
                .find(domain.name(), domain.head())
                .orElseGet(() ->
                        new RevisionRecord(domain.name(), 0, "", proposal.at(), "", "", RevisionRecord.Size.NONE));
    }
}
