package dev.damson.e2e.edge;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.damson.lab.network.LabNamespace;
import dev.damson.wire.layout.VerdictRecord.Action;
import dev.damson.wire.topic.Topics;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.util.Arrays;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Datagrams that do not fit into one packet, on real ports. */
@Tag("kernel")
class FragmentsTest {
    private static final int UDP = 17;
    private static final int ALLOWED = 5353;
    private static final int DENIED = 5354;
    private static final int PATIENCE_MILLIS = 10_000;

    private EdgeHost host;

    @BeforeEach
    void enforce() throws IOException {
        host = new EdgeHost();
        host.director.bind(host::tell, host.inventory, 1);
        var plan = SmallPlans.everybodyTo(host.inventory, "acme", UDP, ALLOWED, Action.DENY);
        Compiled.publish(host, "acme", 1, plan);
        host.edge().caughtUp(Topics.domain("acme", "shop"));
    }

    @AfterEach
    void close() throws IOException {
        host.close();
    }

    private DatagramChannel listen(int port) throws IOException {
        var channel = host.laboratory.workload("acme", "app-1").openDatagrams();
        channel.bind(new InetSocketAddress(port));
        channel.socket().setSoTimeout(PATIENCE_MILLIS);
        return channel;
    }

    private static byte[] numbered(int length, int number) {
        var bytes = new byte[length];
        for (var i = 0; i < length; i++) {
            bytes[i] = (byte) (i * 31 + number);
        }
        return bytes;
    }

    private static byte[] receive(DatagramChannel channel) throws IOException {
        var packet = new DatagramPacket(new byte[65_535], 65_535);
        channel.socket().receive(packet);
        return Arrays.copyOf(packet.getData(), packet.getLength());
    }

    /** A denied datagram that is sent first would arrive first. */
    @ParameterizedTest
    @CsvSource({"4, 4000", "4, 60000", "16, 4000", "16, 60000"})
    void arriveWholeWhereTheirPortIsAllowed(int family, int length) throws IOException {
        LabNamespace web = host.laboratory.workload("acme", "web-1");
        var target = host.address("acme", "app-1", family);
        try (var allowed = listen(ALLOWED);
                var denied = listen(DENIED);
                var sender = web.openDatagrams(target)) {
            for (var number = 0; number < 20; number++) {
                sender.send(ByteBuffer.wrap(numbered(length, number)), new InetSocketAddress(target, DENIED));
                sender.send(ByteBuffer.wrap(numbered(length, number)), new InetSocketAddress(target, ALLOWED));
                assertArrayEquals(numbered(length, number), receive(allowed));
            }
            denied.configureBlocking(false);
            assertNull(denied.receive(ByteBuffer.allocate(65_535)));
        }
    }
}
