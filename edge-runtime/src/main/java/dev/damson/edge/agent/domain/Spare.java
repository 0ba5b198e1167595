package dev.damson.edge.agent.domain;

import com.google.protobuf.ByteString;
import dev.damson.edge.agent.maps.HostMaps;
import dev.damson.edge.agent.maps.PinFolder;
import dev.damson.edge.agent.maps.Tables;
import dev.damson.edge.kernel.bpf.BpfMap;
import dev.damson.edge.kernel.bpf.BpfProgram;
import dev.damson.wire.layout.Maps;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * What a generation that no packet can be in any more leaves to the next one of its parity: maps, to be filled again, and
 * programs, which are bound to them. The programs that every port enters take the verifier tens of milliseconds each and
 * stay the same over most revisions; the judges that a rule changes take less than one.
 */
final class Spare implements AutoCloseable {
    private final int number;
    private final Tables tables;
    private final Map<String, BpfMap> maps;
    private final Map<ByteString, BpfProgram> programs;
    private final Set<String> acquiredTables;

    /** @param number of the generation */
    Spare(
            int number,
            Tables tables,
            Map<String, BpfMap> maps,
            Map<ByteString, BpfProgram> programs,
            Set<String> acquiredTables) {
        this.number = number;
        this.tables = tables;
        this.maps = new HashMap<>(maps);
        this.programs = new HashMap<>(programs);
        this.acquiredTables = acquiredTables;
    }

    /** Whether its maps can hold a generation's addresses: programs are compiled for one size of the trie. */
    boolean fits(int generation, int trieCells) {
        var trie = Objects.requireNonNull(maps.get(Maps.ADDRESSES_4));
        return (generation & 1) == (number & 1) && trie.spec().valueSize() == Integer.BYTES * trieCells;
    }

    /** Hands its maps over, pinned in another folder. Their content is still the old one. */
    Map<String, BpfMap> takeMaps(PinFolder folder) {
        var taken = Map.copyOf(maps);
        taken.forEach((symbol, map) -> map.pin(folder.path().resolve(HostMaps.pinName(symbol))));
        maps.clear();
        return taken;
    }

    /** Hands a program over; its maps must have been taken. */
    Optional<BpfProgram> takeProgram(ByteString sha256) {
        return maps.isEmpty() ? Optional.ofNullable(programs.remove(sha256)) : Optional.empty();
    }

    @Override
    public void close() {
        programs.values().forEach(BpfProgram::close);
        programs.clear();
        acquiredTables.forEach(tables::release);
        maps.values().forEach(BpfMap::close);
        maps.clear();
    }
}
