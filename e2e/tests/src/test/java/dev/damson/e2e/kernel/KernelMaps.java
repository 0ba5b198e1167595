package dev.damson.e2e.kernel;

import dev.damson.edge.kernel.bpf.BpfMap;
import dev.damson.policy.emit.Programs;
import dev.damson.policy.plan.DomainPlan;
import dev.damson.policy.plan.PlannedAddress;
import dev.damson.wire.layout.AddressTrie;
import dev.damson.wire.layout.MapSpec;
import dev.damson.wire.layout.Maps;
import dev.damson.wire.program.Dispatcher;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

/** Every map that a domain's programs name, made in the kernel, with the revision's tables and addresses in them. */
final class KernelMaps implements AutoCloseable {
    private final Map<String, BpfMap> maps = new HashMap<>();

    KernelMaps(DomainPlan plan, Programs programs) {
        Maps.HOST_MAPS.forEach(this::create);
        Maps.DOMAIN_MAPS.forEach(this::create);
        Maps.PARITY_MAPS.forEach(this::create);
        Maps.GENERATION_MAPS.forEach(this::create);
        int trieBytes = 4 * Programs.trie(plan).length;
        create(new MapSpec(Maps.ADDRESSES_4, MapSpec.Type.ARRAY, 4, trieBytes, 1, MapSpec.MMAPABLE));
        create(renamed(Maps.ENTRY, Dispatcher.EVEN_ENTRY));
        create(renamed(Maps.ENTRY, Dispatcher.ODD_ENTRY));
        programs.tables()
                .forEach((symbol, bytes) ->
                        create(new MapSpec(symbol, MapSpec.Type.ARRAY, 4, bytes.length, 1, MapSpec.RDONLY_PROG)));
        programs.tables().forEach((symbol, bytes) -> map(symbol).update(0, little(bytes)));
        map(Maps.ADDRESSES_4).update(0, little(AddressTrie.bytes(Programs.trie(plan))));
        plan.addresses().forEach(this::address);
    }

    private void address(PlannedAddress entry) {
        var bytes = entry.prefix().base().toBytes();
        if (bytes.length == 16 && entry.prefix().prefix() == 128) {
            map(Maps.HOSTS_6.symbol()).update(little(bytes), number(entry.identity()));
        } else if (bytes.length == 16) {
            var key = ByteBuffer.allocate(20).order(ByteOrder.LITTLE_ENDIAN);
            key.putInt(entry.prefix().prefix()).put(bytes).flip();
            map(Maps.PREFIXES_6.symbol()).update(key, number(entry.identity()));
        }
    }

    static ByteBuffer little(byte[] bytes) {
        return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    private static ByteBuffer number(int value) {
        return ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN).putInt(0, value);
    }

    BpfMap map(String symbol) {
        return Objects.requireNonNull(maps.get(symbol), symbol);
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
