package dev.damson.tap.store.segment;

import dev.damson.wire.pcapng.CapturedPacket;
import dev.damson.wire.pcapng.PcapngException;
import dev.damson.wire.pcapng.SectionReader;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads a segment's pcapng file section by section, from any of them on. Not safe for several threads. */
public final class SectionIndex implements AutoCloseable {
    private static final int SECTION_HEADER = 0x0a0d0d0a;
    private static final int SMALLEST_BLOCK = 12;
    /** Records of Kafka are far smaller. */
    private static final int LARGEST_SECTION = 16 << 20;

    private final FileChannel file;
    private final Path path;
    private final ByteBuffer head = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN);

    /** A section: its packets, and the byte after it. */
    public record Section(long at, List<CapturedPacket> packets, long end) {}

    public SectionIndex(Path path) throws IOException {
        this.path = path;
        this.file = FileChannel.open(path, StandardOpenOption.READ);
    }

    /** The section that begins at a byte; empty at the end of the file. */
    public Optional<Section> section(long at) throws IOException {
        if (at >= file.size()) {
            return Optional.empty();
        }
        long end = end(at);
        var bytes = ByteBuffer.allocate(Math.toIntExact(end - at));
        read(bytes, at);
        try {
            return Optional.of(new Section(at, SectionReader.read(bytes.array()).packets(), end));
        } catch (PcapngException damaged) {
            throw new IOException("\"" + path + "\" is damaged at byte " + at + ": " + damaged.getMessage(), damaged);
        }
    }

    /** Where the next section begins: blocks are passed over by their lengths. */
    long end(long begin) throws IOException {
        long at = begin;
        while (at < file.size()) {
            head.clear();
            read(head, at);
            int type = head.getInt(0);
            int length = head.getInt(4);
            if (type == SECTION_HEADER && at > begin) {
                return at;
            }
            if (length < SMALLEST_BLOCK || length > LARGEST_SECTION || at + length - begin > LARGEST_SECTION) {
                throw new IOException("\"" + path + "\" is damaged at byte " + at);
            }
            at += length;
        }
        return at;
    }

    private void read(ByteBuffer into, long at) throws IOException {
        while (into.hasRemaining()) {
            if (file.read(into, at + into.position()) < 0) {
                throw new EOFException("\"" + path + "\" ends within a section");
            }
        }
    }

    /** The packets at places, in the order of the places. */
    public List<CapturedPacket> packets(long[] places) throws IOException {
        var found = new ArrayList<CapturedPacket>();
        Section held = null;
        for (long place : places) {
            if (held == null || held.at() != Places.section(place)) {
                held = section(Places.section(place)).orElse(null);
            }
            if (held == null || Places.index(place) >= held.packets().size()) {
                throw new IOException("\"" + path + "\" has no packet at place " + place);
            }
            found.add(held.packets().get(Places.index(place)));
        }
        return found;
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
