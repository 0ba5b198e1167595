package dev.damson.director.command;

import dev.damson.director.Actor;
import dev.damson.director.SourceFile;
import dev.damson.policy.check.Inventory;
import dev.damson.policy.check.PolicyCheck;
import dev.damson.policy.model.Domain;
import dev.damson.policy.model.Expiry;
import dev.damson.policy.model.Kind;
import dev.damson.policy.model.PayloadTaps;
import dev.damson.policy.model.Snap;
import dev.damson.policy.model.VirtualTap;
import dev.damson.policy.source.Problem;
import dev.damson.policy.source.Severity;
import dev.damson.policy.source.SourceEdit;
import dev.damson.policy.source.SourceObject;
import dev.damson.topology.TopologyGraph;
import dev.damson.topology.document.DocumentChange;
import dev.damson.topology.document.DocumentKey;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Begins, extends and ends taps: commits of one object, for which the right to tap is enough. */
public final class TapCommands {
    /** What a fault names as the place of a tap's text. */
    private static final String FILE = "tap";

    private final TopologyGraph graph;
    private final Drafting drafting;
    private final InstantSource clock;

    TapCommands(TopologyGraph graph, Drafting drafting, InstantSource clock) {
        this.graph = graph;
        this.drafting = drafting;
        this.clock = clock;
    }

    /** @throws IllegalArgumentException if the text is not one VirtualTap */
    public Optional<TapForecast> forecast(Actor actor, String tenant, String domain, String source) {
        actor.mustRead(tenant);
        var tenantGraph = graph.tenant(tenant);
        return tenantGraph.inventory().domain(domain).map(found -> {
            var reading = read(source);
            var head = tenantGraph.documents().at(domain, found.head()).stream()
                    .flatMap(document -> Reading.of(document).objects().stream())
                    .map(Given::source)
                    .filter(object -> !(object.object() instanceof VirtualTap))
                    .toList();
            var problems = reading.tap().isEmpty()
                    ? reading.problems()
                    : problems(tenant, domain, head, reading.source().getFirst());
            if (!problems.isEmpty()) {
                throw new IllegalArgumentException(problems.getFirst().toString());
            }
            return Forecaster.of(
                    reading.tap().orElseThrow(),
                    tenantGraph,
                    domain,
                    head.stream().map(SourceObject::object).toList(),
                    clock.instant());
        });
    }

    public Outcome start(Actor actor, String tenant, String domain, String source) {
        actor.mustTap(tenant);
        var reading = read(source);
        if (reading.tap().isEmpty()) {
            return new Outcome.Refused(reading.problems());
        }
        var tap = reading.tap().get();
        var key = new DocumentKey(Kind.VIRTUAL_TAP, tap.name());
        if (graph.tenant(tenant).documents().find(domain, key).isPresent()) {
            return new Outcome.Refused(List.of(problem(
                    "metadata.name",
                    tap.name(),
                    "there is a tap \"" + tap.name() + "\" already",
                    "choose another name")));
        }
        var changes = List.<DocumentChange>of(new DocumentChange.Put(key, source));
        return tap.snap() == Snap.PAYLOAD && takesTwo(tenant, domain)
                ? ask(actor, tenant, domain, changes)
                : drafting.commit(actor, tenant, domain, changes, "tap " + tap.name() + ": " + tap.reason());
    }

    private boolean takesTwo(String tenant, String domain) {
        return graph.tenant(tenant).documents().find(domain, new DocumentKey(Kind.DOMAIN, domain)).stream()
                .flatMap(document -> Reading.of(document).objects().stream())
                .anyMatch(given -> given.source().object() instanceof Domain found
                        && found.payloadTaps() == PayloadTaps.TWO_PERSONS);
    }

    /** Writes the tap down for a second person. */
    private Outcome ask(Actor actor, String tenant, String domain, List<DocumentChange> changes) {
        actor.mustTapPayload(tenant);
        return graph.tenant(tenant)
                .drafts()
                .open(domain, actor.name(), changes, clock.instant())
                .<Outcome>map(draft -> new Outcome.Waiting(domain, draft.id()))
                .orElseGet(() -> new Outcome.NotFound("domain \"" + domain + "\""));
    }

    public Outcome extend(Actor actor, String tenant, String domain, String tap, Instant until) {
        return end(actor, tenant, domain, tap, until, "tap " + tap + " until " + until);
    }

    public Outcome stop(Actor actor, String tenant, String domain, String tap) {
        return end(actor, tenant, domain, tap, clock.instant(), "tap " + tap + " stopped");
    }

    public Outcome remove(Actor actor, String tenant, String domain, String tap) {
        actor.mustTap(tenant);
        var key = new DocumentKey(Kind.VIRTUAL_TAP, tap);
        if (graph.tenant(tenant).documents().find(domain, key).isEmpty()) {
            return missing(domain, key);
        }
        return drafting.commit(
                actor, tenant, domain, List.of(new DocumentChange.Remove(key)), "tap " + tap + " removed");
    }

    private Outcome end(Actor actor, String tenant, String domain, String tap, Instant end, String message) {
        actor.mustTap(tenant);
        var key = new DocumentKey(Kind.VIRTUAL_TAP, tap);
        var stored = graph.tenant(tenant).documents().find(domain, key);
        if (stored.isEmpty()) {
            return missing(domain, key);
        }
        var object = (VirtualTap)
                Reading.of(stored.get()).objects().getFirst().source().object();
        var text = SourceEdit.replace(stored.get().source(), object.withExpiry(new Expiry.At(end)));
        return drafting.commit(actor, tenant, domain, List.of(new DocumentChange.Put(key, text)), message);
    }

    /** Errors of the tap among the objects of its domain. */
    private static List<Problem> problems(String tenant, String domain, List<SourceObject> head, SourceObject tap) {
        if (!tap.object().scope().equals(domain)) {
            return List.of(tap.problem(
                    Severity.ERROR,
                    "metadata.domain",
                    tap.object().scope(),
                    "this is a tap of domain \"" + domain + "\"",
                    "write \"" + domain + "\""));
        }
        var all = Stream.concat(head.stream(), Stream.of(tap)).toList();
        return PolicyCheck.check(all, tenant, Inventory.COMPLETE).stream()
                .filter(problem -> problem.isError() && problem.file().equals(tap.file()))
                .toList();
    }

    private static Outcome missing(String domain, DocumentKey key) {
        return new Outcome.NotFound("\"" + key + "\" in domain \"" + domain + "\"");
    }

    /** @param tap empty if there are problems */
    private record TapReading(Optional<VirtualTap> tap, List<SourceObject> source, List<Problem> problems) {}

    private static TapReading read(String source) {
        var reading = Reading.of(List.of(new SourceFile(FILE, source)));
        var errors = reading.problems().stream().filter(Problem::isError).toList();
        if (!errors.isEmpty()) {
            return new TapReading(Optional.empty(), List.of(), errors);
        }
        var objects = reading.objects().stream().map(Given::source).toList();
        return objects.size() == 1 && objects.getFirst().object() instanceof VirtualTap tap
                ? new TapReading(Optional.of(tap), objects, List.of())
                : new TapReading(
                        Optional.empty(),
                        List.of(),
                        List.of(problem("", "", "this is not one VirtualTap", "write one object of kind VirtualTap")));
    }

    private static Problem problem(String path, String value, String message, String expected) {
        return new Problem(Severity.ERROR, FILE, 1, 1, path, value, message, expected);
    }
}
