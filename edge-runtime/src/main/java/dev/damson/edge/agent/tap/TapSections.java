package dev.damson.edge.agent.tap;

import dev.damson.edge.agent.stream.StreamSink;
import dev.damson.wire.pcapng.SectionBuilder;
import dev.damson.wire.topic.Topics;
import java.time.Duration;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;

/** Gathers the packets of each flow of each tap into sections, and sends these when they are large or old enough. */
final class TapSections {
    /** How long an analyst waits at most for the packets of a quiet flow. */
    private static final Duration OLDEST = Duration.ofMillis(200);

    /** A quarter of what a broker takes in one record. */
    private static final int SECTION_BYTES = 256 << 10;

    /** All together, and as many flows: so much memory and not more. */
    private static final int ALL_BYTES = 1 << 20;

    private static final int MOST_SECTIONS = 256;

    private static final String APPLICATION = "damson-edge";

    private final StreamSink sink;
    private final TapLosses losses;
    private final Map<Key, SectionBuilder> sections = new LinkedHashMap<>();
    private int bytes;
    private long beganNanos;

    /** @param id of the tap in the Kafka key */
    record Key(String tenant, String id, int tap, long flow) {}

    TapSections(StreamSink sink, TapLosses losses) {
        this.sink = sink;
        this.losses = losses;
    }

    SectionBuilder of(Key key) {
        if (sections.isEmpty()) {
            beganNanos = System.nanoTime();
        }
        return sections.computeIfAbsent(key, _ -> new SectionBuilder(APPLICATION));
    }

    /** A packet was added to a flow's section. */
    void added(Key key, SectionBuilder section, int packetBytes) {
        bytes += packetBytes;
        if (section.size() >= SECTION_BYTES) {
            sections.remove(key);
            bytes -= Math.min(bytes, section.size());
            send(key, section);
        }
        if (bytes >= ALL_BYTES || sections.size() >= MOST_SECTIONS) {
            flush();
        }
    }

    void flushIfDue() {
        if (!sections.isEmpty() && System.nanoTime() - beganNanos >= OLDEST.toNanos()) {
            flush();
        }
    }

    void flush() {
        sections.forEach(this::send);
        sections.clear();
        bytes = 0;
    }

    private void send(Key key, SectionBuilder section) {
        var packets = section.packets();
        losses.copied(key.tap(), packets);
        sink.offer(
                Topics.tap(key.tenant()),
                key.id() + "/" + HexFormat.of().toHexDigits(key.flow()),
                section.build(),
                () -> losses.lost(key.tap(), packets));
    }
}
