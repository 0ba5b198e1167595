package dev.damson.tap.store.segment;

import dev.damson.tap.names.Names;
import dev.damson.tap.session.SessionTable;
import dev.damson.tap.store.finding.CredentialWatch;
import dev.damson.tap.store.finding.Finding;
import dev.damson.wire.pcapng.PcapngException;
import dev.damson.wire.pcapng.SectionReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.SQLException;

/** Tapped packets: the sections one after the other, which is a pcapng file, and the parts of the sessions in them. */
public final class PacketSegment extends OpenSegment {
    /** The packets. */
    public static final String PACKETS = "packets.pcapng";

    /** The parts of sessions. */
    public static final String SESSIONS = "sessions.parquet";

    /** So that a table of one segment stays below some 30 MB. */
    private static final int MOST_SESSIONS = 50_000;

    private final ByteArrayOutputStream sections = new ByteArrayOutputStream();
    private final SessionTable sessions = new SessionTable(MOST_SESSIONS);

    private final CredentialWatch credentials = new CredentialWatch();

    public PacketSegment(String topic, int partition, long firstOffset, Names names) {
        super(topic, partition, firstOffset, names);
    }

    @Override
    boolean read(byte[] section) {
        try {
            var packets = SectionReader.read(section).packets();
            long offset = sections.size();
            for (int i = 0; i < packets.size(); i++) {
                credentials.see(packets.get(i), sessions.add(packets.get(i), Places.of(offset, i)));
                var facts = packets.get(i).facts();
                saw(packets.get(i).unixNanos(), facts.getTenant(), facts.getDomain(), facts.getRevision());
            }
            sections.writeBytes(section);
            return true;
        } catch (PcapngException notPcapng) {
            return false;
        }
    }

    /** What stood out while the packets came. */
    public Iterable<Finding> findings() {
        return credentials.findings();
    }

    @Override
    public long size() {
        return sections.size();
    }

    @Override
    public boolean full() {
        return sessions.size() >= MOST_SESSIONS;
    }

    @Override
    long write(Path folder, String segment, ParquetWriter parquet) throws IOException, SQLException {
        try (OutputStream file = Files.newOutputStream(folder.resolve(PACKETS), StandardOpenOption.CREATE_NEW)) {
            sections.writeTo(file);
        }
        var parts = sessions.parts();
        parquet.sessions(parts, segment, folder.resolve(SESSIONS));
        return parts.size();
    }
}
