package dev.damson.director.live;

import dev.damson.director.publish.Nanos;
import dev.damson.topology.document.Version;
import dev.damson.wire.proto.EdgeReport;
import dev.damson.wire.proto.EdgeReport.BodyCase;
import dev.damson.wire.proto.Heartbeat;
import dev.damson.wire.proto.RevisionReport;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the edges said last. An edge is asked only about domains that it hosts, whatever else it may claim. */
public final class LiveStatus {
    /** Edges send a heartbeat every few seconds; after three missing ones something is wrong. */
    public static final Duration SILENCE = Duration.ofSeconds(15);

    private static final Logger LOG = LoggerFactory.getLogger(LiveStatus.class);

    private final InstantSource clock;
    private final Map<String, ReportedEdge> edges = new ConcurrentHashMap<>();
    private final Map<String, Boolean> alive = new ConcurrentHashMap<>();
    private final Map<Key, Wanted> wanted = new ConcurrentHashMap<>();
    private final List<LiveListener> listeners = new CopyOnWriteArrayList<>();

    private record Key(String tenant, String domain) {}

    /**
     * The last change of a domain.
     *
     * @param sequence that an edge must have reached; more than any while it is not published
     */
    private record Wanted(Version version, long sequence) {}

    public LiveStatus(InstantSource clock) {
        this.clock = clock;
    }

    public Subscription listen(LiveListener listener) {
        listeners.add(listener);
        return () -> listeners.remove(listener);
    }

    /** Tells the listeners that a domain has another head. */
    public void committed(String tenant, String domain) {
        tell(listener -> listener.domainChanged(tenant, domain));
    }

    /** Workloads have changed under a domain's head: edges are behind until they say that they have it. */
    public void changed(String tenant, String domain, Version version) {
        wanted.put(new Key(tenant, domain), new Wanted(version, Long.MAX_VALUE));
        committed(tenant, domain);
    }

    /** A change is published with a sequence in the domain's topic. */
    public void published(String tenant, String domain, Version version, long sequence) {
        wanted.computeIfPresent(
                new Key(tenant, domain),
                (key, last) -> last.version().number() > version.number() ? last : new Wanted(version, sequence));
        committed(tenant, domain);
    }

    private boolean isBehind(String tenant, String domain, RevisionReport report) {
        var last = wanted.get(new Key(tenant, domain));
        return last != null
                && last.version().revision() == report.getRevision()
                && report.getSequence() < last.sequence();
    }

    /** A listener that fails, such as a view that is gone, must not keep the others from hearing. */
    private void tell(Consumer<LiveListener> news) {
        var gone = new ArrayList<LiveListener>();
        for (var listener : listeners) {
            try {
                news.accept(listener);
            } catch (RuntimeException failed) {
                LOG.debug("a listener failed and is left out", failed);
                gone.add(listener);
            }
        }
        listeners.removeAll(gone);
    }

    /** The domain on the edges that host it. */
    public DomainStatus domain(String tenant, String domain, long head, Collection<String> hosts) {
        return new DomainStatus(
                tenant,
                domain,
                head,
                hosts.stream()
                        .sorted()
                        .map(edge -> onEdge(edge, tenant, domain))
                        .toList(),
                of(hosts, BodyCase.INSTANCE)
                        .filter(report -> is(
                                tenant,
                                domain,
                                report.getInstance().getTenant(),
                                report.getInstance().getDomain()))
                        .map(Reports::instance)
                        .sorted(Comparator.comparing(DomainStatus.InstanceStatus::instance))
                        .toList(),
                of(hosts, BodyCase.PORT)
                        .filter(report -> is(
                                tenant,
                                domain,
                                report.getPort().getTenant(),
                                report.getPort().getDomain()))
                        .map(Reports::port)
                        .sorted(Comparator.comparing(DomainStatus.PortStatus::workload)
                                .thenComparing(DomainStatus.PortStatus::port))
                        .toList());
    }

    public List<TapStatus> taps(String tenant, String domain, Collection<String> hosts) {
        return hosts.stream()
                .flatMap(edge -> Optional.ofNullable(edges.get(edge)).stream())
                .flatMap(reported -> reported.entries(BodyCase.TAP)
                        .filter(entry -> is(
                                tenant,
                                domain,
                                entry.getValue().getTap().getTenant(),
                                entry.getValue().getTap().getDomain()))
                        .map(entry -> Reports.tap(entry.getValue(), reported.rate(entry.getKey(), clock.instant()))))
                .sorted(Comparator.comparing(TapStatus::tap).thenComparing(TapStatus::edge))
                .toList();
    }

    /** Most packets first. */
    public List<DropCount> drops(String tenant, String domain, Collection<String> hosts) {
        return of(hosts, BodyCase.COUNTERS)
                .flatMap(report -> report.getCounters().getDropsList().stream()
                        .filter(count -> is(tenant, domain, count.getTenant(), count.getDomain()))
                        .map(count -> Reports.drop(report.getEdge(), count)))
                .sorted(Comparator.comparingLong(DropCount::packets).reversed())
                .toList();
    }

    /** The edge, silent if it never said anything. */
    public EdgeStatus edge(String name) {
        var reported = Optional.ofNullable(edges.get(name));
        var beat = reported.flatMap(ReportedEdge::heartbeat);
        var said = beat.map(EdgeReport::getHeartbeat).orElse(Heartbeat.getDefaultInstance());
        return new EdgeStatus(
                name,
                isAlive(name),
                beat.map(report -> Nanos.toInstant(report.getUnixNanos())),
                said.getVersion(),
                said.getKernel(),
                said.getCapabilitiesList(),
                said.getGuardedPorts(),
                of(List.of(name), BodyCase.PROBLEM)
                        .filter(report -> !report.getProblem().getMessage().isEmpty())
                        .map(Reports::problem)
                        .sorted(Comparator.comparing(EdgeStatus.EdgeProblem::subject))
                        .toList());
    }

    /** Takes in one record of an edge's report; an empty report takes the key's last one away. */
    void accept(String edge, String key, Optional<EdgeReport> report) {
        var reported = edges.computeIfAbsent(edge, name -> new ReportedEdge());
        var changed = report.isPresent()
                ? Optional.of(report.get()).filter(given -> reported.put(key, given))
                : reported.remove(key);
        changed.ifPresent(given -> tell(edge, given));
        noticeSilence(edge);
    }

    /** Tells the listeners about edges that fell silent or came back since the last call. */
    void noticeSilence() {
        edges.keySet().forEach(this::noticeSilence);
    }

    private void noticeSilence(String edge) {
        var now = isAlive(edge);
        if (Objects.equals(alive.put(edge, now), now)) {
            return;
        }
        tell(listener -> listener.edgeChanged(edge));
        Optional.ofNullable(edges.get(edge)).stream()
                .flatMap(reported -> reported.all(BodyCase.REVISION))
                .map(EdgeReport::getRevision)
                .forEach(revision -> committed(revision.getTenant(), revision.getDomain()));
    }

    private void tell(String edge, EdgeReport report) {
        switch (report.getBodyCase()) {
            case REVISION ->
                committed(report.getRevision().getTenant(), report.getRevision().getDomain());
            case PORT ->
                committed(report.getPort().getTenant(), report.getPort().getDomain());
            case INSTANCE ->
                committed(report.getInstance().getTenant(), report.getInstance().getDomain());
            case TAP -> committed(report.getTap().getTenant(), report.getTap().getDomain());
            case HEARTBEAT, PROBLEM -> tell(listener -> listener.edgeChanged(edge));
            // Counters change all the time: whoever shows them looks at its own pace.
            case COUNTERS, BODY_NOT_SET -> {}
        }
    }

    private boolean isAlive(String edge) {
        return Optional.ofNullable(edges.get(edge))
                .flatMap(ReportedEdge::heartbeat)
                .filter(beat ->
                        Nanos.toInstant(beat.getUnixNanos()).plus(SILENCE).isAfter(clock.instant()))
                .isPresent();
    }

    private DomainStatus.OnEdge onEdge(String edge, String tenant, String domain) {
        var report = Optional.ofNullable(edges.get(edge))
                .flatMap(reported -> reported.find("revision/" + tenant + "/" + domain));
        boolean behind = report.filter(said -> isBehind(tenant, domain, said.getRevision()))
                .isPresent();
        return Reports.onEdge(edge, isAlive(edge), behind, report);
    }

    private Stream<EdgeReport> of(Collection<String> hosts, BodyCase kind) {
        return hosts.stream()
                .flatMap(edge -> Optional.ofNullable(edges.get(edge)).stream())
                .flatMap(reported -> reported.all(kind));
    }

    private static boolean is(String tenant, String domain, String givenTenant, String givenDomain) {
        return tenant.equals(givenTenant) && domain.equals(givenDomain);
    }
}
