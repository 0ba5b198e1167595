package dev.damson.console.inspect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.damson.console.fixture.FakeTails;
import dev.damson.tap.live.TappedPacket;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PacketBufferTest {
    private static final int MANY = 3 * PacketBuffer.MOST_SHOWN;

    @Test
    void aWantedPacketIsNotPushedOutByOthers() {
        var buffer = new PacketBuffer(true, packet -> says(packet, "/needle"));
        buffer.arrived(List.of(FakeTails.request("GET /needle HTTP/1.1\r\n\r\n", 0)));
        buffer.arrived(hay(MANY));

        assertThat(buffer.take()).isTrue();
        assertThat(buffer.shown())
                .singleElement()
                .satisfies(packet -> assertThat(says(packet, "/needle")).isTrue());
        assertThat(buffer.passedOver()).isZero();
    }

    @Test
    void whatWaitsIsCountedByTheFilterAndShownWhenTaken() {
        var buffer = new PacketBuffer(true, packet -> says(packet, "/needle"));
        assertThat(buffer.any()).isFalse();
        buffer.arrived(hay(3));
        assertThat(buffer.any()).isTrue();
        assertThat(buffer.waiting()).isZero();

        buffer.arrived(List.of(FakeTails.request("GET /needle HTTP/1.1\r\n\r\n", 0)));
        assertThat(buffer.waiting()).isEqualTo(1);
        assertThat(buffer.shown()).isEmpty();

        assertThat(buffer.take()).isTrue();
        assertThat(buffer.waiting()).isZero();
        assertThat(buffer.shown()).hasSize(1);
        assertThat(buffer.take()).isFalse();
    }

    @Test
    void anotherFilterFindsWhatCameBefore() {
        var buffer = new PacketBuffer(true, packet -> says(packet, "/needle"));
        buffer.arrived(hay(5));
        buffer.take();

        buffer.want(packet -> says(packet, "/hay"));
        assertThat(buffer.shown()).hasSize(5);

        buffer.want(packet -> says(packet, "/hay/4"));
        assertThat(buffer.shown()).hasSize(1);
    }

    @Test
    void whatCameAndWentUnseenIsCounted() {
        var buffer = new PacketBuffer(true, packet -> true);
        buffer.arrived(hay(MANY));
        buffer.take();

        assertThat(buffer.shown()).hasSize(PacketBuffer.MOST_SHOWN);
        assertThat(buffer.passedOver()).isEqualTo(MANY - PacketBuffer.MOST_SHOWN);
        assertThat(buffer.shown().getFirst().number()).isEqualTo(MANY);
    }

    private static List<TappedPacket> hay(int many) {
        var packets = new ArrayList<TappedPacket>();
        for (var number = 0; number < many; number++) {
            packets.add(FakeTails.request("GET /hay/" + number + " HTTP/1.1\r\n\r\n", 0));
        }
        return packets;
    }

    private static boolean says(SeenPacket packet, String path) {
        return packet.decoded().summary().contains(path);
    }
}
