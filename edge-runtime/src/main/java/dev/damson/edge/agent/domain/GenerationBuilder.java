package dev.damson.edge.agent.domain;

import com.google.protobuf.ByteString;
import dev.damson.edge.agent.maps.HostMaps;
import dev.damson.edge.agent.maps.PinFolder;
import dev.damson.edge.agent.maps.Tables;
import dev.damson.edge.agent.state.BlobStore;
import dev.damson.edge.agent.trust.Refusal;
import dev.damson.edge.kernel.bpf.BpfMap;
import dev.damson.edge.kernel.bpf.BpfProgram;
import dev.damson.edge.kernel.bpf.PerCpuValues;
import dev.damson.edge.kernel.bpf.ProgramLoader;
import dev.damson.wire.bundle.BlobKind;
import dev.damson.wire.layout.MapSpec;
import dev.damson.wire.layout.Maps;
import dev.damson.wire.proto.AddressEntry;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Builds a generation beside the live one. Nothing that packets meet changes here, whatever fails. */
final class GenerationBuilder {
    private final HostMaps host;
    private final Tables tables;
    private final Map<String, BpfMap> lasting;
    private final int domainSlot;

    /** Where parts come from that need not be made. */
    private record Sources(BlobStore blobs, Optional<Spare> spare) {}

    private final Map<String, BpfMap> own = new HashMap<>();
    private final Set<String> acquired = new HashSet<>();
    private final Map<ByteString, BpfProgram> programs = new LinkedHashMap<>();

    /** @param lasting maps of the domain, by symbol, that outlive a generation */
    GenerationBuilder(HostMaps host, Tables tables, Map<String, BpfMap> lasting, int domainSlot) {
        this.host = host;
        this.tables = tables;
        this.lasting = lasting;
        this.domainSlot = domainSlot;
    }

    /**
     * @param number of the generation, which decides the parity of its program arrays
     * @param entries the revision's addresses with the deltas since
     * @param spare of the last generation of the same parity; closed when this returns
     * @throws Refusal if something in it cannot be loaded; what was loaded until then is gone again
     */
    Generation build(
            int number, Revision revision, List<AddressEntry> entries, BlobStore blobs, @Nullable Spare spare) {
        try (spare) {
            return build(number, revision, entries, new Sources(blobs, Optional.ofNullable(spare)));
        }
    }

    private Generation build(int number, Revision revision, List<AddressEntry> entries, Sources sources) {
        var pins = host.domain(domainSlot).path().resolve(HostedDomain.GENERATION + number);
        PinFolder.remove(pins);
        try {
            var folder = new PinFolder(pins);
            maps(number, folder, revision, entries, sources);
            load(number, revision, sources);
            return new Generation(
                    number,
                    revision,
                    host,
                    domainSlot,
                    folder,
                    tables,
                    own,
                    Set.copyOf(acquired),
                    Map.copyOf(programs));
        } catch (RuntimeException failed) {
            programs.values().forEach(BpfProgram::close);
            acquired.forEach(tables::release);
            own.values().forEach(BpfMap::close);
            PinFolder.remove(pins);
            throw failed instanceof Refusal ? failed : new Refusal(String.valueOf(failed.getMessage()), failed);
        }
    }

    private void maps(int number, PinFolder pins, Revision revision, List<AddressEntry> entries, Sources sources) {
        var cells = AddressMaps.trie(entries);
        var expected = AddressMaps.trie(revision.addresses().getEntriesList()).length;
        if (cells.length != expected) {
            throw new Refusal("the addresses need %d places; the programs of revision %d have %d"
                    .formatted(cells.length, revision.manifest().getRevision(), expected));
        }
        var left = sources.spare().filter(spare -> spare.fits(number, cells.length));
        if (left.isPresent()) {
            own.putAll(left.get().takeMaps(pins));
            AddressMaps.removeOthers(own(Maps.HOSTS_6), own(Maps.PREFIXES_6), entries);
            Generation.NUMBERED_BY_REVISION.forEach(spec -> clear(own(spec)));
        } else {
            make(pins, AddressMaps.trieSpec(cells.length));
            Maps.GENERATION_MAPS.forEach(spec -> make(pins, spec));
            Generation.NUMBERED_BY_REVISION.forEach(spec -> make(pins, spec));
        }
        AddressMaps.fillTrie(Objects.requireNonNull(own.get(Maps.ADDRESSES_4)), cells);
        AddressMaps.fillHosts(own(Maps.HOSTS_6), own(Maps.PREFIXES_6), entries);
    }

    private BpfMap own(MapSpec spec) {
        return Objects.requireNonNull(own.get(spec.symbol()), spec.symbol());
    }

    private static void clear(BpfMap array) {
        var spec = array.spec();
        for (var index = 0; index < spec.maxEntries(); index++) {
            if (spec.type() == MapSpec.Type.PERCPU_ARRAY) {
                PerCpuValues.clear(array, index);
            } else {
                array.update(index, ByteBuffer.allocate(spec.valueSize()));
            }
        }
    }

    private void make(PinFolder pins, MapSpec spec) {
        own.put(spec.symbol(), pins.map(HostMaps.pinName(spec.symbol()), spec));
    }

    /** A program of the spare is bound to the maps that it was loaded with, which are this generation's now. */
    private void load(int number, Revision revision, Sources sources) {
        var loader = new ProgramLoader(symbol -> map(symbol, number, sources.blobs()));
        revision.programs().forEach((sha256, image) -> {
            var left = sources.spare().flatMap(spare -> spare.takeProgram(sha256));
            left.ifPresent(program -> {
                programs.put(sha256, program);
                image.relocations().forEach(relocation -> map(relocation.symbol(), number, sources.blobs()));
            });
            if (left.isEmpty()) {
                programs.put(sha256, loader.load(image));
            }
        });
    }

    private BpfMap map(String symbol, int number, BlobStore blobs) {
        if (symbol.startsWith(BlobKind.TABLE_SYMBOL)) {
            return table(symbol, blobs);
        }
        var mine = own.getOrDefault(symbol, lasting.get(symbol));
        if (mine != null) {
            return mine;
        }
        for (var spec : Maps.PARITY_MAPS) {
            if (spec.symbol().equals(symbol)) {
                return host.map(spec, number);
            }
        }
        var shared = host.bySymbol().get(symbol);
        if (shared == null) {
            throw new Refusal("a program names the map \"%s\", which this edge does not have".formatted(symbol));
        }
        return shared;
    }

    private BpfMap table(String symbol, BlobStore blobs) {
        var sha256 = symbol.substring(BlobKind.TABLE_SYMBOL.length());
        var map = tables.acquire(
                symbol,
                () -> blobs.get(ByteString.copyFrom(HexFormat.of().parseHex(sha256)))
                        .orElseThrow(() -> new Refusal("the table \"%s\" is missing or altered".formatted(symbol))));
        if (!acquired.add(symbol)) {
            tables.release(symbol);
        }
        return map;
    }
}
