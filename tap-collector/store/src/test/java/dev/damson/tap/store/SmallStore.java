package dev.damson.tap.store;

import dev.damson.tap.names.Names;
import dev.damson.tap.store.finding.Finding;
import dev.damson.tap.store.search.QueryException;
import dev.damson.tap.store.search.QueryParser;
import dev.damson.tap.store.search.SearchRequest;
import dev.damson.tap.store.segment.PacketSegment;
import dev.damson.tap.store.segment.SegmentWriter;
import dev.damson.tap.store.segment.TenantFolder;
import dev.damson.wire.pcapng.CapturedPacket;
import dev.damson.wire.pcapng.SectionBuilder;
import dev.damson.wire.proto.End;
import dev.damson.wire.proto.TapPacket;
import dev.damson.wire.proto.Verdict;
import dev.damson.wire.topic.Topics;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/** Writes TCP and UDP packets as segments of one tenant, as the collector does. */
public final class SmallStore implements AutoCloseable {
    public static final String TENANT = "acme";
    public static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");

    private static final int ACK = 0x18;

    private final Path store;
    private final SegmentWriter writer;
    private long offset;
    private SectionBuilder section = new SectionBuilder("test");
    private final List<byte[]> sections = new ArrayList<>();
    private String tap = "web-app";
    private int packets;
    private final List<Finding> findings = new ArrayList<>();

    public SmallStore(Path store) throws Exception {
        this.store = store;
        this.writer = new SegmentWriter(store, Names.NONE);
    }

    /** @param from {@code address:port}, as is {@code to} */
    public SmallStore tcp(long flow, int second, String from, String to, String payload) {
        return add(flow, second, false, Verdict.ALLOWED, 6, from, to, payload);
    }

    public SmallStore reply(long flow, int second, String from, String to, String payload) {
        return add(flow, second, true, Verdict.ALLOWED, 6, from, to, payload);
    }

    public SmallStore denied(long flow, int second, String from, String to) {
        return add(flow, second, false, Verdict.DENY, 6, from, to, "");
    }

    private SmallStore add(
            long flow,
            int second,
            boolean reply,
            Verdict verdict,
            int protocol,
            String from,
            String to,
            String payload) {
        int port = section.interfaceId("acme/shop/web-1/eth0", "acme/shop");
        var data = frame(protocol, from, to, payload.getBytes(StandardCharsets.ISO_8859_1));
        var facts = TapPacket.newBuilder()
                .setEdge("edge-1")
                .setTenant(TENANT)
                .setDomain("shop")
                .setTap(tap)
                .setWorkload("web-1")
                .setPort("eth0")
                .setRevision(1)
                .setFlowId(flow)
                .setVerdict(verdict)
                .setEnd(End.ORIGIN)
                .setReply(reply)
                .build();
        long nanos = NOON.plusSeconds(second).getEpochSecond() * 1_000_000_000L + packets;
        section.add(new CapturedPacket(port, nanos, data.length, data, !reply, verdict != Verdict.ALLOWED, facts));
        packets++;
        return this;
    }

    private static byte[] frame(int protocol, String from, String to, byte[] payload) {
        int header = protocol == 6 ? 20 : 8;
        var frame = ByteBuffer.allocate(34 + header + payload.length)
                .put(HexFormat.of().parseHex("020000000131020000000141" + "0800"))
                .put((byte) 0x45)
                .put((byte) 0)
                .putShort((short) (20 + header + payload.length))
                .putInt(0x12340000)
                .put((byte) 64)
                .put((byte) protocol)
                .putShort((short) 0)
                .put(address(from))
                .put(address(to))
                .putShort(port(from))
                .putShort(port(to));
        if (protocol == 6) {
            frame.putInt(1).putInt(1).put((byte) 0x50).put((byte) ACK).putShort((short) 1000);
        } else {
            frame.putShort((short) (8 + payload.length)).putShort((short) 0);
        }
        frame.position(34 + header);
        return frame.put(payload).array();
    }

    private static byte[] address(String end) {
        var parts = end.substring(0, end.indexOf(':')).split("\\.");
        var bytes = new byte[4];
        for (int i = 0; i < 4; i++) {
            bytes[i] = (byte) Integer.parseInt(parts[i]);
        }
        return bytes;
    }

    private static short port(String end) {
        return (short) Integer.parseInt(end.substring(end.indexOf(':') + 1));
    }

    /** What is added from here on is another tap's, in a section of its own. */
    public SmallStore ofTap(String name) {
        endSection();
        tap = name;
        return this;
    }

    private void endSection() {
        sections.add(section.build());
        section = new SectionBuilder("test");
    }

    /** Publishes what was added as the next segment. */
    public SmallStore flush() throws Exception {
        var segment = new PacketSegment(Topics.tap(TENANT), 0, offset, Names.NONE);
        endSection();
        for (var each : sections) {
            segment.add(offset++, each);
        }
        sections.clear();
        if (!writer.write(segment, tenant())) {
            throw new IllegalStateException("another writer?");
        }
        segment.findings().forEach(findings::add);
        return this;
    }

    /** What stood out while packets were written. */
    public List<Finding> lastFindings() {
        return findings;
    }

    public TenantFolder tenant() {
        return new TenantFolder(store, TENANT);
    }

    public static SearchRequest asking(String query) throws QueryException {
        return SearchRequest.of(TENANT, NOON.minusSeconds(60), NOON.plusSeconds(3600), QueryParser.parse(query));
    }

    @Override
    public void close() throws SQLException {
        writer.close();
    }
}
