package dev.damson.e2e.kernel;

import dev.damson.edge.kernel.bpf.BpfMap;
import dev.damson.policy.emit.Programs;
import dev.damson.wire.layout.MapSpec;
import dev.damson.wire.layout.Maps;
import dev.damson.wire.program.Dispatcher;
import java.util.HashMap;
import java.util.Map;

/** Every map that a domain's programs name, made in the kernel. */
final class KernelMaps implements AutoCloseable {
    private final Map<String, BpfMap> maps = new HashMap<>();

    KernelMaps(Programs programs, int trieCells) {
        Maps.HOST_MAPS.forEach(this::create);
        Maps.DOMAIN_MAPS.forEach(this::create);
        Maps.PARITY_MAPS.forEach(this::create);
        Maps.GENERATION_MAPS.forEach(this::create);
        create(new MapSpec(Maps.ADDRESSES_4, MapSpec.Type.ARRAY, 4, 4 * trieCells, 1, MapSpec.MMAPABLE));
        create(renamed(Maps.ENTRY, Dispatcher.EVEN_ENTRY));
        create(renamed(Maps.ENTRY, Dispatcher.ODD_ENTRY));
        programs.tables()
                .forEach((symbol, bytes) ->
                        create(new MapSpec(symbol, MapSpec.Type.ARRAY, 4, bytes.length, 1, MapSpec.RDONLY_PROG)));
    }

    private static MapSpec renamed(MapSpec spec, String symbol) {
        return new MapSpec(symbol, spec.type(), spec.keySize(), spec.valueSize(), spec.maxEntries(), spec.flags());
    }

    private void create(MapSpec spec) {
        maps.put(spec.symbol(), BpfMap.create(spec));
    }

    /** Puts another map in a symbol's place. */
    BpfMap replace(MapSpec spec) {
        var made = BpfMap.create(spec);
        var old = maps.put(spec.symbol(), made);
        if (old != null) {
            old.close();
        }
        return made;
    }

    Map<String, BpfMap> bySymbol() {
        return maps;
    }

    @Override
    public void close() {
        maps.values().forEach(BpfMap::close);
    }
}
