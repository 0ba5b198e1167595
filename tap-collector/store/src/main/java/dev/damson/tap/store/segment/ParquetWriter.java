package dev.damson.tap.store.segment;

import dev.damson.tap.names.Names;
import dev.damson.tap.session.SessionPart;
import dev.damson.wire.proto.FlowEvent;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;

/** Writes the Parquet files of one tenant's segments. */
record ParquetWriter(Connection connection, Names names, String tenant) {
    void sessions(Collection<SessionPart> parts, String segment, Path file) throws SQLException {
        new SessionRows(connection, names).write(parts, tenant, segment, file);
    }

    void flows(Collection<FlowEvent> events, Path file) throws SQLException {
        new FlowRows(connection, names).write(events, tenant, file);
    }
}
