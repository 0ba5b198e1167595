package dev.damson.e2e.edge;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.damson.edge.agent.stream.Outlets;
import dev.damson.wire.pcapng.CapturedPacket;
import dev.damson.wire.pcapng.PcapngException;
import dev.damson.wire.pcapng.SectionReader;
import dev.damson.wire.proto.EdgeReport;
import dev.damson.wire.proto.FlowEvent;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** What an edge has said, without Kafka in between. */
final class Received {
    private final Map<String, EdgeReport> reports = new ConcurrentHashMap<>();
    final List<FlowEvent> flows = new CopyOnWriteArrayList<>();
    final List<Tapped> packets = new CopyOnWriteArrayList<>();

    /** A packet with the topic and key that it came by. */
    record Tapped(String topic, String key, CapturedPacket packet) {}

    Outlets outlets() {
        return new Outlets(
                (_, key, value, _) -> report(key, value),
                (_, _, value, _) -> flow(value),
                (topic, key, value, _) -> section(topic, key, value));
    }

    private boolean report(String key, byte[] value) {
        try {
            reports.put(key, EdgeReport.parseFrom(value));
            return true;
        } catch (InvalidProtocolBufferException broken) {
            throw new AssertionError(broken);
        }
    }

    private boolean flow(byte[] value) {
        try {
            return flows.add(FlowEvent.parseFrom(value));
        } catch (InvalidProtocolBufferException broken) {
            throw new AssertionError(broken);
        }
    }

    private boolean section(String topic, String key, byte[] value) {
        try {
            SectionReader.read(value).packets().forEach(packet -> packets.add(new Tapped(topic, key, packet)));
            return true;
        } catch (PcapngException broken) {
            throw new AssertionError(broken);
        }
    }

    /** What the edge said last under a key. */
    EdgeReport report(String key) {
        return find(key).orElseThrow(() -> new AssertionError("the edge said nothing under \"" + key + "\""));
    }

    Optional<EdgeReport> find(String key) {
        return Optional.ofNullable(reports.get(key));
    }
}
