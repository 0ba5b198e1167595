package dev.damson.policy.replay;

import static dev.damson.policy.random.Frames.ACK;
import static dev.damson.policy.random.Frames.SYN;
import static dev.damson.policy.replay.TwoPorts.A;
import static dev.damson.policy.replay.TwoPorts.B;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.damson.policy.random.Frames;
import dev.damson.wire.layout.DropReason;
import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Fragments (SEMANTICS, 10): the first one is judged, the later ones follow it; what does not fit drops with its reason. */
class FragmentTest {
    private static final int TCP = 6;

    private final TwoPorts host = new TwoPorts();

    FragmentTest() {
        host.enforce(TwoPorts.Allowed.PLAIN);
    }

    private static void delivered(int port, PacketOutcome outcome) {
        assertEquals(
                port,
                assertInstanceOf(PacketOutcome.Delivered.class, outcome, outcome::toString)
                        .port());
    }

    private static void dropped(DropReason reason, PacketOutcome outcome) {
        assertEquals(new PacketOutcome.Dropped(Optional.of(reason)), outcome);
    }

    private PacketOutcome fromA(boolean six, int protocol, int id, int offset, boolean more, byte[] part) {
        var packet = Frames.fragment(
                six ? TwoPorts.A6 : TwoPorts.A4, six ? TwoPorts.B6 : TwoPorts.B4, protocol, id, offset, more, part);
        return host.edge.send(A, Frames.ethernet(TwoPorts.MAC_B, TwoPorts.MAC_A, six ? 0x86dd : 0x0800, packet));
    }

    private PacketOutcome fromB(boolean six, int protocol, int id, int offset, boolean more, byte[] part) {
        var packet = Frames.fragment(
                six ? TwoPorts.B6 : TwoPorts.B4, six ? TwoPorts.A6 : TwoPorts.A4, protocol, id, offset, more, part);
        return host.edge.send(B, Frames.ethernet(TwoPorts.MAC_A, TwoPorts.MAC_B, six ? 0x86dd : 0x0800, packet));
    }

    private static byte[] tcp(int destination, int flags, int length) {
        return Arrays.copyOf(Frames.tcp(40000, destination, flags), length);
    }

    private static byte[] echo(boolean six, boolean reply) {
        var type = six ? reply ? 129 : 128 : reply ? 0 : 8;
        return Arrays.copyOf(Frames.icmp(type, 0, 77), 1_480);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void laterFragmentsFollowTheFirstBothWays(boolean six) {
        var protocol = six ? 58 : 1;
        delivered(B, fromA(six, protocol, 5, 0, true, echo(six, false)));
        delivered(B, fromA(six, protocol, 5, 1_480, true, new byte[1_480]));
        delivered(B, fromA(six, protocol, 5, 2_960, false, new byte[7]));
        delivered(A, fromB(six, protocol, 6, 0, true, echo(six, true)));
        delivered(A, fromB(six, protocol, 6, 1_480, false, new byte[9]));
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void laterOnesMayComeInAnyOrder(boolean six) {
        delivered(B, fromA(six, TCP, 5, 0, true, tcp(8080, SYN, 64)));
        delivered(B, fromA(six, TCP, 5, 4_096, false, new byte[1]));
        delivered(B, fromA(six, TCP, 5, 64, true, new byte[4_032]));
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void laterFragmentsOfWhatIsDeniedAreDenied(boolean six) {
        dropped(DropReason.DENIED, fromA(six, TCP, 5, 0, true, tcp(8081, SYN, 64)));
        dropped(DropReason.DENIED, fromA(six, TCP, 5, 64, false, new byte[64]));
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void withoutItsFirstALaterFragmentDrops(boolean six) {
        dropped(DropReason.FRAGMENT_WITHOUT_FIRST, fromA(six, TCP, 5, 64, false, new byte[64]));
        delivered(B, fromA(six, TCP, 5, 0, true, tcp(8080, SYN, 64)));
        dropped(DropReason.FRAGMENT_WITHOUT_FIRST, fromA(six, TCP, 6, 64, false, new byte[64]));
        dropped(DropReason.FRAGMENT_WITHOUT_FIRST, fromB(six, TCP, 5, 64, false, new byte[64]));
        delivered(B, fromA(six, TCP, 5, 64, false, new byte[64]));
    }

    @ParameterizedTest
    @CsvSource({"56, 64", "0, 64", "64, 8", "120, 16"})
    void nothingCoversTheSameBytesTwice(int offset, int length) {
        delivered(B, fromA(false, TCP, 5, 0, true, tcp(8080, SYN, 64)));
        delivered(B, fromA(false, TCP, 5, 64, true, new byte[64]));
        dropped(DropReason.FRAGMENT_OVERLAP, fromA(false, TCP, 5, offset, true, tcp(8080, SYN, length)));
        dropped(DropReason.FRAGMENT_WITHOUT_FIRST, fromA(false, TCP, 5, 128, false, new byte[8]));
    }

    @Test
    void theWholeRangeOfADatagramIsWatched() {
        delivered(B, fromA(false, TCP, 5, 0, true, tcp(8080, SYN, 24)));
        delivered(B, fromA(false, TCP, 5, 24, true, new byte[60_000]));
        delivered(B, fromA(false, TCP, 5, 60_024, true, new byte[5_496]));
        dropped(DropReason.FRAGMENT_OVERLAP, fromA(false, TCP, 5, 65_512, false, new byte[8]));
        dropped(DropReason.MALFORMED, fromA(false, TCP, 5, 65_528, false, new byte[8]));
        dropped(DropReason.MALFORMED, fromA(false, TCP, 5, 128, true, new byte[9]));
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aFirstFragmentHasTheWholeTransportHeader(boolean six) {
        dropped(DropReason.FRAGMENT_HEADER, fromA(six, TCP, 5, 0, true, tcp(8080, SYN, 16)));
        dropped(DropReason.FRAGMENT_WITHOUT_FIRST, fromA(six, TCP, 5, 16, false, new byte[64]));
        var options = tcp(8080, SYN, 24);
        options[12] = (byte) 0x80;
        dropped(DropReason.FRAGMENT_HEADER, fromA(six, TCP, 7, 0, true, options));
    }

    @Test
    void afterThirtySecondsADatagramIsForgotten() {
        delivered(B, fromA(false, TCP, 5, 0, true, tcp(8080, SYN, 64)));
        host.edge.clock(32_000_000_000L);
        dropped(DropReason.FRAGMENT_WITHOUT_FIRST, fromA(false, TCP, 5, 64, false, new byte[64]));
    }

    @Test
    void anIdentificationMayComeAgainAfterTheLastByte() {
        for (var time = 0; time < 3; time++) {
            delivered(B, fromA(false, TCP, 5, 0, true, tcp(8080, time == 0 ? SYN : ACK, 64)));
            delivered(B, fromA(false, TCP, 5, 72, false, new byte[3]));
            delivered(B, fromA(false, TCP, 5, 64, true, new byte[8]));
        }
    }

    @Test
    void aFragmentThatIsTheOnlyOneIsAWholePacket() {
        delivered(B, fromA(true, TCP, 5, 0, false, tcp(8080, SYN, 20)));
        delivered(B, fromA(true, TCP, 5, 0, false, tcp(8080, ACK, 20)));
    }

    @Test
    void fragmentsTakeTheirConnectionsChain() {
        host.enforce(new TwoPorts.Allowed(1, false, 0, 0, 0));
        var first = fromA(false, TCP, 5, 0, true, tcp(8080, SYN, 64));
        var later = fromA(false, TCP, 5, 64, false, new byte[64]);
        delivered(TwoPorts.INSIDE, first);
        delivered(TwoPorts.INSIDE, later);
        var frame = ((PacketOutcome.Delivered) later).frame();
        dropped(DropReason.FRAGMENT_WITHOUT_FIRST, host.edge.send(TwoPorts.OUTSIDE, frame));
        delivered(B, host.edge.send(TwoPorts.OUTSIDE, ((PacketOutcome.Delivered) first).frame()));
        delivered(B, host.edge.send(TwoPorts.OUTSIDE, frame));
    }
}
