package dev.damson.edge.agent;

import dev.damson.edge.agent.domain.ChainCounts;
import dev.damson.edge.agent.domain.HostedDomain;
import dev.damson.edge.agent.domain.ServiceInstance;
import dev.damson.edge.agent.domain.TapCounts;
import dev.damson.edge.agent.flow.FlowOutlet;
import dev.damson.edge.agent.health.Probes;
import dev.damson.edge.agent.maps.HostMaps;
import dev.damson.edge.agent.port.PortNames;
import dev.damson.edge.agent.port.Ports;
import dev.damson.edge.agent.report.Reports;
import dev.damson.edge.agent.tap.TapLosses;
import dev.damson.edge.kernel.bpf.PerCpuValues;
import dev.damson.wire.layout.InstanceCounters;
import dev.damson.wire.layout.Maps;
import dev.damson.wire.proto.CounterReport;
import dev.damson.wire.proto.Heartbeat;
import dev.damson.wire.proto.InstanceReport;
import dev.damson.wire.proto.ReasonCount;
import dev.damson.wire.proto.TapReport;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Reads the kernel's counters and says how things stand. On the control thread. */
final class Statements {
    private static final List<String> CAPABILITIES = List.of("tcx", "redirect-peer", "tap", "chain", "probe");

    private final HostMaps maps;
    private final Ports ports;
    private final PortNames names;
    private final Probes probes;
    private final TapLosses losses;
    private final FlowOutlet flows;
    private final Reports reports;
    private final long startedUnixNanos = Reports.unixNanos();
    private final Map<Integer, Long> toldOfRing = new HashMap<>();

    Statements(
            HostMaps maps,
            Ports ports,
            PortNames names,
            Probes probes,
            TapLosses losses,
            FlowOutlet flows,
            Reports reports) {
        this.maps = maps;
        this.ports = ports;
        this.names = names;
        this.probes = probes;
        this.losses = losses;
        this.flows = flows;
        this.reports = reports;
    }

    void all(Collection<HostedDomain> domains) {
        heartbeat();
        reports.counters(drops());
        instances(domains);
        domains.forEach(domain -> domain.tapCounts().forEach(tap -> tap(domain.id(), tap)));
    }

    private void heartbeat() {
        var version = Statements.class.getPackage().getImplementationVersion();
        reports.heartbeat(Heartbeat.newBuilder()
                .setVersion(version == null ? "" : version)
                .setKernel(System.getProperty("os.version", ""))
                .setStartedUnixNanos(startedUnixNanos)
                .addAllCapabilities(CAPABILITIES)
                .setGuardedPorts((int) ports.all().stream()
                        .filter(port -> port.link().isPresent())
                        .count())
                .build());
    }

    private CounterReport drops() {
        var report = CounterReport.newBuilder();
        DropCounts.read(maps, ports.usedSlots()).forEach(count -> {
            var drops = ReasonCount.newBuilder().setReason(count.reason()).setPackets(count.packets());
            names.port(count.portSlot())
                    .ifPresent(port -> drops.setTenant(port.id().domain().tenant())
                            .setDomain(port.id().domain().domain())
                            .setWorkload(port.id().workload())
                            .setPort(port.id().port()));
            report.addDrops(drops);
        });
        DropCounts.ofTunnel(maps).forEach(count -> lost(report, "from-other-edges-" + count.reason(), count.packets()));
        lost(
                report,
                "lost-flow-event-ring",
                PerCpuValues.of(maps.map(Maps.LOST_EVENTS), 0).sum(0));
        lost(report, "lost-flow-event-queue", flows.lost());
        return report.build();
    }

    /** What is no port's: packets of other edges, or what should have been told of packets that were not dropped. */
    private static void lost(CounterReport.Builder report, String reason, long count) {
        if (count != 0) {
            report.addDrops(ReasonCount.newBuilder().setReason(reason).setPackets(count));
        }
    }

    void instances(Collection<HostedDomain> domains) {
        for (var domain : domains) {
            var chains = domain.chainCounts();
            domain.instances().forEach(instance -> reports.instance(instance(domain, instance, chains)));
        }
    }

    /** Chains count what passed by or was refused; it is told of each instance of a function that the chain names. */
    private InstanceReport instance(HostedDomain domain, ServiceInstance instance, List<ChainCounts> chains) {
        var known = probes.known(instance.slot());
        var values = PerCpuValues.of(maps.map(Maps.INSTANCE_COUNTERS), instance.slot());
        var layout = domain.revision().orElseThrow().layout();
        var mine = chains.stream()
                .filter(chain ->
                        layout.getChains(chain.chain()).getFunctionsList().contains(instance.function()))
                .toList();
        return InstanceReport.newBuilder()
                .setTenant(domain.id().tenant())
                .setDomain(domain.id().domain())
                .setInstance(instance.name())
                .setState(known.state())
                .setSinceUnixNanos(known.sinceUnixNanos())
                .setPacketsIn(values.sum(InstanceCounters.IN.offset()))
                .setPacketsOut(values.sum(InstanceCounters.OUT.offset()))
                .setNotFromFlow(values.sum(InstanceCounters.NOT_FROM_FLOW.offset()))
                .setBypassed(mine.stream().mapToLong(ChainCounts::bypassed).sum())
                .setRefused(mine.stream().mapToLong(ChainCounts::refused).sum())
                .build();
    }

    private void tap(DomainId domain, TapCounts tap) {
        var told = toldOfRing.getOrDefault(tap.number(), 0L);
        losses.lostInRing(tap.number(), tap.lostInRing() - told);
        toldOfRing.put(tap.number(), tap.lostInRing());
        reports.tap(TapReport.newBuilder()
                .setTenant(domain.tenant())
                .setDomain(domain.domain())
                .setTap(tap.name())
                .setCopied(losses.copied(tap.number()))
                .setLostRing(tap.lostInRing())
                .setLostRate(tap.lostToRate())
                .setLostQueue(losses.lostInQueue(tap.number()))
                .setExpired(tap.expiresUnixNanos() != 0 && tap.expiresUnixNanos() <= Reports.unixNanos())
                .build());
    }
}
