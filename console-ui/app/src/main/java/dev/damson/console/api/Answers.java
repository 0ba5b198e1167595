package dev.damson.console.api;

import dev.damson.director.command.Outcome;
import dev.damson.director.live.DomainStatus;
import dev.damson.policy.source.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What the API answers, in the shape that the command line reads. */
final class Answers {
    /**
     * @param severity {@code error} or {@code warning}
     * @param path where in the document, such as {@code spec.rules[0].to[0].group}
     * @param value what stands there
     * @param expected what would be right; empty if the message says all
     */
    record Found(
            String file,
            int line,
            int column,
            String severity,
            String path,
            String value,
            String message,
            String expected) {
        static Found of(Problem problem) {
            return new Found(
                    problem.file(),
                    problem.line(),
                    problem.column(),
                    problem.severity().name().toLowerCase(Locale.ROOT),
                    problem.path(),
                    problem.value(),
                    problem.message(),
                    problem.expected());
        }

        static List<Found> of(List<Problem> problems) {
            return problems.stream().map(Found::of).toList();
        }
    }

    record Applied(List<AppliedDomain> domains, List<Found> warnings) {
        static Applied of(Outcome.Done done) {
            return new Applied(
                    done.domains().stream()
                            .map(domain -> new AppliedDomain(
                                    domain.revision().domain(),
                                    domain.revision().number(),
                                    !domain.isNothing(),
                                    domain.stays()))
                            .toList(),
                    Found.of(done.warnings()));
        }
    }

    /** @param stays whether workloads changed under the head revision, which stays */
    record AppliedDomain(String domain, long revision, boolean changed, boolean stays) {}

    record Checked(List<Change> changes, List<Found> warnings) {
        static Checked of(Outcome.Done done) {
            var changes = new ArrayList<Change>();
            for (var domain : done.domains()) {
                var name = domain.revision().domain();
                domain.added()
                        .forEach(key ->
                                changes.add(new Change(name, "add", key.kind().word(), key.name())));
                domain.changed()
                        .forEach(key -> changes.add(
                                new Change(name, "change", key.kind().word(), key.name())));
                domain.removed()
                        .forEach(key -> changes.add(
                                new Change(name, "remove", key.kind().word(), key.name())));
            }
            return new Checked(changes, Found.of(done.warnings()));
        }
    }

    record Change(String domain, String change, String kind, String name) {}

    record Refusal(String detail, List<Found> problems) {}

    record Domains(List<Domain> domains) {}

    /** @param live on how many of the edges the head revision is live */
    record Domain(String domain, long revision, long live, List<Edge> edges) {
        static Domain of(DomainStatus status) {
            return new Domain(
                    status.domain(),
                    status.head(),
                    status.live(),
                    status.edges().stream()
                            .map(edge -> new Edge(
                                    edge.edge(), edge.revision(), edge.alive() ? edge.reason() : "no heartbeat"))
                            .toList());
        }
    }

    /** @param problem empty unless the edge does not run the head */
    record Edge(String edge, long revision, String problem) {}

    record Export(String content) {}

    private Answers() {}
}
