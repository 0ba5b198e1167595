package dev.damson.policy.replay;

import static dev.damson.policy.random.Frames.ACK;
import static dev.damson.policy.random.Frames.FIN;
import static dev.damson.policy.random.Frames.RST;
import static dev.damson.policy.random.Frames.SYN;
import static dev.damson.policy.replay.TwoPorts.A;
import static dev.damson.policy.replay.TwoPorts.MAC_A;
import static dev.damson.policy.replay.TwoPorts.MAC_B;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.damson.policy.model.IpAddress;
import dev.damson.policy.random.Frames;
import dev.damson.wire.layout.DropReason;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A rejected packet is answered to its sender in the name of its destination, so many times a second. */
class RejectTest {
    private static final int SEQUENCE = 1_000_000;
    private static final int ACKNOWLEDGED = 2_000_000;

    private final TwoPorts host = new TwoPorts();

    RejectTest() {
        host.rejectOthers();
    }

    private PacketOutcome send(boolean six, int protocol, byte[] payload) {
        return host.edge.send(A, TwoPorts.frame(MAC_B, MAC_A, a(six), b(six), protocol, payload));
    }

    private static IpAddress a(boolean six) {
        return six ? TwoPorts.A6 : TwoPorts.A4;
    }

    private static IpAddress b(boolean six) {
        return six ? TwoPorts.B6 : TwoPorts.B4;
    }

    private static ByteBuffer answer(PacketOutcome outcome) {
        return ByteBuffer.wrap(assertInstanceOf(PacketOutcome.Rejected.class, outcome, outcome::toString)
                .answer());
    }

    private static byte[] segment(int destination, int flags, int data) {
        var segment = Arrays.copyOf(Frames.tcp(40000, destination, flags), 20 + data);
        ByteBuffer.wrap(segment).putInt(4, SEQUENCE).putInt(8, ACKNOWLEDGED);
        return segment;
    }

    private static byte[] bytes(ByteBuffer frame, int from, int length) {
        return Arrays.copyOfRange(frame.array(), from, from + length);
    }

    /** The sum of 16-bit words of a range, folded; over bytes that carry their checksum it is 0xffff. */
    private static int sum(ByteBuffer frame, int from, int to, int seed) {
        long sum = seed;
        for (int at = from; at < to; at += 2) {
            sum += Short.toUnsignedInt(frame.getShort(at));
        }
        while (sum > 0xffff) {
            sum = (sum & 0xffff) + (sum >>> 16);
        }
        return (int) sum;
    }

    private static void fromDestination(boolean six, int protocol, ByteBuffer frame) {
        assertArrayEquals(MAC_A.toBytes(), bytes(frame, 0, 6));
        assertArrayEquals(MAC_B.toBytes(), bytes(frame, 6, 6));
        int payload = frame.capacity() - (six ? 54 : 34);
        if (six) {
            assertEquals((short) 0x86dd, frame.getShort(12));
            assertEquals(0x6000_0000, frame.getInt(14));
            assertEquals(payload, frame.getShort(18));
            assertEquals(protocol, frame.get(20));
            assertArrayEquals(TwoPorts.B6.toBytes(), bytes(frame, 22, 16));
            assertArrayEquals(TwoPorts.A6.toBytes(), bytes(frame, 38, 16));
        } else {
            assertEquals((short) 0x0800, frame.getShort(12));
            assertEquals(20 + payload, frame.getShort(16));
            assertEquals(protocol, frame.get(23));
            assertArrayEquals(TwoPorts.B4.toBytes(), bytes(frame, 26, 4));
            assertArrayEquals(TwoPorts.A4.toBytes(), bytes(frame, 30, 4));
            assertEquals(0xffff, sum(frame, 14, 34, 0));
        }
        if (six || protocol != 1) {
            assertEquals(0xffff, sum(frame, six ? 22 : 26, frame.capacity(), protocol + payload));
        } else {
            assertEquals(0xffff, sum(frame, 34, frame.capacity(), 0));
        }
    }

    /** RFC 9293, 3.10.7.1: with ACK the reset continues from there, otherwise it acknowledges what came. */
    @ParameterizedTest
    @CsvSource({
        "false, 2, 0",
        "true, 2, 0",
        "false, 2, 10",
        "false, 16, 100",
        "true, 16, 1000",
        "false, 17, 0",
        "true, 1, 4"
    })
    void aSegmentGetsAReset(boolean six, int flags, int data) {
        var frame = answer(send(six, 6, segment(8081, flags, data)));
        fromDestination(six, 6, frame);
        int at = six ? 54 : 34;
        assertEquals(at + 20, frame.capacity());
        assertEquals(8081, frame.getShort(at));
        assertEquals(40000, Short.toUnsignedInt(frame.getShort(at + 2)));
        var acknowledges = (flags & ACK) != 0;
        assertEquals(acknowledges ? ACKNOWLEDGED : 0, frame.getInt(at + 4));
        int end = SEQUENCE + data + ((flags & SYN) != 0 ? 1 : 0) + ((flags & FIN) != 0 ? 1 : 0);
        assertEquals(acknowledges ? 0 : end, frame.getInt(at + 8));
        assertEquals(acknowledges ? RST : RST | ACK, frame.get(at + 13));
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void anythingElseIsProhibited(boolean six) {
        var datagram = Frames.udp(40000, 53, new byte[100]);
        var frame = answer(send(six, 17, datagram));
        fromDestination(six, six ? 58 : 1, frame);
        int at = six ? 54 : 34;
        assertEquals(six ? 0x0101 : 0x030d, frame.getShort(at));
        assertArrayEquals(
                Arrays.copyOf(Frames.ip(a(six), b(six), 17, datagram), at - 14 + 8), bytes(frame, at + 8, at - 14 + 8));
    }

    @Test
    void aResetIsNotAnswered() {
        assertEquals(
                new PacketOutcome.Dropped(Optional.of(DropReason.REJECTED)), send(false, 6, segment(8081, RST, 0)));
    }

    @Test
    void aPortGetsSoManyAnswersASecond() {
        int answers = 0;
        for (int i = 0; i < 200; i++) {
            if (send(false, 6, segment(8081, SYN, 0)) instanceof PacketOutcome.Rejected) {
                answers++;
            }
        }
        assertEquals(50, answers);
        assertEquals(150, host.edge.drops(A)[DropReason.REJECTED_UNANSWERED.ordinal()]);
        host.edge.clock(1_100_000_000L);
        answers = 0;
        for (int i = 0; i < 200; i++) {
            if (send(false, 6, segment(8081, SYN, 0)) instanceof PacketOutcome.Rejected) {
                answers++;
            }
        }
        assertEquals(10, answers);
    }

    @Test
    void anEstablishedConnectionEndsVisibly() {
        host.enforce(TwoPorts.Allowed.PLAIN);
        assertInstanceOf(PacketOutcome.Delivered.class, host.tcp(false, 40000, 8080, SYN));
        assertInstanceOf(PacketOutcome.Delivered.class, host.tcpReply(false, 8080, 40000, SYN | ACK));
        host.rejectAll();
        assertInstanceOf(PacketOutcome.Rejected.class, host.tcp(false, 40000, 8080, ACK));
        assertInstanceOf(PacketOutcome.Rejected.class, host.tcpReply(false, 8080, 40000, ACK));
    }
}
