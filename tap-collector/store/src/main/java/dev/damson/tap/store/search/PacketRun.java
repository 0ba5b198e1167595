package dev.damson.tap.store.search;

import dev.damson.tap.store.segment.PacketSegment;
import dev.damson.tap.store.segment.SectionIndex;
import dev.damson.tap.store.segment.SegmentManifest;
import dev.damson.tap.store.segment.TenantFolder;
import dev.damson.wire.pcapng.CapturedPacket;
import java.io.IOException;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The sections of one partition, one after the other; one file is open at a time. */
final class PacketRun implements AutoCloseable {
    private final TenantFolder tenant;
    private final Iterator<SegmentManifest> segments;
    private @Nullable SectionIndex file;
    private long at;
    private List<CapturedPacket> section = List.of();

    PacketRun(TenantFolder tenant, List<SegmentManifest> segments) {
        this.tenant = tenant;
        this.segments = List.copyOf(segments).iterator();
    }

    /** Goes to the next section that holds packets; false after the last one. */
    boolean advance() throws IOException {
        while (true) {
            var open = file;
            if (open == null) {
                if (!segments.hasNext()) {
                    return false;
                }
                file = new SectionIndex(tenant.file(segments.next(), PacketSegment.PACKETS));
                at = 0;
                continue;
            }
            var next = open.section(at);
            if (next.isEmpty()) {
                close();
                continue;
            }
            at = next.get().end();
            section = next.get().packets();
            if (!section.isEmpty()) {
                return true;
            }
        }
    }

    List<CapturedPacket> section() {
        return section;
    }

    long nextNanos() {
        return section.getFirst().unixNanos();
    }

    @Override
    public void close() throws IOException {
        var open = file;
        file = null;
        if (open != null) {
            open.close();
        }
    }
}
