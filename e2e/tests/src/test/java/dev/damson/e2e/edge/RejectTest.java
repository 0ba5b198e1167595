package dev.damson.e2e.edge;

import static dev.damson.lab.network.ConnectOutcome.CONNECTED;
import static dev.damson.lab.network.ConnectOutcome.REFUSED;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.damson.wire.layout.VerdictRecord.Action;
import dev.damson.wire.topic.Topics;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a workload's sockets see of a rejection. */
@Tag("kernel")
class RejectTest {
    private static final int TCP = 6;
    private static final int ALLOWED = 8080;
    private static final int REJECTED = 5432;
    private static final int PATIENCE_MILLIS = 20_000;

    private EdgeHost host;

    @BeforeEach
    void enforce() throws IOException {
        host = new EdgeHost();
        host.listen("acme", "app-1", ALLOWED);
        host.listen("acme", "app-1", REJECTED);
        host.director.bind(host::tell, host.inventory, 1);
        enforce(1, ALLOWED);
    }

    @AfterEach
    void close() throws IOException {
        host.close();
    }

    private void enforce(long revision, int allowed) {
        Compiled.publish(
                host, "acme", revision, SmallPlans.everybodyTo(host.inventory, "acme", TCP, allowed, Action.REJECT));
        host.edge().caughtUp(Topics.domain("acme", "shop"));
    }

    private InetSocketAddress app(int family, int port) {
        return new InetSocketAddress(host.address("acme", "app-1", family), port);
    }

    /** A connection that is only dropped would time out. */
    @ParameterizedTest
    @ValueSource(ints = {4, 16})
    void aConnectionIsRefusedAtOnce(int family) throws IOException {
        var web = host.laboratory.workload("acme", "web-1");
        assertEquals(REFUSED, web.connect(app(family, REJECTED), Duration.ofMillis(PATIENCE_MILLIS)));
        assertEquals(CONNECTED, web.connect(app(family, ALLOWED), Duration.ofMillis(PATIENCE_MILLIS)));
    }

    @ParameterizedTest
    @ValueSource(ints = {4, 16})
    void aDatagramIsAnsweredWithAnError(int family) throws IOException {
        var target = app(family, REJECTED);
        try (var channel = host.laboratory.workload("acme", "web-1").openDatagrams(target.getAddress())) {
            channel.connect(target);
            channel.socket().setSoTimeout(PATIENCE_MILLIS);
            channel.write(ByteBuffer.wrap(new byte[600]));
            var told = assertThrows(
                    IOException.class, () -> channel.socket().receive(new DatagramPacket(new byte[100], 100)));
            assertFalse(told instanceof SocketTimeoutException, told::toString);
        }
    }

    @Test
    void anEstablishedConnectionIsReset() throws IOException {
        var target = app(4, ALLOWED);
        try (var channel = host.laboratory.workload("acme", "web-1").openConnection(target.getAddress())) {
            channel.socket().connect(target, PATIENCE_MILLIS);
            try (var accepted = host.accept(0)) {
                enforce(2, REJECTED);
                channel.socket().setSoTimeout(PATIENCE_MILLIS);
                channel.write(ByteBuffer.wrap(new byte[100]));
                var told = assertThrows(
                        IOException.class,
                        () -> channel.socket().getInputStream().read());
                assertFalse(told instanceof SocketTimeoutException, told::toString);
                assertEquals(target, accepted.getLocalAddress());
            }
        }
    }
}
