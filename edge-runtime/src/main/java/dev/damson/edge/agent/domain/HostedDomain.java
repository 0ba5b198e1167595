package dev.damson.edge.agent.domain;

import dev.damson.edge.agent.DomainId;
import dev.damson.edge.agent.maps.HostMaps;
import dev.damson.edge.agent.maps.LiveWords.Live;
import dev.damson.edge.agent.port.LocalPort;
import dev.damson.edge.agent.report.Reports;
import dev.damson.edge.agent.trust.Refusal;
import dev.damson.edge.kernel.Membarrier;
import dev.damson.edge.kernel.bpf.BpfMap;
import dev.damson.wire.layout.MapSpec;
import dev.damson.wire.layout.Maps;
import dev.damson.wire.proto.AddressEntry;
import dev.damson.wire.proto.IdentityDelta;
import dev.damson.wire.proto.RevisionReport;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A domain on this host. A new revision is built beside the live one, goes live with one store, and the old one is freed
 * when no packet can be in it any more. All calls on the control thread.
 */
public final class HostedDomain implements AutoCloseable {
    /** Before the number of a generation in the name of its folder of pins. */
    static final String GENERATION = "generation-";

    /** What began under one generation goes on under the next. */
    static final List<MapSpec> LASTING = List.of(Maps.HALF_OPEN, Maps.FRAGMENTS);

    /** That have places of their own in the arrays of programs. */
    private static final int GENERATIONS = 2;

    private static final Logger LOG = LoggerFactory.getLogger(HostedDomain.class);

    private final DomainId id;
    private final int number;
    private final int slot;
    private final HostServices services;
    private final Map<String, BpfMap> lasting = new HashMap<>();
    private final GenerationCounters counters;

    private @Nullable Generation live;
    private @Nullable Spare spare;
    private Addresses addresses = new Addresses(List.of());
    private Insertion insertion = Insertion.NONE;
    private long sequence;
    private long flippedUnixNanos;

    public HostedDomain(DomainId id, int number, int slot, HostServices services) {
        this.id = id;
        this.number = number;
        this.slot = slot;
        this.services = services;
        counters = new GenerationCounters(id, services.tapNumbers(), new Totals());
        for (var spec : LASTING) {
            lasting.put(spec.symbol(), services.maps().domain(slot).map(HostMaps.pinName(spec.symbol()), spec));
        }
    }

    public DomainId id() {
        return id;
    }

    public int number() {
        return number;
    }

    public int slot() {
        return slot;
    }

    /** Of the newest message that is in force; 0 for none. */
    public long sequence() {
        return sequence;
    }

    public Optional<Revision> revision() {
        return Optional.ofNullable(live).map(Generation::revision);
    }

    public List<ServiceInstance> instances() {
        return insertion.instances();
    }

    public List<TapCounts> tapCounts() {
        return live == null ? List.of() : counters.taps(live);
    }

    public List<ChainCounts> chainCounts() {
        return live == null ? List.of() : counters.chains(live);
    }

    /**
     * Makes a revision live, with the deltas since.
     *
     * @throws Refusal if it cannot be; nothing has changed then
     */
    public void goLive(Revision revision, List<IdentityDelta> deltas) {
        var manifest = revision.manifest();
        if (manifest.getNumber() != number) {
            throw new Refusal("revision %d has the domain number %d; the bindings say %d"
                    .formatted(manifest.getRevision(), manifest.getNumber(), number));
        }
        var next = new Addresses(revision.addresses().getEntriesList());
        var last = deltas.isEmpty() ? null : deltas.getLast();
        replay(next, deltas);
        flip(revision, next);
        sequence = last == null ? manifest.getSequence() : last.getSequence();
        report();
    }

    /**
     * Brings a revision's addresses up to its newest delta. Only that one's digest counts: compaction has taken away deltas
     * whose addresses newer ones set.
     */
    private static void replay(Addresses next, List<IdentityDelta> deltas) {
        if (deltas.isEmpty()) {
            return;
        }
        var last = deltas.getLast();
        deltas.subList(0, deltas.size() - 1).forEach(delta -> next.set(delta.getSetList()));
        change(next, last);
    }

    /** Builds beside, switches, frees. */
    private void flip(Revision revision, Addresses next) {
        var started = System.nanoTime();
        var before = services.maps().live().get(slot);
        var blobs = services.state().blobs(id);
        var left = spare;
        spare = null;
        var building = new GenerationBuilder(services.maps(), services.tables(), lasting, slot)
                .build(before.nextGeneration(), revision, next.all(), blobs, left);
        var nextInsertion = Insertion.of(id, revision.layout(), services.ports().of(id), services.instanceSlots());
        var roles = new Roles(revision.layout(), next, nextInsertion, services.reports());
        var byPort = new HashMap<LocalPort, LocalPort.Role>();
        try {
            TapStates.write(id, revision.layout().getTapsList(), building.map(Maps.TAPS), services.tapNumbers());
            ServiceRecords.write(building, nextInsertion, services.maps(), services.liveness());
            services.generations()
                    .remember(number, building.number(), revision.manifest().getRevision());
            building.enterDomain();
            services.ports().of(id).forEach(port -> byPort.put(port, roles.of(port)));
            byPort.forEach((port, role) -> building.enter(port.as(role)));
        } catch (RuntimeException failed) {
            abandon(building);
            throw failed instanceof Refusal ? failed : new Refusal(String.valueOf(failed.getMessage()), failed);
        }
        byPort.forEach((port, role) -> services.ports().setRole(port.bound().id(), role));
        services.maps().live().set(slot, new Live(building.number(), before.nextEpoch()));
        flippedUnixNanos = Reports.unixNanos();
        var old = live;
        live = building;
        addresses = next;
        insertion = nextInsertion;
        LOG.info(
                "{}: revision {} is live as generation {} after {} ms",
                id,
                revision.manifest().getRevision(),
                building.number(),
                (System.nanoTime() - started) / 1_000_000);
        retire(before.generation(), old);
    }

    private void abandon(Generation building) {
        services.ports().of(id).forEach(port -> building.leave(port.slot()));
        Generation.leaveDomain(services.maps(), building.number(), slot);
        building.close();
    }

    /**
     * Keeps what the next generation can take over and frees the rest. The arrays of programs keep the old entries, which
     * no packet finds: the generation after the next writes over them. Emptying one that a dispatcher jumps to directly
     * costs an RCU grace period each, replacing it none.
     *
     * @param old null where a predecessor of this process built it
     */
    private void retire(int generation, @Nullable Generation old) {
        if (generation == 0) {
            return;
        }
        Membarrier.awaitRunningPrograms();
        if (old != null) {
            counters.retire(old);
            spare = old.retire();
        }
        services.maps().domain(slot).removeOthers(GENERATION, live == null ? "" : GENERATION + live.number());
    }

    /**
     * Changes identities inside the live revision.
     *
     * @throws Refusal if it does not fit; nothing has changed then
     */
    public void change(IdentityDelta delta) {
        var generation = live;
        if (generation == null || generation.revision().manifest().getSequence() != delta.getBaseSequence()) {
            throw new Refusal("delta %d changes the revision of sequence %d, which is not live"
                    .formatted(delta.getSequence(), delta.getBaseSequence()));
        }
        var before = new ArrayList<Integer>();
        delta.getSetList()
                .forEach(entry ->
                        before.add(addresses.identity(entry.getAddress().toByteArray())));
        if (generation.fits(delta.getSetList())) {
            change(addresses, delta);
            update(delta.getSetList(), generation);
            if (before.stream().anyMatch(identity -> identity != 0)) {
                judgeAgain();
            }
        } else {
            var next = new Addresses(addresses.all());
            change(next, delta);
            flip(generation.revision(), next);
        }
        sequence = delta.getSequence();
        report();
    }

    private static void change(Addresses addresses, IdentityDelta delta) {
        if (!addresses.change(delta.getSetList(), delta.getAddressDigest().toByteArray())) {
            throw new Refusal("the addresses after delta %d do not have its digest".formatted(delta.getSequence()));
        }
    }

    private void update(List<AddressEntry> changes, Generation generation) {
        generation.update(changes, addresses);
        var roles = new Roles(generation.revision().layout(), addresses, insertion, services.reports());
        services.ports().of(id).stream()
                .filter(port -> changes.stream()
                        .anyMatch(entry -> port.bound().has(entry.getAddress().toByteArray())))
                .forEach(port -> take(generation, port, roles.of(port)));
    }

    /** Ports came, went or changed: the live generation takes them up. */
    public void portsChanged() {
        var generation = live;
        if (generation == null) {
            return;
        }
        var layout = generation.revision().layout();
        insertion = Insertion.of(id, layout, services.ports().of(id), services.instanceSlots());
        var roles = new Roles(layout, addresses, insertion, services.reports());
        ServiceRecords.write(generation, insertion, services.maps(), services.liveness());
        services.ports().of(id).forEach(port -> take(generation, port, roles.of(port)));
    }

    private void take(Generation generation, LocalPort port, LocalPort.Role role) {
        services.ports().setRole(port.bound().id(), role);
        generation.enter(port.as(role));
    }

    /** An instance lives or does not any more. */
    public void livenessChanged() {
        if (live != null) {
            ServiceRecords.write(live, insertion, services.maps(), services.liveness());
        }
    }

    /** Ends connections that were judged before: they are judged again at their next packet. */
    public void judgeAgain() {
        var word = services.maps().live().get(slot);
        if (word.generation() != 0) {
            services.maps().live().set(slot, new Live(word.generation(), word.nextEpoch()));
        }
    }

    /** A port that is bound no more leads nowhere, whatever its domain says. */
    public static void closePort(HostMaps maps, int generation, int portSlot) {
        Generation.leave(maps, generation, portSlot);
    }

    /** Closes the domain's ports: nothing passes any more. */
    public void shut() {
        var before = services.maps().live().get(slot);
        services.maps().live().set(slot, Live.NONE);
        var old = live;
        live = null;
        insertion = Insertion.NONE;
        retire(before.generation(), old);
        for (int generation = 0; generation < GENERATIONS; generation++) {
            leave(generation);
        }
        dropSpare();
        report();
    }

    /** Makes nothing of the domain reachable in a generation, nor in any other that has its places in the arrays. */
    private void leave(int generation) {
        services.ports().of(id).forEach(port -> Generation.leave(services.maps(), generation, port.slot()));
        Generation.leaveDomain(services.maps(), generation, slot);
    }

    private void dropSpare() {
        if (spare != null) {
            spare.close();
            spare = null;
        }
    }

    /** Says what is enforced, with why a newer revision is not. */
    public void refused(long revision, String why) {
        services.reports()
                .revision(
                        statement().setRefused(why).setRefusedRevision(revision).build());
    }

    /** Says what is enforced. */
    public void report() {
        services.reports().revision(statement().build());
    }

    private RevisionReport.Builder statement() {
        var word = services.maps().live().get(slot);
        return RevisionReport.newBuilder()
                .setTenant(id.tenant())
                .setDomain(id.domain())
                .setRevision(
                        revision().map(known -> known.manifest().getRevision()).orElse(0L))
                .setSequence(sequence)
                .setGeneration(word.generation())
                .setEpoch(word.epoch())
                .setFlippedUnixNanos(flippedUnixNanos);
    }

    /** What is enforced stays, in the kernel and in pins. */
    @Override
    public void close() {
        dropSpare();
        lasting.values().forEach(BpfMap::close);
    }
}
