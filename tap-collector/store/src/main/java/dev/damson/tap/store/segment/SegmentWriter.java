package dev.damson.tap.store.segment;

import dev.damson.tap.names.Names;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes gathered segments to the store. One thread at a time. */
public final class SegmentWriter implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(SegmentWriter.class);

    /** Writing a segment of 50,000 rows takes some 40 MB. */
    private static final int MEGABYTES = 128;

    private final Connection connection;
    private final Names names;

    public SegmentWriter(Path store, Names names) throws SQLException, IOException {
        Files.createDirectories(store);
        this.connection = LockedDuckDb.open(store, MEGABYTES, 1);
        this.names = names;
    }

    /**
     * Writes and publishes a segment, which then is in the store for good.
     *
     * @return false if another writer has published one at the same place
     */
    public boolean write(OpenSegment segment, TenantFolder tenant) throws IOException, SQLException {
        if (tenant.nextOffset(segment.topic(), segment.partition()) != segment.firstOffset()) {
            return false;
        }
        var folder = tenant.newFolder();
        boolean published = false;
        try {
            var name = SegmentManifest.name(segment.topic(), segment.partition(), segment.firstOffset());
            long rows = segment.write(folder, name, new ParquetWriter(connection, names, tenant.tenant()));
            if (segment.unnamed() > 0) {
                LOG.debug("{} of {} came before their names", segment.unnamed(), name);
            }
            published = tenant.publish(manifest(segment, folder, rows), folder);
        } finally {
            if (!published) {
                TenantFolder.removeFolder(folder);
            }
        }
        return published;
    }

    private static SegmentManifest manifest(OpenSegment segment, Path folder, long rows) throws IOException {
        return new SegmentManifest(
                segment.topic(),
                segment.partition(),
                segment.firstOffset(),
                segment.lastOffset(),
                segment.firstEvent(),
                segment.lastEvent(),
                rows,
                segment.events(),
                segment.unreadable(),
                segment.missing(),
                folder.getFileName().toString(),
                files(folder),
                List.of());
    }

    static List<SegmentManifest.StoredFile> files(Path folder) throws IOException {
        var stored = new ArrayList<SegmentManifest.StoredFile>();
        try (var files = Files.newDirectoryStream(folder)) {
            for (var file : files) {
                TenantFolder.sync(file);
                stored.add(new SegmentManifest.StoredFile(
                        file.getFileName().toString(), Files.size(file), FileHash.sha256(file)));
            }
        }
        return stored;
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
