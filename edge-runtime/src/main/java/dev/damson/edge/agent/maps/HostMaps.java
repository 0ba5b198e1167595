package dev.damson.edge.agent.maps;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import dev.damson.edge.kernel.KernelClock;
import dev.damson.edge.kernel.bpf.BpfMap;
import dev.damson.wire.layout.Field;
import dev.damson.wire.layout.HostState;
import dev.damson.wire.layout.MapSpec;
import dev.damson.wire.layout.Maps;
import dev.damson.wire.program.Dispatcher;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

/**
 * The maps that exist once on a host, and the pairs that exist once for each parity of a generation. They are taken over
 * from their pins if these have this version's shape, otherwise made and pinned. The program arrays come first: the
 * kernel empties an unpinned one when its last descriptor goes.
 */
public final class HostMaps implements AutoCloseable {
    private static final String MAPS = "maps-";
    private static final VarHandle LONG = JAVA_LONG.varHandle();
    private static final VarHandle INT = JAVA_INT.varHandle();

    private final Path bpffs;
    private final PinFolder pins;
    private final Map<String, BpfMap> maps = new HashMap<>();
    private final Arena arena = Arena.ofShared();
    private final LiveWords live;
    private final MemorySegment hostState;

    /** @param bpffs mounted */
    public HostMaps(Path bpffs) {
        this.bpffs = bpffs;
        pins = new PinFolder(pins(bpffs));
        try {
            for (var parity = 0; parity < 2; parity++) {
                for (var spec : Maps.PARITY_MAPS) {
                    open(paritySymbol(spec, parity), spec);
                }
            }
            Maps.HOST_MAPS.forEach(spec -> open(spec.symbol(), spec));
            live = new LiveWords(map(Maps.LIVE).mapped(arena));
            hostState = map(Maps.HOST).mapped(arena);
        } catch (RuntimeException failed) {
            close();
            throw failed;
        }
    }

    /** Where the maps of this version's shape are pinned, whether they are there or not. */
    public static Path pins(Path bpffs) {
        return bpffs.resolve(MAPS + Layout.fingerprint());
    }

    private void open(String symbol, MapSpec spec) {
        var named = new MapSpec(symbol, spec.type(), spec.keySize(), spec.valueSize(), spec.maxEntries(), spec.flags());
        maps.put(symbol, pins.map(pinName(symbol), named));
    }

    /** {@code generation/from} of odd generations is {@code host/from-odd}, as the dispatcher names its pair. */
    static String paritySymbol(MapSpec spec, int generation) {
        var odd = (generation & 1) == 1;
        return spec.equals(Maps.ENTRY)
                ? odd ? Dispatcher.ODD_ENTRY : Dispatcher.EVEN_ENTRY
                : "host/" + pinName(spec.symbol()) + (odd ? "-odd" : "-even");
    }

    /** The part of a symbol that is its own. */
    public static String pinName(String symbol) {
        return symbol.substring(symbol.lastIndexOf('/') + 1);
    }

    public BpfMap map(MapSpec spec) {
        return find(spec.symbol());
    }

    /** The one of a pair that programs of a generation use. */
    public BpfMap map(MapSpec spec, int generation) {
        return find(paritySymbol(spec, generation));
    }

    private BpfMap find(String symbol) {
        return Objects.requireNonNull(maps.get(symbol), symbol);
    }

    /** By symbol; parity maps under the names that the dispatcher has for them. */
    public Map<String, BpfMap> bySymbol() {
        return Map.copyOf(maps);
    }

    public LiveWords live() {
        return live;
    }

    /** Four bytes for the consumer of a ring; 1 while it sleeps. */
    public MemorySegment sleepFlag(Field flag) {
        return hostState.asSlice(flag.offset(), flag.size());
    }

    /** Programs compare expiry times with the wall clock, which they cannot read. */
    public void setClock(KernelClock clock) {
        LONG.setRelease(hostState, (long) HostState.WALL_OFFSET_NS.offset(), clock.wallMinusMonotonicNanos());
    }

    /**
     * How programs reach other edges.
     *
     * @param interfaceIndex of the tunnel's device; 0 where there is none
     * @param address this host's own on the underlay, 4 bytes
     * @param mtu bytes of the largest IP packet that goes through it in one piece
     */
    public void setTunnel(int interfaceIndex, byte[] address, int mtu) {
        INT.setRelease(hostState, (long) HostState.TUNNEL_MTU.offset(), mtu);
        var word = ByteBuffer.wrap(address).order(ByteOrder.nativeOrder()).getInt();
        INT.setRelease(hostState, (long) HostState.TUNNEL_ADDRESS.offset(), word);
        INT.setRelease(hostState, (long) HostState.TUNNEL_IFINDEX.offset(), interfaceIndex);
    }

    /** Whether packets can come from other edges. */
    public boolean hasTunnel() {
        return (int) INT.getAcquire(hostState, (long) HostState.TUNNEL_IFINDEX.offset()) != 0;
    }

    /** Where a domain's maps are pinned. */
    public PinFolder domain(int domainSlot) {
        return pins.in("domain-" + domainSlot);
    }

    /** A domain is not hosted any more; its slot may go to another. */
    public void removeDomain(int domainSlot) {
        PinFolder.remove(domain(domainSlot).path());
    }

    /** Where tables are pinned, by their hash. */
    public PinFolder tables() {
        return pins.in("tables");
    }

    /** Where links are pinned, by port slot; they do not depend on the shape of maps. */
    public PinFolder links() {
        return new PinFolder(bpffs.resolve("links"));
    }

    /** Removes the maps of another version of the edge, once no link leads into them. */
    public void removeForeign() {
        new PinFolder(bpffs).removeOthers(MAPS, String.valueOf(pins.path().getFileName()));
    }

    @Override
    public void close() {
        maps.values().forEach(BpfMap::close);
        arena.close();
    }
}
