package dev.damson.edge.agent.domain;

import com.google.protobuf.ByteString;
import dev.damson.edge.agent.maps.HostMaps;
import dev.damson.edge.agent.maps.PinFolder;
import dev.damson.edge.agent.maps.Tables;
import dev.damson.edge.agent.port.LocalPort;
import dev.damson.edge.agent.trust.Refusal;
import dev.damson.edge.kernel.bpf.BpfMap;
import dev.damson.edge.kernel.bpf.BpfProgram;
import dev.damson.wire.layout.MapSpec;
import dev.damson.wire.layout.Maps;
import dev.damson.wire.proto.AddressEntry;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One revision in the kernel: its programs and the maps of its own. The tables that taps, functions and chains stand in
 * are a generation's too, since their numbers mean something only within one revision.
 */
final class Generation implements AutoCloseable {
    /** Maps that {@code wire} counts as a domain's, and that have a life of one generation here. */
    static final List<MapSpec> NUMBERED_BY_REVISION =
            List.of(Maps.TAPS, Maps.FUNCTIONS, Maps.CHAINS, Maps.CHAIN_COUNTERS);

    private final int number;
    private final Revision revision;
    private final HostMaps host;
    private final int domainSlot;
    private final PinFolder pins;
    private final Tables tables;
    private final Map<String, BpfMap> maps;
    private final Set<String> acquiredTables;
    private final Map<ByteString, BpfProgram> programs;
    private final Map<Integer, LocalPort.Role> entered = new HashMap<>();
    private @Nullable IdentityUpdate identities;

    Generation(
            int number,
            Revision revision,
            HostMaps host,
            int domainSlot,
            PinFolder pins,
            Tables tables,
            Map<String, BpfMap> maps,
            Set<String> acquiredTables,
            Map<ByteString, BpfProgram> programs) {
        this.number = number;
        this.revision = revision;
        this.host = host;
        this.domainSlot = domainSlot;
        this.pins = pins;
        this.tables = tables;
        this.maps = new HashMap<>(maps);
        this.acquiredTables = acquiredTables;
        this.programs = programs;
    }

    int number() {
        return number;
    }

    Revision revision() {
        return revision;
    }

    /** One of this generation's own maps. */
    BpfMap map(MapSpec spec) {
        return map(spec.symbol());
    }

    BpfMap map(String symbol) {
        return Objects.requireNonNull(maps.get(symbol), symbol);
    }

    /** Makes the domain's finish program reachable, and what comes from other edges; ports come with {@link #enter}. */
    void enterDomain() {
        host.map(Maps.FINISH, number)
                .update(domainSlot, program(revision.layout().getFinishProgram()));
        var arrival = revision.layout().getArrivalProgram();
        if (arrival.isEmpty()) {
            host.map(Maps.ARRIVAL, number).delete(domainSlot);
        } else {
            host.map(Maps.ARRIVAL, number).update(domainSlot, program(arrival));
        }
    }

    /** Makes nothing of the domain reachable any more, but for its ports. */
    static void leaveDomain(HostMaps host, int number, int domainSlot) {
        host.map(Maps.ARRIVAL, number).delete(domainSlot);
        host.map(Maps.FINISH, number).delete(domainSlot);
    }

    /** Whether these changes of addresses find room; otherwise the generation has to be built anew. */
    boolean fits(List<AddressEntry> changes) {
        return identities().fits(changes);
    }

    /** @param next all addresses as they are after the changes */
    void update(List<AddressEntry> changes, Addresses next) {
        identities().apply(changes, next);
    }

    private IdentityUpdate identities() {
        if (identities == null) {
            identities = new IdentityUpdate(maps);
        }
        return identities;
    }

    /** Puts the programs of a port where packets find them, or takes them away where it is closed. */
    void enter(LocalPort port) {
        var role = port.role();
        var slot = port.slot();
        if (role.equals(entered.put(slot, role))) {
            return;
        }
        if (role.isService()) {
            host.map(Maps.ENTRY, number).update(slot, program(revision.layout().getServiceProgram()));
            host.map(Maps.FROM, number).delete(slot);
            host.map(Maps.TO, number).delete(slot);
            return;
        }
        var profile = revision.layout().getProfilesList().stream()
                .filter(candidate -> candidate.getNumber() == role.profile())
                .findFirst();
        if (profile.isEmpty()) {
            leave(host, number, slot);
            return;
        }
        host.map(Maps.FROM, number).update(slot, program(profile.get().getFromProgram()));
        host.map(Maps.TO, number).update(slot, program(profile.get().getToProgram()));
        host.map(Maps.ENTRY, number).update(slot, program(revision.layout().getIngressProgram()));
    }

    /** Closes a port in this generation. */
    void leave(int portSlot) {
        entered.remove(portSlot);
        leave(host, number, portSlot);
    }

    static void leave(HostMaps host, int number, int portSlot) {
        host.map(Maps.ENTRY, number).delete(portSlot);
        host.map(Maps.FROM, number).delete(portSlot);
        host.map(Maps.TO, number).delete(portSlot);
    }

    private BpfProgram program(ByteString sha256) {
        var program = programs.get(sha256);
        if (program == null) {
            throw new Refusal("the layout of revision %d names a program that is not among its parts"
                    .formatted(revision.manifest().getRevision()));
        }
        return program;
    }

    /** Ends it; the caller has emptied the arrays, and no packet is in it any more. */
    Spare retire() {
        if (identities != null) {
            identities.close();
        }
        PinFolder.remove(pins.path());
        return new Spare(number, tables, maps, programs, acquiredTables);
    }

    /** The programs live on where an array still holds them; the caller has emptied the arrays. */
    @Override
    public void close() {
        if (identities != null) {
            identities.close();
        }
        programs.values().forEach(BpfProgram::close);
        acquiredTables.forEach(tables::release);
        maps.values().forEach(BpfMap::close);
        maps.clear();
        PinFolder.remove(pins.path());
    }
}
