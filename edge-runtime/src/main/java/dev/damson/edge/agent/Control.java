package dev.damson.edge.agent;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.damson.edge.agent.control.DomainInbox;
import dev.damson.edge.agent.control.SourceRecord;
import dev.damson.edge.agent.domain.HostServices;
import dev.damson.edge.agent.domain.HostedDomain;
import dev.damson.edge.agent.domain.ServiceInstance;
import dev.damson.edge.agent.health.Probes;
import dev.damson.edge.agent.port.Bindings;
import dev.damson.edge.agent.port.LocalPort;
import dev.damson.edge.agent.state.Slots;
import dev.damson.edge.agent.trust.Refusal;
import dev.damson.edge.agent.trust.Verifier;
import dev.damson.edge.kernel.net.NetlinkRoute;
import dev.damson.wire.proto.PortReport;
import dev.damson.wire.proto.Signed;
import dev.damson.wire.topic.Topics;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;

/**
 * What the edge does about what it is told and what it sees on its host: the ports first, then the domains. All calls on
 * the control thread, which stands in the guarded namespace.
 */
final class Control implements AutoCloseable {
    private final String edge;
    private final Verifier verifier;
    private final HostServices services;
    private final Slots domainSlots;
    private final Probes probes;
    private final Statements statements;
    private final Consumer<List<Integer>> goneSlots;
    private final NetlinkRoute links;
    private final Map<DomainId, HostedDomain> domains = new TreeMap<>();
    private final Map<DomainId, DomainInbox> inboxes = new TreeMap<>();
    private Bindings bindings = Bindings.NONE;

    /** @param goneSlots is told of ports that are bound no more, whose connections have to end */
    Control(
            String edge,
            Verifier verifier,
            HostServices services,
            Slots domainSlots,
            Probes probes,
            Statements statements,
            Consumer<List<Integer>> goneSlots) {
        this.edge = edge;
        this.probes = probes;
        this.statements = statements;
        this.goneSlots = goneSlots;
        this.verifier = verifier;
        this.services = services;
        this.domainSlots = domainSlots;
        this.links = NetlinkRoute.open();
    }

    /** Enforces what the disk says was live, before anything else can be heard. */
    void restore() {
        services.state().bindings().ifPresent(signed -> {
            try {
                bind(Bindings.of(verifier.bindings(signed)));
            } catch (Refusal refused) {
                services.reports().problem("bindings", "those on disk: " + refused.getMessage());
            }
        });
        inboxes.values().forEach(DomainInbox::restore);
        services.ports().takeOver();
        settle();
        services.tables().removeUnused();
        services.maps().removeForeign();
    }

    /** The topics that this edge reads now. */
    Set<String> topics() {
        var topics = new TreeSet<String>();
        topics.add(Topics.edge(edge));
        domains.keySet().forEach(id -> topics.add(Topics.domain(id.tenant(), id.domain())));
        return topics;
    }

    /** Topics that have to be read once more from their beginning; each is named once. */
    Set<String> takeRereads() {
        var topics = new TreeSet<String>();
        inboxes.forEach((id, inbox) -> {
            if (inbox.takeRereadWanted()) {
                topics.add(Topics.domain(id.tenant(), id.domain()));
            }
        });
        return topics;
    }

    void accept(SourceRecord entry) {
        if (entry.topic().equals(Topics.edge(edge))) {
            entry.value().ifPresent(this::bindings);
            return;
        }
        inboxes.forEach((id, inbox) -> {
            if (Topics.domain(id.tenant(), id.domain()).equals(entry.topic())) {
                inbox.accept(entry);
            }
        });
    }

    /** The topic was read up to what was its end when reading began. */
    void caughtUp(String topic) {
        inboxes.forEach((id, inbox) -> {
            if (Topics.domain(id.tenant(), id.domain()).equals(topic)) {
                inbox.caughtUp();
            }
        });
        settle();
    }

    private void bindings(byte[] value) {
        try {
            var signed = Signed.parseFrom(value);
            var next = Bindings.of(verifier.bindings(signed));
            if (next.sequence() < bindings.sequence()) {
                throw new Refusal("bindings with sequence %d are older than those in force (%d)"
                        .formatted(next.sequence(), bindings.sequence()));
            }
            if (next.sequence() > bindings.sequence()) {
                bind(next);
                services.state().saveBindings(signed);
            }
            services.reports().solved("bindings");
        } catch (InvalidProtocolBufferException broken) {
            services.reports().problem("bindings", "a record of the edge's topic is no signed message");
        } catch (Refusal refused) {
            services.reports().problem("bindings", String.valueOf(refused.getMessage()));
        }
    }

    private void bind(Bindings next) {
        removeDomains(next);
        next.domains().forEach((id, number) -> {
            if (!domains.containsKey(id)) {
                var domain = new HostedDomain(id, number, domainSlots.of(id.toString()), services);
                domains.put(id, domain);
                inboxes.put(id, new DomainInbox(domain, services.state(), verifier));
                domain.report();
            }
        });
        var before = bindings;
        bindings = next;
        portsChanged();
        before.ports().forEach((id, port) -> {
            var now = next.ports().get(id);
            var domain = domains.get(id.domain());
            if (domain != null && (now == null || !now.sameAddresses(port))) {
                domain.judgeAgain();
            }
        });
    }

    private void removeDomains(Bindings next) {
        for (var domain : List.copyOf(domains.values())) {
            if (!Objects.equals(next.domains().get(domain.id()), domain.number())) {
                domain.shut();
                domain.close();
                domains.remove(domain.id());
                inboxes.remove(domain.id());
                services.state().remove(domain.id());
                services.maps().removeDomain(domain.slot());
                domainSlots.release(domain.id().toString());
            }
        }
    }

    /** Interfaces came or went, or ports are bound anew. */
    void portsChanged() {
        var slots = new TreeMap<DomainId, Integer>();
        domains.forEach((id, domain) -> slots.put(id, domain.slot()));
        var gone = services.ports().reconcile(bindings, slots, links.links());
        for (var slot : gone) {
            for (var generation = 0; generation < 2; generation++) {
                HostedDomain.closePort(services.maps(), generation, slot);
            }
        }
        goneSlots.accept(gone);
        domains.values().forEach(HostedDomain::portsChanged);
        settle();
    }

    /** Records were taken in: what follows from them for ports and probes. */
    void settle() {
        probeTargets();
        reportPorts();
    }

    private void probeTargets() {
        var interfaces = new HashMap<Integer, Integer>();
        services.ports()
                .all()
                .forEach(port -> port.link().ifPresent(link -> interfaces.put(port.slot(), link.index())));
        probes.setTargets(domains.values().stream()
                .flatMap(domain -> domain.instances().stream())
                .filter(instance -> interfaces.containsKey(instance.insidePort()))
                .map(instance ->
                        new Probes.Target(instance, Objects.requireNonNull(interfaces.get(instance.insidePort()))))
                .toList());
    }

    /** Instances went down or came up. */
    void livenessChanged(List<ServiceInstance> changed) {
        changed.stream()
                .map(ServiceInstance::domain)
                .distinct()
                .map(domains::get)
                .filter(Objects::nonNull)
                .forEach(HostedDomain::livenessChanged);
        statements.instances(domains.values());
    }

    /** Says how things stand, and keeps what has not been kept yet. */
    void report() {
        inboxes.values().forEach(DomainInbox::save);
        statements.all(domains.values());
    }

    private void reportPorts() {
        services.ports().all().forEach(port -> services.reports().port(report(port)));
    }

    private PortReport report(LocalPort port) {
        var id = port.bound().id();
        var enforced = domains.containsKey(id.domain())
                && services.maps().live().get(port.domainSlot()).generation() != 0;
        var report = PortReport.newBuilder()
                .setTenant(id.domain().tenant())
                .setDomain(id.domain().domain())
                .setWorkload(id.workload())
                .setPort(id.port())
                .setInterface(port.link().map(link -> link.name()).orElse(""));
        if (port.link().isEmpty()) {
            return report.setState(PortReport.State.ABSENT)
                    .setDetail("no interface has the alias \"%s\"".formatted(id.alias()))
                    .build();
        }
        if (!enforced) {
            return report.setState(PortReport.State.CLOSED)
                    .setDetail("the domain has no live revision")
                    .build();
        }
        if (port.role().equals(LocalPort.Role.CLOSED)) {
            return report.setState(PortReport.State.CLOSED)
                    .setDetail("the live revision knows none of its addresses")
                    .build();
        }
        return report.setState(PortReport.State.GUARDED).build();
    }

    /** What is enforced stays. */
    @Override
    public void close() {
        inboxes.values().forEach(DomainInbox::save);
        domains.values().forEach(HostedDomain::close);
        links.close();
    }
}
