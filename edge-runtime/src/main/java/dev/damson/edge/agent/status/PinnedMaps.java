package dev.damson.edge.agent.status;

import dev.damson.edge.agent.maps.HostMaps;
import dev.damson.edge.kernel.bpf.BpfMap;
import dev.damson.edge.kernel.bpf.Bpffs;
import dev.damson.wire.layout.MapSpec;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The host's maps as they are pinned, for looking. */
final class PinnedMaps implements AutoCloseable {
    private final Path folder;
    private final List<BpfMap> opened = new ArrayList<>();

    private PinnedMaps(Path folder) {
        this.folder = folder;
    }

    /** Empty if this host enforces nothing of this version's shape. */
    static Optional<PinnedMaps> in(Path bpffs) {
        if (!Files.isDirectory(bpffs) || !Bpffs.isMounted(bpffs)) {
            return Optional.empty();
        }
        var folder = HostMaps.pins(bpffs);
        return Files.isDirectory(folder) ? Optional.of(new PinnedMaps(folder)) : Optional.empty();
    }

    BpfMap map(MapSpec spec) {
        return open(folder, spec);
    }

    /** One of a domain's maps; absent while nothing of it was ever enforced. */
    Optional<BpfMap> map(MapSpec spec, int domainSlot) {
        var own = folder.resolve("domain-" + domainSlot);
        return Files.exists(own.resolve(HostMaps.pinName(spec.symbol())))
                ? Optional.of(open(own, spec))
                : Optional.empty();
    }

    private BpfMap open(Path pins, MapSpec spec) {
        var map = BpfMap.open(pins.resolve(HostMaps.pinName(spec.symbol())), spec);
        opened.add(map);
        return map;
    }

    @Override
    public void close() {
        opened.forEach(BpfMap::close);
    }
}
