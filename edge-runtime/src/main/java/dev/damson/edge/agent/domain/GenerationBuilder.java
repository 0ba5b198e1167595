package dev.damson.edge.agent.domain;

import com.google.protobuf.ByteString;
import dev.damson.edge.agent.maps.HostMaps;
import dev.damson.edge.agent.maps.PinFolder;
import dev.damson.edge.agent.maps.Tables;
import dev.damson.edge.agent.state.BlobStore;
import dev.damson.edge.agent.trust.Refusal;
import dev.damson.edge.kernel.bpf.BpfMap;
import dev.damson.edge.kernel.bpf.BpfProgram;
import dev.damson.edge.kernel.bpf.ProgramLoader;
import dev.damson.wire.bundle.BlobKind;
import dev.damson.wire.layout.MapSpec;
import dev.damson.wire.layout.Maps;
import dev.damson.wire.proto.AddressEntry;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Builds a generation beside the live one. Nothing that packets meet changes here, whatever fails. */
final class GenerationBuilder {
    private final HostMaps host;
    private final Tables tables;
    private final Map<String, BpfMap> lasting;
    private final int domainSlot;

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
     * @throws Refusal if something in it cannot be loaded; what was loaded until then is gone again
     */
    Generation build(int number, Revision revision, List<AddressEntry> entries, BlobStore blobs) {
        var pins = host.domain(domainSlot).path().resolve(HostedDomain.GENERATION + number);
        PinFolder.remove(pins);
        try {
            var folder = new PinFolder(pins);
            addresses(folder, revision, entries);
            for (var spec : Generation.NUMBERED_BY_REVISION) {
                make(folder, spec);
            }
            load(number, revision, blobs);
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

    private void addresses(PinFolder pins, Revision revision, List<AddressEntry> entries) {
        var cells = AddressMaps.trie(entries);
        var expected = AddressMaps.trie(revision.addresses().getEntriesList()).length;
        if (cells.length != expected) {
            throw new Refusal("the addresses need %d places; the programs of revision %d have %d"
                    .formatted(cells.length, revision.manifest().getRevision(), expected));
        }
        AddressMaps.fillTrie(make(pins, AddressMaps.trieSpec(cells.length)), cells);
        AddressMaps.fillHosts(make(pins, Maps.HOSTS_6), make(pins, Maps.PREFIXES_6), entries);
    }

    private BpfMap make(PinFolder pins, MapSpec spec) {
        var map = pins.map(HostMaps.pinName(spec.symbol()), spec);
        own.put(spec.symbol(), map);
        return map;
    }

    private void load(int number, Revision revision, BlobStore blobs) {
        var loader = new ProgramLoader(symbol -> map(symbol, number, blobs));
        revision.programs().forEach((sha256, image) -> programs.put(sha256, loader.load(image)));
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
