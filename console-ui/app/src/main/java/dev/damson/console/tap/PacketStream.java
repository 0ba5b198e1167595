package dev.damson.console.tap;

import dev.damson.tap.live.TappedPacket;
import dev.damson.wire.pcapng.CapturedPacket;
import dev.damson.wire.pcapng.SectionBuilder;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;

/** Packets of many sections as one, written as they come. Safe for many threads. */
public final class PacketStream {
    private static final String APPLICATION = "damson";

    private final OutputStream out;
    private final SectionBuilder section = new SectionBuilder(APPLICATION);

    public PacketStream(OutputStream out) {
        this.out = out;
    }

    /** Writes the header of the section, also if no packet follows. */
    public synchronized void begin() throws IOException {
        out.write(section.take());
    }

    public synchronized void write(List<TappedPacket> packets) throws IOException {
        for (var packet : packets) {
            add(packet.captured());
        }
        out.write(section.take());
    }

    /** Lets whoever reads see what was written. */
    public synchronized void flush() throws IOException {
        out.flush();
    }

    private void add(CapturedPacket packet) {
        var facts = packet.facts();
        var name = "%s/%s/%s/%s".formatted(facts.getTenant(), facts.getDomain(), facts.getWorkload(), facts.getPort());
        int port = section.interfaceId(name, facts.getTap());
        section.add(new CapturedPacket(
                port,
                packet.unixNanos(),
                packet.originalLength(),
                packet.data(),
                packet.inbound(),
                packet.dropped(),
                facts));
    }

    /** Adds a text that capture tools pass over. */
    public synchronized void note(String text) throws IOException {
        section.note(text);
        out.write(section.take());
        out.flush();
    }
}
