package dev.damson.e2e.bench.packets;

import static dev.damson.e2e.bench.packets.DamsonHost.little;

import dev.damson.edge.kernel.bpf.BpfMap;
import dev.damson.policy.emit.Programs;
import dev.damson.policy.plan.DomainPlan;
import dev.damson.policy.plan.PlannedAddress;
import dev.damson.wire.layout.AddressTrie;
import dev.damson.wire.layout.MapSpec;
import dev.damson.wire.layout.Maps;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** The maps of one revision of one domain, filled: addresses, tables, and what taps and chains stand in. */
public final class GenerationMaps implements AutoCloseable {
    private static final int HOST_BITS_6 = 128;

    private final Map<String, BpfMap> maps = new HashMap<>();

    GenerationMaps(CompiledRules compiled) {
        this(compiled.plan(), compiled.programs().tables());
    }

    public GenerationMaps(DomainPlan plan, Map<String, byte[]> tables) {
        for (var spec :
                List.of(Maps.HOSTS_6, Maps.PREFIXES_6, Maps.TAPS, Maps.FUNCTIONS, Maps.CHAINS, Maps.CHAIN_COUNTERS)) {
            create(spec);
        }
        tables.forEach((symbol, bytes) -> {
            var table = create(new MapSpec(symbol, MapSpec.Type.ARRAY, 4, bytes.length, 1, MapSpec.RDONLY_PROG));
            table.update(0, little(bytes));
            table.freeze();
        });
        var trie = AddressTrie.bytes(Programs.trie(plan));
        create(new MapSpec(Maps.ADDRESSES_4, MapSpec.Type.ARRAY, 4, trie.length, 1, MapSpec.MMAPABLE))
                .update(0, little(trie));
        plan.addresses().forEach(this::address);
    }

    private BpfMap create(MapSpec spec) {
        var map = BpfMap.create(spec);
        maps.put(spec.symbol(), map);
        return map;
    }

    private void address(PlannedAddress entry) {
        var bytes = entry.prefix().base().toBytes();
        var identity = ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN).putInt(0, entry.identity());
        if (bytes.length == 16 && entry.prefix().prefix() == HOST_BITS_6) {
            map(Maps.HOSTS_6).update(little(bytes), identity);
        } else if (bytes.length == 16) {
            var key = ByteBuffer.allocate(4 + 16).order(ByteOrder.LITTLE_ENDIAN);
            key.putInt(entry.prefix().prefix()).put(bytes).flip();
            map(Maps.PREFIXES_6).update(key, identity);
        }
    }

    private BpfMap map(MapSpec spec) {
        return Objects.requireNonNull(maps.get(spec.symbol()));
    }

    public Map<String, BpfMap> bySymbol() {
        return maps;
    }

    /** Programs that use the maps keep them. */
    @Override
    public void close() {
        maps.values().forEach(BpfMap::close);
    }
}
