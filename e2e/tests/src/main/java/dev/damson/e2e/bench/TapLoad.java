package dev.damson.e2e.bench;

import dev.damson.wire.pcapng.CapturedPacket;
import dev.damson.wire.pcapng.SectionBuilder;
import dev.damson.wire.proto.End;
import dev.damson.wire.proto.TapPacket;
import dev.damson.wire.proto.Verdict;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/** Tapped TCP packets of one size as an edge would send them: sections of some packets of one flow each. */
record TapLoad(int packetBytes, int packetsEach, List<byte[]> sections) {
    static final String TENANT = "bench";

    private static final int HEADERS = 54;
    private static final int FLOWS = 5_000;
    private static final int FLOWS_EACH = 1_000;
    static final Instant BEGIN = Instant.ofEpochSecond(1_790_000_000);
    private static final long BEGIN_NANOS = BEGIN.getEpochSecond() * 1_000_000_000L;

    static TapLoad of(int packetBytes, int packets, int packetsEach) {
        var sections = new ArrayList<byte[]>();
        for (int sent = 0; sent < packets; sent += packetsEach) {
            int flow = sections.size() % FLOWS;
            var section = new SectionBuilder("bench");
            int port = section.interfaceId(TENANT + "/shop/web-1/eth0", TENANT + "/shop");
            for (int i = 0; i < packetsEach; i++) {
                section.add(packet(port, packetBytes, flow, sent + i));
            }
            sections.add(section.build());
        }
        return new TapLoad(packetBytes, packetsEach, sections);
    }

    /** One packet each of flows that follow each other, some to a section. */
    static List<byte[]> flows(int first, int flows) {
        var sections = new ArrayList<byte[]>();
        for (int begun = 0; begun < flows; begun += FLOWS_EACH) {
            var section = new SectionBuilder("bench");
            int port = section.interfaceId(TENANT + "/shop/web-1/eth0", TENANT + "/shop");
            for (int i = 0; i < FLOWS_EACH; i++) {
                section.add(packet(port, HEADERS, first + begun + i, i));
            }
            sections.add(section.build());
        }
        return sections;
    }

    private static CapturedPacket packet(int port, int bytes, int flow, int number) {
        var data = ByteBuffer.allocate(Math.max(HEADERS, bytes))
                .put(HexFormat.of().parseHex("0200000001310200000001410800" + "4500"))
                .putShort((short) (bytes - 14))
                .put(HexFormat.of().parseHex("1234400040060000" + "0a01000b0a010015"))
                .putShort((short) (20_000 + flow))
                .putShort((short) 8080)
                .putInt(number)
                .putInt(1)
                .put((byte) 0x50)
                .put((byte) 0x18)
                .array();
        var facts = TapPacket.newBuilder()
                .setEdge("edge-1")
                .setTenant(TENANT)
                .setDomain("shop")
                .setTap("web-app")
                .setWorkload("web-1")
                .setPort("eth0")
                .setRevision(1)
                .setFlowId(1 + flow)
                .setVerdict(Verdict.ALLOWED)
                .setRule(3)
                .setEnd(End.ORIGIN)
                .setWireLength(bytes)
                .build();
        return new CapturedPacket(port, BEGIN_NANOS + number * 1_000L, bytes, data, true, false, facts);
    }

    long packets() {
        return (long) sections.size() * packetsEach;
    }

    long bytes() {
        return packets() * packetBytes;
    }
}
