package dev.damson.tap.store.collect;

import dev.damson.director.LocalKafka;
import dev.damson.tap.store.segment.PacketSegment;
import dev.damson.tap.store.segment.TenantFolder;
import dev.damson.wire.pcapng.CapturedPacket;
import dev.damson.wire.pcapng.PcapngException;
import dev.damson.wire.pcapng.SectionBuilder;
import dev.damson.wire.pcapng.SectionReader;
import dev.damson.wire.proto.End;
import dev.damson.wire.proto.TapPacket;
import dev.damson.wire.proto.Verdict;
import dev.damson.wire.topic.Topics;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Sends UDP packets that carry a number each, and finds the numbers again in the store. */
final class NumberedPackets implements AutoCloseable {
    private static final int PARTITIONS = 4;
    private static final int HEADERS = 42;

    private final String tenant;
    private final KafkaProducer<byte[], byte[]> producer;
    private int next;

    NumberedPackets(LocalKafka kafka, String tenant) {
        this.tenant = tenant;
        var client = kafka.client("director");
        makeTopic(client, Topics.tap(tenant));
        this.producer = new KafkaProducer<>(client, new ByteArraySerializer(), new ByteArraySerializer());
    }

    private static void makeTopic(Properties client, String topic) {
        try (var admin = Admin.create(client)) {
            admin.createTopics(List.of(new NewTopic(topic, Optional.of(PARTITIONS), Optional.empty())))
                    .all()
                    .get();
        } catch (ExecutionException | InterruptedException failed) {
            throw new IllegalStateException(failed);
        }
    }

    /** Sends so many records of one section each, and waits until Kafka has acknowledged them. */
    void send(int records, int packetsEach) {
        var acknowledged = new ArrayList<Future<RecordMetadata>>();
        for (int i = 0; i < records; i++) {
            var section = new SectionBuilder("test");
            int port = section.interfaceId(tenant + "/shop/web-1/eth0", "");
            int flow = next % 7;
            for (int j = 0; j < packetsEach; j++) {
                section.add(packet(port, flow, next++));
            }
            acknowledged.add(producer.send(new ProducerRecord<>(
                    Topics.tap(tenant),
                    flow % PARTITIONS,
                    ByteBuffer.allocate(4).putInt(flow).array(),
                    section.build())));
        }
        producer.flush();
        acknowledged.forEach(Future::resultNow);
    }

    int sent() {
        return next;
    }

    private CapturedPacket packet(int port, int flow, int number) {
        var data = ByteBuffer.allocate(HEADERS + 4)
                .put(HexFormat.of()
                        .parseHex("0200000001310200000001410800" + "450000201234400040110000" + "0a0100290a01001f"))
                .putShort((short) (40_000 + flow))
                .putShort((short) 9)
                .putShort((short) 12)
                .putShort((short) 0)
                .putInt(number)
                .array();
        var facts = TapPacket.newBuilder()
                .setEdge("edge-1")
                .setTenant(tenant)
                .setDomain("shop")
                .setTap("web-app")
                .setWorkload("web-1")
                .setPort("eth0")
                .setRevision(1)
                .setFlowId(1 + flow)
                .setVerdict(Verdict.ALLOWED)
                .setEnd(End.ORIGIN)
                .setReply(number % 2 == 1)
                .build();
        long nanos = 1_790_000_000_000_000_000L + number * 1_000L;
        return new CapturedPacket(port, nanos, data.length, data, true, false, facts);
    }

    /** The numbers of every packet that the store holds, in the order of segments. */
    List<Integer> stored(Path store) throws IOException {
        var folder = new TenantFolder(store, tenant);
        var numbers = new ArrayList<Integer>();
        for (var segment : folder.segments()) {
            if (segment.has(PacketSegment.PACKETS)) {
                try {
                    SectionReader.read(Files.readAllBytes(folder.file(segment, PacketSegment.PACKETS)))
                            .packets()
                            .forEach(packet ->
                                    numbers.add(ByteBuffer.wrap(packet.data()).getInt(HEADERS)));
                } catch (PcapngException damaged) {
                    throw new IOException(damaged);
                }
            }
        }
        return numbers;
    }

    @Override
    public void close() {
        producer.close();
    }
}
